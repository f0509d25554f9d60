import type { Hex } from "./typedAbi.ts";

export type RoundStatus = "open" | "rosterFrozen" | "survivorsFrozen" | "finalized" | "aborted";

/** A round as the ledger keeps it. Times are unix seconds; digests and roots are zero, blocks 0, until their step happened. */
export interface RoundRecord {
  roundId: number;
  studyId: number;
  /** Index of the coordinator that opened it. */
  opener: number;
  status: RoundStatus;
  manifestDigest: Hex;
  /** Base model; zero for a workload without one. */
  modelDigest: Hex;
  minSurvivors: number;
  minSites: number;
  joinBy: number;
  commitBy: number;
  unmaskBy: number;
  /** Consents count as of the end of this block. */
  consentBlock: number;
  /** Time of the consent block. */
  consentTimestamp: number;
  rosterBitmap: bigint;
  rosterRoot: Hex;
  rosterFrozenBlock: number;
  survivorBitmap: bigint;
  commitmentsRoot: Hex;
  survivorsFrozenBlock: number;
  resultDigest: Hex;
  /** Zero if the round made no model. */
  resultModelDigest: Hex;
  /** Block that finalised or aborted it. */
  closedBlock: number;
  /** Short public reason of an aborted round, else empty. */
  abortReason: string;
  /** Members that disputed the result. */
  disputes: bigint;
  /** Whether a dispute stands that no vote dismissed. */
  disputed: boolean;
}
