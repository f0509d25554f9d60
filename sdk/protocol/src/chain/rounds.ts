import { decodeBytes32String, encodeBytes32String } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import type { Chain } from "./connectChain.ts";
import { theEvent } from "./events.ts";
import type { RoundRecord, RoundStatus } from "./RoundRecord.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

export type { RoundRecord } from "./RoundRecord.ts";

const STATUSES: readonly (RoundStatus | undefined)[] = [
  undefined,
  "open",
  "rosterFrozen",
  "survivorsFrozen",
  "finalized",
  "aborted",
];

/** What a coordinator declares when it opens a round; the manifest says the same. Times are unix seconds. */
export interface RoundTerms {
  studyId: number;
  manifestDigest: Hex;
  /** Base model; zero for a workload without one. */
  modelDigest: Hex;
  minSurvivors: number;
  minSites: number;
  joinBy: number;
  commitBy: number;
  unmaskBy: number;
}

/** Opens a round as an active coordinator; its block is the consent block. */
export async function openRound(chain: Chain, terms: RoundTerms): Promise<SentTransaction & { roundId: number }> {
  const sent = await send(chain, "RoundLedger", "openRound", [terms]);
  return { ...sent, roundId: theEvent(chain, "RoundLedger", "RoundOpened", sent.logs).roundId };
}

/** Freezes the roster, once, until commitBy. */
export function freezeRoster(
  chain: Chain,
  roster: { roundId: number; rosterBitmap: bigint; rosterRoot: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "freezeRoster", [roster.roundId, roster.rosterBitmap, roster.rosterRoot]);
}

/** Puts the caller's own commitment on record, should the coordinator withhold it. */
export function postCommitment(
  chain: Chain,
  { roundId, commitment }: { roundId: number; commitment: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "postCommitment", [roundId, commitment]);
}

/** Freezes the survivors, once, until unmaskBy, and counts one round for each. */
export function freezeSurvivors(
  chain: Chain,
  survivors: { roundId: number; survivorBitmap: bigint; commitmentsRoot: Hex },
): Promise<SentTransaction> {
  const { roundId, survivorBitmap, commitmentsRoot } = survivors;
  return send(chain, "RoundLedger", "freezeSurvivors", [roundId, survivorBitmap, commitmentsRoot]);
}

/** Records the result, once; registers the model unless `modelDigest` is zero. */
export function finalizeRound(
  chain: Chain,
  result: { roundId: number; resultDigest: Hex; modelDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "finalizeRound", [result.roundId, result.resultDigest, result.modelDigest]);
}

/** Ends a round without a result. `reason` is public, at most 31 bytes of text. */
export async function abortRound(
  chain: Chain,
  { roundId, reason }: { roundId: number; reason: string },
): Promise<SentTransaction> {
  if (new TextEncoder().encode(reason).length > 31) {
    throw new FederationError("REQUEST_INVALID", "is longer than 31 bytes.", { field: "reason" });
  }
  return send(chain, "RoundLedger", "abortRound", [roundId, encodeBytes32String(reason) as Hex]);
}

/** Disputes a result as one of its survivors, which blocks its model until the sites vote. */
export function disputeRound(
  chain: Chain,
  { roundId, reasonDigest }: { roundId: number; reasonDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "dispute", [roundId, reasonDigest]);
}

/** Votes as an active site to dismiss the disputes that stand now. */
export function voteToDismiss(chain: Chain, { roundId }: { roundId: number }): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "voteToDismiss", [roundId]);
}

function reasonText(reason: Hex): string {
  try {
    return decodeBytes32String(reason);
  } catch {
    return reason;
  }
}

/** Throws ROUND_UNKNOWN. */
export async function readRound(chain: Chain, roundId: number): Promise<RoundRecord> {
  const { status, dismissed, dismissalVotes: _, ...round } = await read(chain, "RoundLedger", "roundAt", [roundId]);
  const named = STATUSES[status];
  if (named === undefined) throw new FederationError("ROUND_UNKNOWN", `Round ${roundId} has no known status.`);
  return {
    ...round,
    roundId,
    status: named,
    abortReason: reasonText(round.abortReason),
    disputed: (round.disputes & ~dismissed) !== 0n,
  };
}

/** All rounds of a study, oldest first. */
export async function readRoundsOfStudy(chain: Chain, studyId: number): Promise<RoundRecord[]> {
  const ids = await read(chain, "RoundLedger", "roundsOf", [studyId]);
  return Promise.all(ids.map((roundId) => readRound(chain, roundId)));
}

/** The id of the study's unfinished round, if there is one. */
export async function readOpenRoundOf(chain: Chain, studyId: number): Promise<number | undefined> {
  const roundId = await read(chain, "RoundLedger", "openRoundOf", [studyId]);
  return roundId === 0 ? undefined : roundId;
}

/** Rounds counted for a site in a study. */
export function readRoundsUsed(chain: Chain, studyId: number, memberIndex: number): Promise<number> {
  return read(chain, "RoundLedger", "roundsUsed", [studyId, memberIndex]);
}

/** The commitment that a site posted itself, if it did. */
export async function readPostedCommitment(
  chain: Chain,
  roundId: number,
  memberIndex: number,
): Promise<Hex | undefined> {
  const commitment = await read(chain, "RoundLedger", "postedCommitment", [roundId, memberIndex]);
  return /^0x0+$/.test(commitment) ? undefined : commitment;
}

/** Hash of the block that froze the roster: the public coin that draws the neighbour graph. Throws ROUND_PHASE before it is. */
export async function readRosterBlockHash(
  chain: Chain,
  round: Pick<RoundRecord, "roundId" | "rosterFrozenBlock">,
): Promise<Hex> {
  if (round.rosterFrozenBlock === 0) {
    throw new FederationError("ROUND_PHASE", `The roster of round ${round.roundId} is not frozen yet.`);
  }
  const block = await chain.provider.getBlock(round.rosterFrozenBlock);
  if (block?.hash == null) {
    throw new FederationError("CHAIN_UNREACHABLE", `The node does not have block ${round.rosterFrozenBlock}.`, {
      hint: "Use a chain node that is in step with the chain.",
    });
  }
  return block.hash as Hex;
}
