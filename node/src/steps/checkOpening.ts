import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { type RoundRecord, readRound, readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { readGrant, readStudy } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type RoundContexts, roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { ManifestResponse } from "@consilium/sdk/schemas/messages.ts";
import { type RoundManifest, ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import { requireRange } from "@consilium/sdk/secagg/encoding.ts";
import { requireThresholds } from "@consilium/sdk/secagg/graph.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { baseOf, shapeOf, stepOf } from "@consilium/sdk/workloads/plan.ts";
import type { Artefact } from "@consilium/sdk/workloads/Workload.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { askAgain } from "./awaitDocument.ts";
import { fetchArtefact, reductionBefore } from "./fetchArtefact.ts";
import { requireEarlierVerified } from "./requireEarlierVerified.ts";

const DAY_SECONDS = 86_400;

/** A round whose terms this site has checked and accepts. */
export interface Opening {
  readonly record: RoundRecord;
  readonly manifest: RoundManifest;
  readonly study: Study;
  /** The base model, its bytes checked against the digest on chain. */
  readonly base: Artefact | undefined;
  readonly contexts: RoundContexts;
}

/**
 * OPEN: what a site checks before it joins. The study is the one it approved, its grant is live with a round left, the
 * manifest is the one on chain and says what the study says, the base model is the one the study's earlier rounds yield,
 * and every earlier round it took part in has been verified. Throws ROUND_REFUSED, GRANT_EXPIRED, MANIFEST_INVALID or
 * MODEL_DIGEST_MISMATCH.
 */
export async function checkOpening(roundId: number, deps: SiteDeps): Promise<Opening> {
  const { chain, self, approved } = deps;
  const record = await readRound(chain, roundId);
  if (record.status === "aborted") {
    throw new FederationError("ROUND_ABORTED", `Round ${roundId} ended: ${record.abortReason}.`);
  }
  const onChain = await readStudy(chain, record.studyId);
  const study = await approved.find(onChain.studyDigest);
  if (study === undefined) {
    throw new FederationError("STUDY_MISMATCH", `This site has not approved study ${record.studyId} as published.`, {
      field: `study ${record.studyId}`,
      hint: "Read the study folder, then run `consilium-node approve`.",
    });
  }
  await requireGrant(record, study, deps);
  const manifest = await fetchManifest(record, deps);
  requireSameFigures(manifest, record, study);
  await requireEarlierVerified(record, deps);
  const before = await reductionBefore(record, manifest.step, deps, { undisputed: true });
  const expected = baseOf(study, manifest.step, before);
  const expectedDigest = expected === undefined ? ZERO_BYTES32 : digestBytes(expected.bytes);
  if (expectedDigest !== record.modelDigest || expectedDigest !== manifest.baseModelDigest) {
    throw new FederationError("MODEL_DIGEST_MISMATCH", "The base model is not what the study's last round yielded.", {
      field: "manifest.baseModelDigest",
    });
  }
  const base = expected === undefined ? undefined : { bytes: await fetchArtefact(record.modelDigest, deps) };
  const contexts = roundContexts(chain.deployment, record);
  deps.logger.info({ roundId, studyId: record.studyId, step: manifest.step, site: self.index }, "round accepted");
  return { record, manifest, study, base, contexts };
}

async function requireGrant(record: RoundRecord, study: Study, { chain, self }: SiteDeps): Promise<void> {
  const { studyId } = record;
  const grant = await readGrant(chain, studyId, self.index);
  // A site that restarts after the survivors are frozen finds this very round counted.
  const counted = indicesOf(record.survivorBitmap).includes(self.index) ? 1 : 0;
  const used = (await readRoundsUsed(chain, studyId, self.index)) - counted;
  if (!grant.live || used >= Math.min(grant.roundCap, study.document.maximumRounds)) {
    throw new FederationError("GRANT_EXPIRED", "This site's grant has ended, or its rounds are used up.", {
      field: `study ${studyId}`,
      hint: "Grant anew with `consilium-node approve` if the site still agrees.",
    });
  }
}

async function fetchManifest(record: RoundRecord, deps: SiteDeps): Promise<RoundManifest> {
  const answer = await askAgain("round.manifest", { roundId: record.roundId }, deps, record.roundId);
  const { manifest } = checkDocument(ManifestResponse, answer.result, "manifest", "MANIFEST_INVALID");
  if (digestDocument(manifest) !== record.manifestDigest) {
    throw new FederationError("MANIFEST_INVALID", "The manifest is not the one whose digest is on chain.");
  }
  return manifest;
}

/** Every figure of the manifest that the chain or the study also says must be the same there. */
function requireSameFigures(manifest: RoundManifest, record: RoundRecord, study: Study): void {
  const { document } = study;
  const { workload } = stepOf(study, manifest.step);
  const shape = shapeOf(study, manifest.step);
  const expected: Partial<Record<keyof RoundManifest, unknown>> = {
    studyId: record.studyId,
    studyDigest: study.digest,
    workload,
    ...shape,
    colluders: document.protection.colluders,
    threshold: document.protection.threshold,
    minimumSurvivors: document.protection.minimumSurvivors,
    minimumSites: document.sites.minimum,
    maximumSites: document.sites.maximum,
    minimumCohort: document.minimumCohort,
    joinBy: record.joinBy,
    commitBy: record.commitBy,
    unmaskBy: record.unmaskBy,
  };
  for (const [field, value] of Object.entries(expected)) {
    if (manifest[field as keyof RoundManifest] !== value) refuse(field);
  }
  if (record.minSurvivors !== manifest.minimumSurvivors) refuse("minimumSurvivors");
  if (record.minSites !== manifest.minimumSites) refuse("minimumSites");
  if (record.commitBy - record.consentTimestamp > document.maximumCommitSpanSeconds) refuse("commitBy");
  const retainedFrom = record.joinBy - document.phaseTimeoutSeconds.join;
  if (manifest.transcriptRetainedUntil < retainedFrom + document.transcriptRetentionDays * DAY_SECONDS) {
    refuse("transcriptRetainedUntil");
  }
  requireThresholds(manifest);
  requireRange(manifest, manifest.maximumSites);
}

function refuse(field: string): never {
  throw new FederationError("MANIFEST_INVALID", "The figure is not the one that the chain and the study say.", {
    field: `manifest.${field}`,
  });
}
