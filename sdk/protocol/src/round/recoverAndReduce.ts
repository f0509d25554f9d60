import type { Deal, Recovery, RoundManifest, SignedAdvert, Unmasking } from "../schemas/round.ts";
import { bytesToWords, decodeSum, wordsToBytes } from "../secagg/encoding.ts";
import { sharingPlan } from "../secagg/graph.ts";
import { recover, unmaskSum } from "../secagg/recover.ts";
import type { CoursePoint } from "../workloads/course.ts";
import type { Reduction } from "../workloads/Workload.ts";
import { workloadOf } from "../workloads/workloads.ts";

/** What a round's masked vectors are, and what is needed to take the masks off their sum. */
export interface MaskedRound {
  readonly manifest: RoundManifest;
  /** The point of the study that the round is at. */
  readonly point: Pick<CoursePoint, "context" | "state">;
  /** Hash of the block that froze the roster, 32 bytes; draws the neighbours. */
  readonly freezeBlockHash: Uint8Array;
  /** The masking context (ctx), 32 bytes. */
  readonly context: Uint8Array;
  readonly roster: readonly SignedAdvert[];
  readonly deals: readonly Deal[];
  readonly sharingSet: readonly number[];
  readonly survivors: readonly number[];
  readonly unmaskings: readonly Unmasking[];
  /** Bytes of y by survivor, already checked against the committed digests. */
  readonly vectors: ReadonlyMap<number, Uint8Array>;
}

export interface RecoveredSum {
  readonly recovery: Recovery;
  /** The exact sum of the survivors' encoded contributions, ring words, little-endian. */
  readonly sumBytes: Uint8Array;
  readonly reduction: Reduction;
}

/**
 * From masked vectors to the round's result, deterministically: the coordinator, every site and every auditor call this
 * and must arrive at the same bytes. Throws RECOVERY_FAILED where shares are missing or a secret does not match.
 */
export async function recoverAndReduce(round: MaskedRound): Promise<RecoveredSum> {
  const { manifest, point, context, deals, survivors } = round;
  const roster = [...round.roster];
  const sharingSet = [...round.sharingSet];
  const members = roster.map(({ advert }) => advert.member);
  const { neighbours, threshold } = sharingPlan(members, round.freezeBlockHash, manifest);
  const shared = { roster, deals: [...deals], sharingSet, survivors: [...survivors], neighbours };
  const recovery = await recover({ ...shared, unmaskings: [...round.unmaskings], threshold });
  const { ring, dimension, fractionBits } = manifest;
  const vectors = new Map(
    [...round.vectors].map(([member, bytes]) => [member, bytesToWords(bytes, { ring, dimension })] as const),
  );
  const sum = await unmaskSum({ ...shared, vectors, recovery, context, ring, dimension });
  const decoded = decodeSum(sum, { ring, fractionBits });
  const workload = workloadOf(point.context.stage.workload);
  const reduction = workload.reduce(point.context, point.state, decoded, survivors.length);
  return { recovery, sumBytes: wordsToBytes(sum), reduction };
}
