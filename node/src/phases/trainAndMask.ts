import { fromBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import type { Commitment, SignedCommitment } from "@consilium/sdk/schemas/round.ts";
import { encodeContribution } from "@consilium/sdk/secagg/encoding.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { maskContribution } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import { rowSetOf } from "@consilium/sdk/workloads/workloads.ts";
import { writeCohortEvidence } from "../cohort/cohortEvidenceFile.ts";
import { requireColumns } from "../privacy/requireColumns.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { readCohort } from "./readCohort.ts";
import { requireQueryOpen } from "./requireQueryOpen.ts";

export interface MaskedContribution {
  readonly y: Uint8Array;
  readonly signed: SignedCommitment;
}

/**
 * TRAIN and MASK: the query is open to this set and the deadline has not passed on this site's own chain, so that every consent that
 * reaches beyond it is still running; the cohort as consented at B, the workload's local half on it, and its masked vector. The vector is
 * durable before its first byte leaves; from then on this round is never computed again, so a key never masks twice.
 */
export async function trainAndMask(
  agreed: AgreedRound,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<MaskedContribution> {
  const earlier = await notes.masked();
  if (earlier !== undefined) return earlier;

  const { record, manifest, point, roster, sharingSet, opened, context } = agreed;
  const { chain, self, workloads, logger } = deps;
  await Promise.all([requireQueryOpen(record, self.index, chain, sharingSet), requireInTime(record.commitBy, chain)]);
  const { cohort, table } = await readCohort(agreed, deps);
  const allowRare = (await deps.approvals.find(agreed.study.digest))?.allowRare ?? [];
  const about = rowSetOf(point.context.stage);
  requireColumns({ study: agreed.study, table, rows: cohort.rows, about, policy: deps.policy, allowRare });
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
    ring: manifest.ring,
    secrets,
    member: self.index,
    sharingSet,
    kemCiphertexts: new Map(
      opened.flatMap(({ dealer, kemCiphertext }) =>
        kemCiphertext === undefined ? [] : [[dealer, fromBase64(kemCiphertext)] as const],
      ),
    ),
    roster,
    context,
  });
  contribution.fill(0);
  const y = packWords(masked, manifest.ring);
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
  // Training takes time; a vector that is too late, or of consents that have ended, never leaves.
  await requireInTime(record.commitBy, chain);
  await writeCohortEvidence(deps.stateDir, cohort.evidence);
  const counts = { records: cohort.rows.length, excluded: { ...cohort.excluded } };
  await notes.noteMasked(y, signed, counts, record.queryDigest);
  return { y, signed };
}

async function requireInTime(commitBy: number, chain: Chain): Promise<void> {
  if ((await chainSeconds(chain)) <= commitBy) return;
  throw new FederationError("ROUND_REFUSED", "The round's commit deadline has passed, and consents may have ended.", {
    field: "commitBy",
    hint: "Give training more time in study.yaml: phaseTimeoutSeconds.train.",
  });
}
