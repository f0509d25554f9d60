import { FederationError, isFederationError, toFederationError } from "@consilium/sdk/index.ts";
import type { Logger } from "@consilium/sdk/logging/Logger.ts";

/** What became of one request: the transaction that carries it, or why it was refused. */
export type ConsentOutcome = { transaction: string } | { refused: FederationError };

/** What the HTTP route needs of a relay. */
export interface ConsentIntake {
  /** One outcome a request, in order. Throws RATE_LIMITED, taking none, when the queue has no room for all of them. */
  submit(requests: readonly unknown[]): Promise<ConsentOutcome[]>;
}

/** The consent chain as the relay sees it. `R` is a request that passed the checks. */
export interface ConsentChain<R> {
  /** Schema, deadline, signature and nonce, before any gas is spent. Throws REQUEST_INVALID or a CONSENT_ code. */
  check(request: unknown): Promise<R>;
  /**
   * One transaction for all. An item that the contract skipped has its error in `skipped`, at its own index.
   * Throws CHAIN_REVERTED where the transaction as a whole cannot pass (its gas, for example), CHAIN_UNREACHABLE else.
   */
  submitBatch(requests: readonly R[]): Promise<{ transaction: string; skipped: ReadonlyMap<number, FederationError> }>;
}

export interface ConsentRelayOptions<R> {
  chain: ConsentChain<R>;
  logger: Logger;
  /** Most requests in one transaction; bounded by the block's gas (a first grant takes about 150,000). Default 100. */
  batchSize?: number;
  /** Most requests that wait or are under way. Default 2,000. */
  queueLength?: number;
}

interface Waiting<R> {
  request: R;
  settle(outcome: ConsentOutcome): void;
}

/**
 * Pays the gas for patients' signed consents. Requests are checked, queued (bounded) and sent many to a transaction,
 * one transaction at a time; whatever arrives meanwhile travels in the next one. No item sinks another: a batch that
 * the chain refuses as a whole is halved until the culprit stands alone.
 */
export class ConsentRelay<R> implements ConsentIntake {
  readonly #chain: ConsentChain<R>;
  readonly #logger: Logger;
  readonly #batchSize: number;
  readonly #queueLength: number;
  readonly #queue: Waiting<R>[] = [];
  /** Requests between `submit` and their outcome. */
  #held = 0;
  #pump: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ConsentRelayOptions<R>) {
    this.#chain = options.chain;
    this.#logger = options.logger;
    this.#batchSize = options.batchSize ?? 100;
    this.#queueLength = options.queueLength ?? 2_000;
  }

  async submit(requests: readonly unknown[]): Promise<ConsentOutcome[]> {
    if (this.#stopped) throw new FederationError("CHAIN_UNREACHABLE", "The consent relay is stopping.");
    if (this.#held + requests.length > this.#queueLength) {
      throw new FederationError("RATE_LIMITED", "The consent relay's queue is full.");
    }
    this.#held += requests.length;
    try {
      const checked: (R | FederationError)[] = [];
      // One after another: signature checks are pure computation, and rounds share this thread.
      for (const request of requests) checked.push(await this.#check(request));
      return await Promise.all(checked.map((item) => this.#enqueue(item)));
    } finally {
      this.#held -= requests.length;
    }
  }

  /** Refuses what waits, and returns when the transaction under way is settled. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const error = new FederationError("CHAIN_UNREACHABLE", "The consent relay stopped before sending the request.");
    for (const waiting of this.#queue.splice(0)) waiting.settle({ refused: error });
    await this.#pump;
  }

  async #check(request: unknown): Promise<R | FederationError> {
    await new Promise(setImmediate);
    try {
      return await this.#chain.check(request);
    } catch (error) {
      return this.#known(error, "A consent request could not be checked.");
    }
  }

  #enqueue(item: R | FederationError): Promise<ConsentOutcome> {
    if (item instanceof FederationError) return Promise.resolve({ refused: item });
    return new Promise((settle) => {
      this.#queue.push({ request: item, settle });
      this.#pump ??= this.#drain().finally(() => {
        this.#pump = undefined;
      });
    });
  }

  async #drain(): Promise<void> {
    // Lets the rest of the caller's requests reach the queue before the first batch leaves.
    await new Promise(setImmediate);
    while (this.#queue.length > 0) await this.#send(this.#queue.splice(0, this.#batchSize));
  }

  async #send(batch: readonly Waiting<R>[]): Promise<void> {
    try {
      const { transaction, skipped } = await this.#chain.submitBatch(batch.map((waiting) => waiting.request));
      for (const [index, waiting] of batch.entries()) {
        const refused = skipped.get(index);
        waiting.settle(refused === undefined ? { transaction } : { refused });
      }
    } catch (error) {
      const refused = this.#known(error, "A batch of consents was not sent.");
      if (refused.code === "CHAIN_REVERTED" && batch.length > 1) {
        const half = Math.ceil(batch.length / 2);
        await this.#send(batch.slice(0, half));
        await this.#send(batch.slice(half));
        return;
      }
      for (const waiting of batch) waiting.settle({ refused });
    }
  }

  #known(error: unknown, message: string): FederationError {
    if (isFederationError(error) && error.httpStatus < 500) return error;
    this.#logger.warn({ err: error }, message);
    return toFederationError(error);
  }
}
