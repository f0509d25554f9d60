import { fromBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import type { Commitment, RoundManifest, SignedCommitment } from "@consilium/sdk/schemas/round.ts";
import { encodeContribution, wordsToBytes } from "@consilium/sdk/secagg/encoding.ts";
import { maskContribution } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import { writeCohortEvidence } from "../cohort/cohortEvidenceFile.ts";
import { requireDistinguishable } from "../privacy/differencing.ts";
import { requireColumns } from "../privacy/requireColumns.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { fetchTranscript } from "./fetchArtefact.ts";
import { readCohort } from "./readCohort.ts";

/** From the transcript, whose digest is on chain; an aborted round has none. */
async function manifestOfReleased(record: RoundRecord, deps: SiteDeps): Promise<RoundManifest | undefined> {
  if (record.status !== "finalized") return undefined;
  return (await fetchTranscript(record, deps)).manifest;
}

export interface MaskedContribution {
  readonly y: Uint8Array;
  readonly signed: SignedCommitment;
}

/**
 * TRAIN and MASK: the cohort as consented at B, the workload's local half on it, and its masked vector. The vector is
 * durable before its first byte leaves; from then on this round is never computed again, so a key never masks twice.
 */
export async function trainAndMask(
  agreed: AgreedRound,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<MaskedContribution> {
  const earlier = await notes.masked();
  if (earlier !== undefined) return earlier;

  const { record, manifest, point, roster, plan, sharingSet, opened, context } = agreed;
  const { self, workloads, logger } = deps;
  const { cohort, table } = await readCohort(agreed, deps);
  const allowRare = (await deps.approvals.find(agreed.study.digest))?.allowRare ?? [];
  requireColumns({ study: agreed.study, table, rows: cohort.rows, policy: deps.policy, allowRare });
  await requireDistinguishable({ roundId: record.roundId, manifest, site: self.index }, cohort.members, {
    ...deps,
    manifestOf: (released) => manifestOfReleased(released, deps),
  });
  logger.info(
    { roundId: record.roundId, records: cohort.rows.length, excluded: { ...cohort.excluded } },
    "cohort ready",
  );

  const contribution = await workloads.local({
    point,
    table,
    rows: cohort.rows,
    siteIndex: self.index,
    allowRare,
    signal: deps.signal,
  });
  const secrets = await notes.secrets();
  const masked = await maskContribution({
    encoded: encodeContribution(contribution, manifest),
    secrets,
    member: self.index,
    sharingSet,
    neighbours: plan.neighbours,
    kemCiphertexts: new Map(
      opened.flatMap(({ dealer, kemCiphertext }) =>
        kemCiphertext === undefined ? [] : [[dealer, fromBase64(kemCiphertext)] as const],
      ),
    ),
    roster,
    context,
  });
  contribution.fill(0);
  const y = wordsToBytes(masked);
  const commitment: Commitment = {
    v: PROTOCOL_VERSION,
    roundId: record.roundId,
    member: self.index,
    vectorDigest: digestBytes(y),
    cohortRoot: cohort.root,
  };
  const statement = {
    context,
    kind: "commitment" as const,
    member: self.index,
    digest: digestDocument(commitment),
  };
  const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
  const signed = { commitment, signature };
  await writeCohortEvidence(deps.stateDir, cohort.evidence);
  await notes.noteMasked(y, signed, { records: cohort.rows.length, excluded: { ...cohort.excluded } });
  return { y, signed };
}
