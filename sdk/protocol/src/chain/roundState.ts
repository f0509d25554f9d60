import { AbiCoder, type BlockTag, type Interface, keccak256, type Log, ParamType, ZeroHash } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { abiEntry, addressOf, interfaceOf } from "./contracts.ts";
import type { RoundLedger } from "./generated/RoundLedger.ts";
import { read } from "./read.ts";
import type { EventArguments, Hex } from "./typedAbi.ts";

/** The state of a round, word by word as RoundLedger hashes it: what each step takes along, or the words of it that may not be zero. */
export type RoundState = EventArguments<(typeof RoundLedger)["abi"], "RoundFinalized">["round"];

/** A round's slot on chain: the hash of its state, its status and the block whose event carries the state. */
export interface RoundHead {
  stateHash: Hex;
  status: number;
  blockNumber: number;
}

const STEPS = ["RoundOpened", "RosterFrozen", "SurvivorsFrozen", "RoundFinalized", "RoundAborted"] as const;
const HEAD_BITS = 48n;

/** States seen, by provider: a state is known by its hash and never changes. */
const seen = new WeakMap<object, Map<number, { stateHash: Hex; state: RoundState }>>();

function cacheOf(chain: Chain) {
  const cache = seen.get(chain.provider) ?? new Map<number, { stateHash: Hex; state: RoundState }>();
  seen.set(chain.provider, cache);
  return cache;
}

/** The state last read of a round in this process, without a look at the chain. */
export function cachedRoundState(chain: Chain, roundId: number): RoundState | undefined {
  return cacheOf(chain).get(roundId)?.state;
}

/** Keeps the states that a transaction's logs carry, so that they need not be asked for: whoever reads one compares its hash. */
export function keepStates(chain: Chain, logs: readonly Log[]): void {
  const abi = interfaceOf("RoundLedger");
  const ledger = addressOf(chain.deployment, "RoundLedger").toLowerCase();
  for (const log of logs) {
    const state = log.address.toLowerCase() === ledger && isStep(abi, log) ? stateIn(abi, log) : undefined;
    if (state !== undefined) cacheOf(chain).set(Number(log.topics[1]), { stateHash: hashOfState(state), state });
  }
}

const isStep = (abi: Interface, { topics }: Log) => STEPS.some((name) => abi.getEvent(name)!.topicHash === topics[0]);

/**
 * A round's head and its state, which the event of its last step carries; checked against the hash in the round's slot.
 * Throws ROUND_UNKNOWN, or CHAIN_UNREACHABLE where the node does not give the event.
 */
export async function readRoundState(
  chain: Chain,
  roundId: number,
  { blockTag }: { blockTag?: BlockTag } = {},
): Promise<{ head: RoundHead; state: RoundState }> {
  const head = await read(chain, "RoundLedger", "headOf", [roundId], blockTag === undefined ? {} : { blockTag });
  const cache = cacheOf(chain);
  const known = cache.get(roundId);
  if (known !== undefined && known.stateHash === head.stateHash) return { head, state: known.state };
  const state = await fetchState(chain, roundId, head);
  cache.set(roundId, { stateHash: head.stateHash, state });
  return { head, state };
}

async function fetchState(chain: Chain, roundId: number, head: RoundHead): Promise<RoundState> {
  const abi = interfaceOf("RoundLedger");
  const topics = STEPS.map((name) => abi.getEvent(name)!.topicHash);
  const round = `0x${roundId.toString(16).padStart(64, "0")}`;
  const { blockNumber } = head;
  let logs: readonly Log[];
  try {
    const address = addressOf(chain.deployment, "RoundLedger");
    logs = await chain.provider.getLogs({
      address,
      topics: [topics, round],
      fromBlock: blockNumber,
      toBlock: blockNumber,
    });
  } catch (error) {
    throw chainError(error, `Reading the state of round ${roundId}`);
  }
  for (const log of logs.toReversed()) {
    const state = stateIn(abi, log);
    if (state !== undefined && hashOfState(state) === head.stateHash) return state;
  }
  throw new FederationError("CHAIN_UNREACHABLE", `The node does not give the state of round ${roundId}.`, {
    field: `block ${blockNumber}`,
    hint: "Use a chain node that is in step with the chain and keeps its logs.",
  });
}

function stateIn(abi: Interface, log: Log): RoundState | undefined {
  const parsed = abi.parseLog(log);
  if (parsed === null) return undefined;
  const given = Array.from(parsed.args.getValue("round") as Iterable<unknown>);
  // The event of a step leaves off the words of later ones.
  const zero = (type: string) => (type === "uint256" ? 0n : ZeroHash);
  const words = components.map(({ name, type }, i) => [name, given[i] ?? zero(type)]);
  return Object.fromEntries(words) as RoundState;
}

const { components = [] } = (abiEntry("RoundLedger", "event", "RoundFinalized").inputs ?? []).find(
  ({ name }) => name === "round",
)!;
/** The struct as it is hashed: a tuple, and no event's argument. */
const ROUND = { type: "tuple", name: "round", components } as const;

/** The figures that the state packs into two words: from the lowest bit, each with its width (contracts/libraries/RoundWords.sol). */
const PACKED = {
  figures: {
    studyId: 32,
    previousRound: 32,
    opener: 16,
    minSites: 16,
    colluders: 8,
    joinBy: 40,
    commitBy: 40,
    unmaskBy: 40,
  },
  blocks: { consentBlock: 40, consentTimestamp: 40, rosterFrozenBlock: 40, survivorsFrozenBlock: 40, closedBlock: 40 },
} as const;

function unpack<Name extends string>(word: bigint, widths: Readonly<Record<Name, number>>): Record<Name, number> {
  let rest = word;
  const fields = Object.entries<number>(widths).map(([name, bits]) => {
    const field = [name, Number(BigInt.asUintN(bits, rest))];
    rest >>= BigInt(bits);
    return field;
  });
  return Object.fromEntries(fields) as Record<Name, number>;
}

/** The small figures of a state: ids, counts, deadlines in unix seconds, and blocks. */
export function figuresOf({ figures, blocks }: Pick<RoundState, "figures" | "blocks">) {
  return { ...unpack(figures, PACKED.figures), ...unpack(blocks, PACKED.blocks) };
}

/** The 208-bit hash that the ledger keeps of a state, as 32 bytes. */
export function hashOfState(state: RoundState): Hex {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    [ParamType.from({ ...ROUND, components: [...components] })],
    [state],
  );
  return `0x${(BigInt(keccak256(encoded)) >> HEAD_BITS).toString(16).padStart(64, "0")}`;
}
