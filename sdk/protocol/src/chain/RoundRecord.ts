import type { Hex } from "./typedAbi.ts";

export type RoundStatus = "open" | "rosterFrozen" | "survivorsFrozen" | "finalized" | "aborted";

/** A round as the ledger keeps it. Times are unix seconds; digests, roots and sets are zero, blocks 0, until their step happened. */
export interface RoundRecord {
  roundId: number;
  studyId: number;
  /** Index of the coordinator that opened it. */
  opener: number;
  status: RoundStatus;
  /** c: sites that may collude with the coordinator. */
  colluders: number;
  minSites: number;
  /** The study's round before it; 0 for its first. */
  previousRound: number;
  manifestDigest: Hex;
  /** State that the round starts from. */
  stateDigest: Hex;
  /** Equal for rounds that ask the same. */
  queryDigest: Hex;
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
  /** S, the sites whose masks cancel, as a set. */
  sharingBitmap: bigint;
  /** U, the sites in the sum, as a set. */
  survivorBitmap: bigint;
  commitmentsRoot: Hex;
  /** SHA-256 of the sum of the survivors' masked vectors. */
  maskedSumDigest: Hex;
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

/** A round without its disputes, which alone change after it has ended. */
export type RoundFacts = Omit<RoundRecord, "disputes" | "disputed">;
