import type { Log } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { type AbiOf, abiEntry, addressOf, type ContractName, interfaceOf } from "./contracts.ts";
import { type EventArguments, type EventName, type Hex, plainFields } from "./typedAbi.ts";

/** One event of a contract with where it stands in the chain. */
export interface ChainEvent<Args> {
  args: Args;
  blockNumber: number;
  logIndex: number;
  transactionHash: Hex;
}

/** The events of one name among logs, in order; logs of other contracts and events are passed over. */
export function decodeEvents<C extends ContractName, N extends EventName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  logs: readonly Log[],
): ChainEvent<EventArguments<AbiOf<C>, N>>[] {
  const abi = interfaceOf(contract);
  const address = addressOf(chain.deployment, contract).toLowerCase();
  const topic = abi.getEvent(name)?.topicHash;
  const inputs = abiEntry(contract, "event", name).inputs ?? [];
  return logs
    .filter((log) => log.address.toLowerCase() === address && log.topics[0] === topic)
    .map((log) => ({
      args: plainFields(inputs, abi.decodeEventLog(name, log.data, log.topics)) as EventArguments<AbiOf<C>, N>,
      blockNumber: log.blockNumber,
      logIndex: log.index,
      transactionHash: log.transactionHash as Hex,
    }));
}

/** The one event of this name that the transaction must have emitted. Throws INTERNAL if it did not. */
export function theEvent<C extends ContractName, N extends EventName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  logs: readonly Log[],
): EventArguments<AbiOf<C>, N> {
  const [first] = decodeEvents(chain, contract, name, logs);
  if (first === undefined) throw new FederationError("INTERNAL", `The transaction emitted no ${contract}.${name}.`);
  return first.args;
}

/**
 * Reads the events of one name between two blocks, both included; the provider cuts the range in spans that a node answers.
 * `indexed` narrows by indexed arguments in their order; `null` leaves one open.
 */
export async function readEvents<C extends ContractName, N extends EventName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  {
    fromBlock = chain.deployment.deployBlock,
    toBlock,
    indexed = [],
  }: {
    fromBlock?: number;
    toBlock?: number;
    indexed?: readonly (number | bigint | string | null)[];
  } = {},
): Promise<ChainEvent<EventArguments<AbiOf<C>, N>>[]> {
  try {
    const last = toBlock ?? (await chain.provider.getBlockNumber());
    const topics = interfaceOf(contract).encodeFilterTopics(name, indexedValues(contract, name, indexed));
    if (fromBlock > last) return [];
    const address = addressOf(chain.deployment, contract);
    const logs = await chain.provider.getLogs({ address, topics, fromBlock, toBlock: last });
    return decodeEvents(chain, contract, name, logs);
  } catch (error) {
    throw chainError(error, `Reading ${contract}.${name} events`);
  }
}

/** ethers wants a value or null for every input, indexed or not. */
function indexedValues(
  contract: ContractName,
  name: string,
  indexed: readonly (number | bigint | string | null)[],
): (number | bigint | string | null)[] {
  const inputs = interfaceOf(contract).getEvent(name)?.inputs ?? [];
  let next = 0;
  return inputs.map((input) => (input.indexed ? (indexed[next++] ?? null) : null));
}
