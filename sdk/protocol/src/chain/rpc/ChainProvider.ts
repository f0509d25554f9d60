import {
  JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  keccak256,
  Network,
} from "ethers";
import { FederationError } from "../../errors/FederationError.ts";
import { LogSpans } from "./LogSpans.ts";
import { type ChainOutage, OutageWatch } from "./OutageWatch.ts";
import { type Attempt, RetryPolicy } from "./RetryPolicy.ts";
import { describeFailure, type FailureKind, kindOfFailure } from "./rpcFailure.ts";
import type { RpcTransport } from "./transport.ts";

export interface ChainProviderOptions {
  transport: RpcTransport;
  chainId: number;
  policy?: RetryPolicy;
  /** Told once when the node begins to fail requests for good, and once when it answers again. */
  onOutage?: ((outage: ChainOutage) => void) | undefined;
}

/** A final refusal keeps the node's own error, for ethers to name. */
type Answer = { result: unknown } | { error: { code: number; message: string; data?: unknown }; kind: FailureKind };

/** EIP-1474. */
const LIMIT_EXCEEDED = -32_005;
/** Methods that ask a person or move money each time: never sent twice. */
const ASKS_A_PERSON = /^(eth_sendTransaction|eth_sign|personal_|wallet_|eth_requestAccounts)/;

/**
 * The only way from this project to a chain node. Every request, whoever makes it, through ethers' own methods or `send`, goes
 * through `_send` here: what fails in passing is sent again within bounds (RetryPolicy), `eth_getLogs` is cut in spans (LogSpans), and a
 * transaction that the node has already is a success. What still fails is CHAIN_UNREACHABLE; a revert or any other final
 * refusal is the node's own error, at once.
 */
export class ChainProvider extends JsonRpcApiProvider {
  readonly #transport: RpcTransport;
  readonly #policy: RetryPolicy;
  readonly #outage: OutageWatch;
  readonly #spans = new LogSpans();
  readonly #closing = new AbortController();
  #retries = 0;

  constructor({ transport, chainId, policy = new RetryPolicy(), onOutage }: ChainProviderOptions) {
    const network = Network.from(chainId);
    // ethers' batching waits 10 ms for company (the transport's does not), and its cache answers a quarter of a second late.
    super(network, { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1, polling: true });
    this.#transport = transport;
    this.#policy = policy;
    this.#outage = new OutageWatch(onOutage ?? (() => {}));
  }

  /** Requests that were sent again so far. */
  get retries(): number {
    return this.#retries;
  }

  override async send(method: string, params: unknown[] | Record<string, unknown>): Promise<unknown> {
    this._start();
    return super.send(method, params);
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<(JsonRpcResult | JsonRpcError)[]> {
    const payloads = Array.isArray(payload) ? payload : [payload];
    return Promise.all(
      payloads.map(async (one) => {
        const answer = await this.#answer(one);
        return "result" in answer ? { id: one.id, result: answer.result } : { id: one.id, error: answer.error };
      }),
    );
  }

  override destroy(): void {
    this.#closing.abort();
    super.destroy();
  }

  async #answer(payload: JsonRpcPayload): Promise<Answer> {
    const range = payload.method === "eth_getLogs" ? await this.#rangeOf(payload) : undefined;
    if (range === undefined) return this.#ask(payload);
    let refusal: Answer | undefined;
    const logs = await this.#spans.read(range.filter, range.from, range.to, async (filter, divisible) => {
      const asked = await this.#ask({ ...payload, params: [filter] }, divisible);
      if ("result" in asked) return { logs: asked.result as unknown[] };
      refusal = asked;
      return { refused: asked.kind };
    });
    return logs === undefined ? refusal! : { result: logs };
  }

  /** The blocks that an `eth_getLogs` asks for; undefined where it names one block, or where they are not known by number. */
  async #rangeOf({ params }: JsonRpcPayload) {
    const [filter] = params as [Record<string, unknown> | undefined];
    if (filter === undefined || filter.blockHash !== undefined) return undefined;
    const [from, to] = [await this.#blockOf(filter.fromBlock), await this.#blockOf(filter.toBlock)];
    return from === undefined || to === undefined || from > to ? undefined : { filter, from, to };
  }

  async #blockOf(tag: unknown): Promise<number | undefined> {
    if (typeof tag === "string" && /^0x[0-9a-f]{1,12}$/i.test(tag)) return Number(tag);
    if (tag === "earliest") return 0;
    if (tag !== undefined && tag !== "latest") return undefined;
    const head = await this.#ask({ id: 0, jsonrpc: "2.0", method: "eth_blockNumber", params: [] });
    return "result" in head && typeof head.result === "string" ? Number(head.result) : undefined;
  }

  /** One request with all its attempts. @throws CHAIN_UNREACHABLE when they are used up */
  async #ask(payload: JsonRpcPayload, divisible = false): Promise<Answer> {
    const { method } = payload;
    const oneShot = ASKS_A_PERSON.test(method);
    // A request that was lost may have arrived all the same.
    let mayHaveArrived = false;
    let attempts = 0;
    const outcome = await this.#policy.run(async (): Promise<Attempt<Answer>> => {
      if (attempts++ > 0) this.#retries += 1;
      const sent = await this.#transport(payload);
      if ("result" in sent) return { answer: sent };
      const { failure } = sent;
      const failed = describeFailure(method, failure);
      const kind = kindOfFailure(method, failure, { divisible });
      if (kind === "known") return { answer: { result: hashOf(payload) } };
      if (kind === "nonceTaken") {
        if (await this.#isMined(hashOf(payload))) return { answer: { result: hashOf(payload) } };
        if (mayHaveArrived) return { failed, again: true };
      }
      if (kind === "transient") {
        mayHaveArrived = true;
        return { failed, again: !oneShot };
      }
      // The node's own refusal goes back as it came, for ethers to name; a gateway's has no such form.
      if (failure.code === undefined && kind === "final") return { failed, again: false };
      const { code = LIMIT_EXCEEDED, message, data } = failure;
      return { answer: { error: { code, message, ...(data === undefined ? {} : { data }) }, kind } };
    }, this.#closing.signal);
    if ("answer" in outcome) {
      this.#outage.answered();
      return outcome.answer;
    }
    this.#outage.failed(outcome.failed);
    throw unreachable(outcome.failed, outcome.attempts);
  }

  async #isMined(hash: string): Promise<boolean> {
    const receipt = await this.#ask({ id: 0, jsonrpc: "2.0", method: "eth_getTransactionReceipt", params: [hash] });
    return "result" in receipt && receipt.result != null;
  }
}

/** Hash of the transaction that `eth_sendRawTransaction` sends. */
function hashOf({ params }: JsonRpcPayload): string {
  return keccak256((params as [string])[0]);
}

function unreachable(failed: string, attempts: number): FederationError {
  const times = attempts === 1 ? "" : ` (${attempts} attempts)`;
  return new FederationError("CHAIN_UNREACHABLE", `The chain node does not answer: ${failed}${times}.`, {
    hint: "Check the RPC URL and that the node is running and in step with the chain.",
  });
}
