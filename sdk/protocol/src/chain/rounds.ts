import { type BlockTag, decodeBytes32String, encodeBytes32String, Signature } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import type { Chain } from "./connectChain.ts";
import { theEvent } from "./events.ts";
import type { RoundFacts, RoundRecord, RoundStatus } from "./RoundRecord.ts";
import { read } from "./read.ts";
import {
  cachedRoundState,
  figuresOf,
  keepStates,
  type RoundHead,
  type RoundState,
  readRoundState,
} from "./roundState.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

export type { RoundFacts, RoundRecord } from "./RoundRecord.ts";

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
  /** State that the round starts from. */
  stateDigest: Hex;
  /** Equal for rounds that ask the same, see round/queryDigest.ts. */
  queryDigest: Hex;
  minSites: number;
  joinBy: number;
  commitBy: number;
  unmaskBy: number;
}

/** Sends a step of a round, and keeps the state that its event carries. */
const sendStep: typeof send = async (chain, ...call) => {
  const sent = await send(chain, ...call);
  keepStates(chain, sent.logs);
  return sent;
};

/** Opens a round as the coordinator that the study names; its block is the consent block. */
export async function openRound(chain: Chain, terms: RoundTerms): Promise<SentTransaction & { roundId: number }> {
  const sent = await sendStep(chain, "RoundLedger", "openRound", [terms]);
  return { ...sent, roundId: theEvent(chain, "RoundLedger", "RoundOpened", sent.logs).roundId };
}

/** The state that a step takes along. */
async function stateOf(chain: Chain, roundId: number): Promise<RoundState> {
  return (await readRoundState(chain, roundId)).state;
}

/** Freezes the roster, once, until commitBy. */
export async function freezeRoster(
  chain: Chain,
  roster: { roundId: number; rosterBitmap: bigint; rosterRoot: Hex },
): Promise<SentTransaction> {
  const { roundId, rosterBitmap, rosterRoot } = roster;
  const state = await stateOf(chain, roundId);
  return sendStep(chain, "RoundLedger", "freezeRoster", [roundId, state, rosterBitmap, rosterRoot]);
}

/** Puts the caller's own commitment on record, should the coordinator withhold it; until commitBy. */
export async function postCommitment(
  chain: Chain,
  { roundId, commitment }: { roundId: number; commitment: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "postCommitment", [roundId, await stateOf(chain, roundId), commitment]);
}

/** Whose sum is to be opened, with each survivor's signed commitment digest in member order. */
export interface FrozenSurvivors {
  roundId: number;
  sharingBitmap: bigint;
  survivorBitmap: bigint;
  maskedSumDigest: Hex;
  commitments: readonly { digest: Hex; signature: string }[];
}

/** Freezes the survivors, once, until a minute after commitBy, and counts one round for each. */
export async function freezeSurvivors(chain: Chain, survivors: FrozenSurvivors): Promise<SentTransaction> {
  const { roundId, sharingBitmap, survivorBitmap, maskedSumDigest } = survivors;
  const state = await stateOf(chain, roundId);
  const holder = await readRoundOfQuery(chain, state.queryDigest);
  const earlier = holder === undefined ? [] : [await stateOf(chain, holder)];
  const commitments = survivors.commitments.map(({ digest, signature }) => {
    const { r, yParityAndS } = Signature.from(signature);
    return { digest, r: r as Hex, vs: yParityAndS as Hex };
  });
  const set = { sharingBitmap, survivorBitmap, maskedSumDigest, commitments };
  return sendStep(chain, "RoundLedger", "freezeSurvivors", [roundId, state, set, earlier]);
}

/** Records the result, once; registers the model unless `modelDigest` is zero. */
export async function finalizeRound(
  chain: Chain,
  result: { roundId: number; resultDigest: Hex; modelDigest: Hex },
): Promise<SentTransaction> {
  const { roundId, resultDigest, modelDigest } = result;
  const state = await stateOf(chain, roundId);
  return sendStep(chain, "RoundLedger", "finalizeRound", [roundId, state, resultDigest, modelDigest]);
}

/** Declares that the caller unmasked neither this round nor an earlier one of its query, and never will; after unmaskBy. */
export async function declareNotUnmasked(chain: Chain, { roundId }: { roundId: number }): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "declareNotUnmasked", [roundId, await stateOf(chain, roundId)]);
}

/** Ends a round without a result. `reason` is public, at most 31 bytes of text. */
export async function abortRound(
  chain: Chain,
  { roundId, reason }: { roundId: number; reason: string },
): Promise<SentTransaction> {
  if (new TextEncoder().encode(reason).length > 31) {
    throw new FederationError("REQUEST_INVALID", "is longer than 31 bytes.", { field: "reason" });
  }
  const state = await stateOf(chain, roundId);
  return sendStep(chain, "RoundLedger", "abortRound", [roundId, state, encodeBytes32String(reason) as Hex]);
}

/** Disputes a result as one of its survivors, which blocks its model until the sites vote. */
export async function disputeRound(
  chain: Chain,
  { roundId, reasonDigest }: { roundId: number; reasonDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "RoundLedger", "dispute", [roundId, await stateOf(chain, roundId), reasonDigest]);
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

/** What a round's state and its slot say. Throws ROUND_UNKNOWN. */
export function factsOf(roundId: number, { head, state }: { head: RoundHead; state: RoundState }): RoundFacts {
  const status = STATUSES[head.status];
  if (status === undefined) throw new FederationError("ROUND_UNKNOWN", `Round ${roundId} has no known status.`);
  const { figures: _figures, blocks: _blocks, ...words } = state;
  return { ...figuresOf(state), ...words, roundId, status, abortReason: reasonText(state.abortReason) };
}

/** The members that dispute a round's result, and whether a dispute stands that no vote dismissed. */
export async function readDisputes(
  chain: Chain,
  roundId: number,
  options: { blockTag?: BlockTag } = {},
): Promise<Pick<RoundRecord, "disputes" | "disputed">> {
  const { disputes, dismissed } = await read(chain, "RoundLedger", "disputesOf", [roundId], options);
  return { disputes, disputed: (disputes & ~dismissed) !== 0n };
}

/** Only a survivor may dispute, so before there are any nobody has. */
const mayBeDisputed = (state: RoundState) => figuresOf(state).survivorsFrozenBlock !== 0;
const UNDISPUTED = { disputes: 0n, disputed: false } as const;

/** Throws ROUND_UNKNOWN. `blockTag` asks for the round as it stood then, `finalized` for what no reorganisation takes back. */
export async function readRound(
  chain: Chain,
  roundId: number,
  options: { blockTag?: BlockTag } = {},
): Promise<RoundRecord> {
  const known = cachedRoundState(chain, roundId);
  const early = known !== undefined && mayBeDisputed(known) ? readDisputes(chain, roundId, options) : undefined;
  early?.catch(() => undefined);
  const found = await readRoundState(chain, roundId, options);
  const disputes = mayBeDisputed(found.state) ? await (early ?? readDisputes(chain, roundId, options)) : UNDISPUTED;
  return { ...factsOf(roundId, found), ...disputes };
}

/** All rounds of a study, oldest first. */
export async function readRoundsOfStudy(chain: Chain, studyId: number): Promise<RoundRecord[]> {
  const rounds: Promise<RoundRecord>[] = [];
  let roundId = await read(chain, "RoundLedger", "latestRoundOf", [studyId]);
  while (roundId !== 0) {
    // Which round came before never changes; where it is known, the round as it stands now can be asked for beside the others.
    const known = cachedRoundState(chain, roundId);
    const asking = readRound(chain, roundId);
    asking.catch(() => undefined);
    rounds.push(asking);
    roundId = (known === undefined ? await asking : figuresOf(known)).previousRound;
  }
  return Promise.all(rounds.reverse());
}

/** The id of the study's unfinished round, if there is one. */
export async function readOpenRoundOf(chain: Chain, studyId: number): Promise<number | undefined> {
  return idOrNone(await read(chain, "RoundLedger", "openRoundOf", [studyId]));
}

/** The round that froze a query last, if one did: its survivors are those that the query is answered for. */
export async function readRoundOfQuery(chain: Chain, queryDigest: Hex): Promise<number | undefined> {
  return idOrNone(await read(chain, "RoundLedger", "roundOfQuery", [queryDigest]));
}

/** The survivors that declared that they did not unmask a round, as a set (bitmap.ts). */
export function readNotUnmaskedBy(chain: Chain, roundId: number): Promise<bigint> {
  return read(chain, "RoundLedger", "notUnmaskedBy", [roundId]);
}

const idOrNone = (roundId: number) => (roundId === 0 ? undefined : roundId);

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

/**
 * Hash of the block that froze the survivors: drawn after everyone's vector and their sum were fixed, it weighs the linear check.
 * Throws ROUND_PHASE before they are frozen.
 */
export async function readFreezeBlockHash(
  chain: Chain,
  round: Pick<RoundRecord, "roundId" | "survivorsFrozenBlock">,
): Promise<Hex> {
  if (round.survivorsFrozenBlock === 0) {
    throw new FederationError("ROUND_PHASE", `The survivors of round ${round.roundId} are not frozen yet.`);
  }
  const block = await chain.provider.getBlock(round.survivorsFrozenBlock);
  if (block?.hash == null) {
    throw new FederationError("CHAIN_UNREACHABLE", `The node does not have block ${round.survivorsFrozenBlock}.`, {
      hint: "Use a chain node that is in step with the chain.",
    });
  }
  return block.hash as Hex;
}
