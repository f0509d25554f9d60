import { AbiCoder, type BlockTag, type Interface, keccak256, type Log, ParamType } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { abiEntry, addressOf, interfaceOf } from "./contracts.ts";
import type { RoundLedger } from "./generated/RoundLedger.ts";
import { read } from "./read.ts";
import type { EventArguments, Hex } from "./typedAbi.ts";

/** The state of a round, field by field as RoundLedger hashes it: what each step takes along. */
export type RoundState = EventArguments<(typeof RoundLedger)["abi"], "RoundOpened">["round"];

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
  const round: unknown = parsed.args.getValue("round");
  const fields = Object.entries(FIELDS).map(([name, isNumber], i) => {
    const value = (round as readonly unknown[])[i];
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(fields) as RoundState;
}

const { components = [] } = (abiEntry("RoundLedger", "event", "RoundOpened").inputs ?? []).find(
  ({ name }) => name === "round",
)!;
/** The struct as it is hashed: a tuple, and no event's argument. */
const ROUND = { type: "tuple", name: "round", components } as const;
/** Field names in the struct's order; true where 48 bits are enough, so that the value is a number. */
const FIELDS: Readonly<Record<string, boolean>> = Object.fromEntries(
  components.map(({ name, type }) => [name, /^uint(\d+)$/.test(type) && Number(type.slice(4)) <= 48]),
);

/** The 208-bit hash that the ledger keeps of a state, as 32 bytes. */
export function hashOfState(state: RoundState): Hex {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    [ParamType.from({ ...ROUND, components: [...components] })],
    [state],
  );
  return `0x${(BigInt(keccak256(encoded)) >> HEAD_BITS).toString(16).padStart(64, "0")}`;
}
