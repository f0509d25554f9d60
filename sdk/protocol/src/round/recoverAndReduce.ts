import type { RingWords } from "../crypto/prg.ts";
import type { Deal, Recovery, RoundManifest, SignedAdvert, Unmasking } from "../schemas/round.ts";
import { decodeSum } from "../secagg/encoding.ts";
import { packWords } from "../secagg/packedWords.ts";
import { recover, unmaskSum } from "../secagg/recover.ts";
import { thresholdsOf } from "../secagg/thresholds.ts";
import type { CoursePoint } from "../workloads/course.ts";
import type { Reduction } from "../workloads/Workload.ts";
import { workloadOf } from "../workloads/workloads.ts";

/** The sum of a round's masked vectors, and what is needed to take the masks off it. */
export interface MaskedRound {
  readonly manifest: RoundManifest;
  /** The point of the study that the round is at. */
  readonly point: Pick<CoursePoint, "context" | "state">;
  /** The masking context (ctx), 32 bytes. */
  readonly context: Uint8Array;
  readonly roster: readonly SignedAdvert[];
  readonly deals: readonly Deal[];
  readonly sharingSet: readonly number[];
  readonly survivors: readonly number[];
  readonly unmaskings: readonly Unmasking[];
  /** Σ y over the survivors mod 2^ring, already checked. */
  readonly maskedSum: RingWords;
}

export interface RecoveredSum {
  readonly recovery: Recovery;
  /** The exact sum of the survivors' encoded contributions, packed. */
  readonly sumBytes: Uint8Array;
  readonly reduction: Reduction;
}

/**
 * From the masked sum to the round's result, deterministically: the coordinator, every site and every auditor call this
 * and must arrive at the same bytes. Throws RECOVERY_FAILED where shares are missing or a secret does not match, and
 * AGGREGATE_REFUSED where the sum is one that the study's rules do not allow.
 */
export async function recoverAndReduce(round: MaskedRound): Promise<RecoveredSum> {
  const { manifest, point, context, deals, maskedSum } = round;
  const roster = [...round.roster];
  const sharingSet = [...round.sharingSet];
  const survivors = [...round.survivors];
  const { shares: threshold } = thresholdsOf(roster.length, manifest.colluders);
  const shared = { roster, deals: [...deals], sharingSet, survivors };
  const recovery = await recover({ ...shared, unmaskings: [...round.unmaskings], threshold });
  const { ring, dimension, fractionBits } = manifest;
  const sum = await unmaskSum({ ...shared, maskedSum, recovery, context, ring, dimension });
  const decoded = decodeSum(sum, { ring, fractionBits });
  const workload = workloadOf(point.context.stage.workload);
  const reduction = workload.reduce(point.context, point.state, decoded, survivors.length);
  return { recovery, sumBytes: packWords(sum, ring), reduction };
}
