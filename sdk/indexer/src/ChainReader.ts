import { chainError } from "@consilium/sdk/chain/chainErrors.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { JsonRpcApiProvider } from "ethers";
import { type EventLog, type EventReading, eventReading, type IndexedEvent } from "./indexedEvents.ts";

/** Requests that may come at once, ahead of the rate: a look at what is new is a few that belong together. */
const BURST_REQUESTS = 20;

/** A block as far as the index needs it. */
export interface BlockHeader {
  number: number;
  hash: string;
  parentHash: string;
}

export interface ChainReaderOptions {
  /** Most requests a second to the node. Default 200. */
  requestsPerSecond?: number;
  /** Most logs taken from one answer; a longer range is asked for in halves. Default 50,000. */
  maxLogs?: number;
}

/** Reads headers and the index's events from a node, at a bounded rate, and believes nothing that does not fit together. */
export class ChainReader {
  readonly #provider: Pick<JsonRpcApiProvider, "send">;
  readonly #reading: EventReading;
  readonly #maxLogs: number;
  readonly #intervalMs: number;
  /** When the requests so far are paid for at the rate (the generic cell rate algorithm, ITU-T I.371). */
  #dueMs = 0;

  constructor(
    provider: Pick<JsonRpcApiProvider, "send">,
    deployment: Deployment,
    { requestsPerSecond = 200, maxLogs = 50_000 }: ChainReaderOptions = {},
  ) {
    this.#provider = provider;
    this.#reading = eventReading(deployment);
    this.#maxLogs = maxLogs;
    this.#intervalMs = 1_000 / requestsPerSecond;
  }

  async head(): Promise<number> {
    return quantity(await this.#ask("eth_blockNumber", []), "eth_blockNumber");
  }

  /** Undefined if the node does not have the block. */
  async header(block: number): Promise<BlockHeader | undefined> {
    const answer = await this.#ask("eth_getBlockByNumber", [toQuantity(block), false]);
    if (answer === null) return undefined;
    const { number, hash, parentHash } = fields(answer, "eth_getBlockByNumber");
    if (quantity(number, "number") !== block) throw malformed("eth_getBlockByNumber", "gives another block");
    return { number: block, hash: word(hash, "hash"), parentHash: word(parentHash, "parentHash") };
  }

  /** The events of one block, by its hash: of exactly that block, or an error. */
  async eventsOf(header: BlockHeader): Promise<IndexedEvent[]> {
    const logs = await this.#logs({ blockHash: header.hash });
    if (logs === undefined) {
      throw new FederationError("TOO_LARGE", `Block ${header.number} has more than ${this.#maxLogs} logs.`, {
        field: "maxLogs",
        hint: "Raise the limit, if the machine has the memory.",
      });
    }
    return this.#decode(logs, header.number, header.number, header.hash);
  }

  /** The events of final blocks from `from` to at most `to`, and how far they reach. */
  async eventsBetween(from: number, to: number): Promise<{ events: IndexedEvent[]; to: number }> {
    for (let last = to; ; last = from + Math.floor((last - from) / 2)) {
      const logs = await this.#logs({ fromBlock: toQuantity(from), toBlock: toQuantity(last) });
      if (logs !== undefined) return { events: this.#decode(logs, from, last), to: last };
      if (last === from) {
        throw new FederationError("TOO_LARGE", `Block ${from} has more than ${this.#maxLogs} logs.`, {
          field: "maxLogs",
          hint: "Raise the limit, if the machine has the memory.",
        });
      }
    }
  }

  /** Undefined when there are more than the limit. */
  async #logs(range: Record<string, string>): Promise<unknown[] | undefined> {
    const { addresses, topics } = this.#reading;
    const answer = await this.#ask("eth_getLogs", [{ ...range, address: addresses, topics: [topics] }]);
    if (!Array.isArray(answer)) throw malformed("eth_getLogs", "gives no list");
    return answer.length > this.#maxLogs ? undefined : answer;
  }

  #decode(logs: unknown[], from: number, to: number, hash?: string): IndexedEvent[] {
    const events: IndexedEvent[] = [];
    let [lastBlock, lastIndex, lastHash] = [-1, -1, ""];
    for (const answer of logs) {
      const log = chainLog(answer);
      const inRange =
        log.blockNumber >= from && log.blockNumber <= to && (hash === undefined || log.blockHash === hash);
      if (!inRange) throw malformed("eth_getLogs", `gives a log of block ${log.blockNumber}, which was not asked for`);
      const follows =
        log.blockNumber > lastBlock ||
        (log.blockNumber === lastBlock && log.index > lastIndex && log.blockHash === lastHash);
      if (!follows) throw malformed("eth_getLogs", `gives the logs of block ${log.blockNumber} out of order`);
      [lastBlock, lastIndex, lastHash] = [log.blockNumber, log.index, log.blockHash];
      const event = this.#reading.decode(log);
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  async #ask(method: string, params: unknown[]): Promise<unknown> {
    const nowMs = performance.now();
    const dueMs = Math.max(nowMs, this.#dueMs);
    this.#dueMs = dueMs + this.#intervalMs;
    const waitMs = dueMs - nowMs - BURST_REQUESTS * this.#intervalMs;
    // Sleeping less than a timer's grain would only round the rate down.
    if (waitMs > 2) await new Promise<void>((resolve) => setTimeout(resolve, waitMs));
    try {
      return await this.#provider.send(method, params);
    } catch (error) {
      throw chainError(error, `Reading the chain (${method})`);
    }
  }
}

function chainLog(answer: unknown): EventLog {
  const log = fields(answer, "eth_getLogs");
  const { address, topics, data, removed } = log;
  if (removed === true) throw malformed("eth_getLogs", "gives a removed log");
  if (typeof address !== "string" || typeof data !== "string") throw malformed("eth_getLogs", "gives half a log");
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === "string")) {
    throw malformed("eth_getLogs", "gives a log without topics");
  }
  return {
    address,
    topics,
    data,
    blockNumber: quantity(log.blockNumber, "blockNumber"),
    blockHash: word(log.blockHash, "blockHash"),
    index: quantity(log.logIndex, "logIndex"),
  };
}

function fields(answer: unknown, method: string): Record<string, unknown> {
  if (typeof answer === "object" && answer !== null) return answer as Record<string, unknown>;
  throw malformed(method, "gives no object");
}

function quantity(value: unknown, field: string): number {
  const number = typeof value === "string" && /^0x[0-9a-f]{1,12}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw malformed(field, "is not a number");
}

function word(value: unknown, field: string): string {
  if (typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value)) return value;
  throw malformed(field, "is not a word");
}

const toQuantity = (value: number) => `0x${value.toString(16)}`;

function malformed(field: string, what: string): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `${what}: the chain node's answer is malformed.`, {
    field,
    hint: "Use another node of the chain, or repair this one.",
  });
}
