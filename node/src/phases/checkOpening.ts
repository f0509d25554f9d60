import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { type RoundRecord, readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { readGrant, readStudy } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { chainFigures, differingFigures, leastRetention, studyFigures } from "@consilium/sdk/round/manifest.ts";
import { type RoundContexts, roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { ManifestResponse } from "@consilium/sdk/schemas/messages.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { type CoursePoint, pointOf } from "@consilium/sdk/workloads/course.ts";
import { requireWithinPolicy } from "../policy/checkStudy.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { askAgain } from "./awaitDocument.ts";
import { courseBefore } from "./fetchArtefact.ts";
import { requireEarlierVerified } from "./requireEarlierVerified.ts";
import { requireQueryOpen } from "./requireQueryOpen.ts";

/** A round whose terms this site has checked and accepts. */
export interface Opening {
  readonly record: RoundRecord;
  readonly manifest: RoundManifest;
  readonly study: Study;
  /** The point of the study that the round is at, with the base state as this site derived it. */
  readonly point: CoursePoint;
  readonly contexts: RoundContexts;
}

/**
 * OPEN: what a site checks before it joins. The study is the one it approved, its grant is live with a round left, the
 * manifest is the one on chain and says what the study says, the base state is the one the study's earlier rounds leave,
 * and every earlier round it took part in has been verified; the study keeps to the site's policy of today. Throws ROUND_REFUSED,
 * GRANT_EXPIRED, POLICY_REFUSED, MANIFEST_INVALID or STATE_DIGEST_MISMATCH.
 */
export async function checkOpening(record: RoundRecord, deps: SiteDeps): Promise<Opening> {
  const { chain, self, approved } = deps;
  const { roundId } = record;
  if (record.status === "aborted") {
    throw new FederationError("ROUND_ABORTED", `Round ${roundId} ended: ${record.abortReason}.`);
  }
  // Asked for at once, and judged in the order below.
  const asked = early({
    grant: readGrant(chain, record.studyId, self.index),
    used: readRoundsUsed(chain, record.studyId, self.index),
    manifest: fetchManifest(record, deps),
  });
  const onChain = await readStudy(chain, record.studyId);
  const study = await approved.find(onChain.studyDigest);
  if (study === undefined) {
    throw new FederationError("STUDY_MISMATCH", `This site has not approved study ${record.studyId} as published.`, {
      field: `study ${record.studyId}`,
      hint: "Read the study folder, then run `consilium-node approve`.",
    });
  }
  requireGrant(record, study, self.index, { grant: await asked.grant, used: await asked.used });
  requireWithinPolicy(study, deps.policy);
  const manifest = await asked.manifest;
  await requireEarlierVerified(record, deps);
  await requireQueryOpen(record, self.index, chain);
  const point = pointOf(await courseBefore(record, study, deps), manifest.stage, manifest.iteration);
  requireSameFigures(manifest, record, point);
  const contexts = roundContexts(chain.deployment, record);
  const { stage, iteration } = manifest;
  deps.logger.info({ roundId, studyId: record.studyId, stage, iteration, site: self.index }, "round accepted");
  return { record, manifest, study, point, contexts };
}

/** Promises whose failures are told where they are awaited, and there alone. */
function early<T extends Record<string, Promise<unknown>>>(asked: T): T {
  for (const one of Object.values(asked)) one.catch(() => undefined);
  return asked;
}

function requireGrant(
  { studyId, survivorBitmap }: RoundRecord,
  study: Study,
  site: number,
  { grant, used: all }: { grant: Awaited<ReturnType<typeof readGrant>>; used: number },
): void {
  // A site that restarts after the survivors are frozen finds this very round counted.
  const used = all - (indicesOf(survivorBitmap).includes(site) ? 1 : 0);
  if (!grant.live || used >= Math.min(grant.roundCap, study.document.maximumRounds)) {
    throw new FederationError("GRANT_EXPIRED", "This site's grant has ended, or its rounds are used up.", {
      field: `study ${studyId}`,
      hint: "Grant again with `consilium-node approve` if the site still agrees.",
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

/** Every figure of the manifest must be what the study says and, where the chain says it too, what the chain says. */
function requireSameFigures(manifest: RoundManifest, record: RoundRecord, point: CoursePoint): void {
  const { study } = point.context;
  const { stateDigest, ...figures } = studyFigures(study, point);
  const { stateDigest: _, ...onChain } = chainFigures(record, study.digest);
  // Apart: of what both say, neither may stand in for the other.
  const [difference] = [...differingFigures(manifest, figures), ...differingFigures(manifest, onChain)];
  if (difference !== undefined) refuse(difference.field);
  if (stateDigest !== record.stateDigest || stateDigest !== manifest.stateDigest) {
    throw new FederationError(
      "STATE_DIGEST_MISMATCH",
      "The base state is not what the study's finalised rounds left.",
      {
        field: "manifest.stateDigest",
      },
    );
  }
  if (record.commitBy - record.consentTimestamp > study.document.maximumCommitSpanSeconds) refuse("commitBy");
  if (manifest.transcriptRetainedUntil < leastRetention(study, record)) refuse("transcriptRetainedUntil");
  thresholdsOf(manifest.minimumSites, manifest.colluders);
}

function refuse(field: string): never {
  throw new FederationError("MANIFEST_INVALID", "The figure is not the one that the chain and the study say.", {
    field: `manifest.${field}`,
  });
}
