import { consentSequence, isPlainConsent, isRevocation } from "@consilium/sdk/chain/consentRequests.ts";
import { FederationError, isFederationError, toFederationError } from "@consilium/sdk/index.ts";
import type { ConsentOutcome, SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { endOf, laneOf, type Queued, scopeOf, takeNext } from "./consentOrder.ts";

/** What the HTTP route needs of a relay. */
export interface ConsentIntake {
  /** One outcome a request, in order. Throws RATE_LIMITED, taking none, when the queue has no room for all of them. */
  submit(requests: readonly SignedConsentRequest[]): Promise<ConsentOutcome[]>;
}

/** The consent chain as the relay sees it. */
export interface ConsentChain {
  /** Deadline and signature. Throws CONSENT_SIGNATURE_INVALID or CONSENT_EXPIRED. */
  verify(request: SignedConsentRequest): void;
  /**
   * The nonce that the chain awaits next for what this request is about, without the mark of a known key. Throws FORBIDDEN
   * where the signer is not the guardian of whom it is about.
   */
  nextNonce(request: SignedConsentRequest): Promise<number>;
  /**
   * One transaction for all, either grants and revocations or one request of another kind. An item that the contract skipped
   * has its error in `skipped`, at its own index. Throws CHAIN_REVERTED where the transaction as a whole cannot pass (its gas,
   * for example) or the contract's refusal of a single request, CHAIN_UNREACHABLE else.
   */
  submitBatch(
    requests: readonly SignedConsentRequest[],
  ): Promise<{ transaction: Bytes32; skipped: ReadonlyMap<number, FederationError> }>;
}

export interface ConsentRelayOptions {
  chain: ConsentChain;
  logger: Logger;
  /** Most requests in one transaction; bounded by the block's gas (a first grant takes about 150,000). Default 100. */
  batchSize?: number;
  /** Most requests that wait or are under way. Default 2,000. */
  queueLength?: number;
  /** Room beyond it for submissions of nothing but revocations, which a queue full of grants must not turn away. Default 500. */
  revocationRoom?: number;
}

interface Waiting extends Queued {
  settle(outcome: ConsentOutcome): void;
}

/**
 * Pays the gas for patients' signed consents. Requests are checked, queued (bounded) and sent many to a transaction where
 * the contract takes many, one transaction at a time; whatever arrives meanwhile travels in the next one, revocations first
 * (consentOrder.ts). No item sinks another: a batch that the chain refuses as a whole is halved until the culprit stands alone.
 */
export class ConsentRelay implements ConsentIntake {
  readonly #chain: ConsentChain;
  readonly #logger: Logger;
  readonly #batchSize: number;
  readonly #queueLength: number;
  readonly #revocationRoom: number;
  readonly #queue: Waiting[] = [];
  /** Requests between `submit` and their outcome. */
  #held = 0;
  /** How many checked requests of a nonce's scope have no outcome yet. */
  readonly #pending = new Map<string, number>();
  #pump: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ConsentRelayOptions) {
    this.#chain = options.chain;
    this.#logger = options.logger;
    this.#batchSize = options.batchSize ?? 100;
    this.#queueLength = options.queueLength ?? 2_000;
    this.#revocationRoom = options.revocationRoom ?? 500;
  }

  async submit(requests: readonly SignedConsentRequest[]): Promise<ConsentOutcome[]> {
    if (this.#stopped) throw new FederationError("CHAIN_UNREACHABLE", "The consent relay is stopping.");
    const room = this.#queueLength + (requests.every(isRevocation) ? this.#revocationRoom : 0);
    if (this.#held + requests.length > room) {
      throw new FederationError("RATE_LIMITED", "The consent relay's queue is full.");
    }
    this.#held += requests.length;
    try {
      const refusals: (FederationError | undefined)[] = [];
      for (const request of requests) refusals.push(await this.#verify(request));
      const nonces = await Promise.all(requests.map((request, i) => (refusals[i] ? 0 : this.#nextNonce(request))));
      return await Promise.all(
        requests.map((request, i) => {
          const refused = refusals[i] ?? this.#checkNonce(request, nonces[i]!);
          return refused === undefined ? this.#enqueue(request) : refusal(refused);
        }),
      );
    } finally {
      this.#held -= requests.length;
    }
  }

  /** Refuses what waits, and returns when the transaction under way is settled. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const error = new FederationError("CHAIN_UNREACHABLE", "The consent relay stopped before sending the request.");
    for (const waiting of this.#queue.splice(0)) waiting.settle(refusal(error));
    await this.#pump;
  }

  /** One after another with a pause between: signature checks are pure computation, and rounds share this thread. */
  async #verify(request: SignedConsentRequest): Promise<FederationError | undefined> {
    await new Promise(setImmediate);
    try {
      this.#chain.verify(request);
      return undefined;
    } catch (error) {
      return this.#known(error, "A consent request could not be checked.");
    }
  }

  async #nextNonce(request: SignedConsentRequest): Promise<number | FederationError> {
    try {
      return await this.#chain.nextNonce(request);
    } catch (error) {
      return this.#known(error, "A consent nonce could not be read.");
    }
  }

  /** The nonce must follow the chain's and those of the same scope that are on their way; any other costs no gas. */
  #checkNonce(signed: SignedConsentRequest, next: number | FederationError): FederationError | undefined {
    if (next instanceof FederationError) return next;
    if (!isRevocation(signed) && this.#pending.has(endOf(signed))) {
      // The contract would take it into the ended epoch, where it has no force.
      return new FederationError("CONSENT_NONCE_STALE", "Everything of this key is being revoked at this site.");
    }
    const nonce = consentSequence(signed.request.nonce);
    const ahead = this.#pending.get(scopeOf(signed)) ?? 0;
    // One on its way may already be in `next`, so a nonce between the two is left to the contract.
    if (nonce >= next && nonce <= next + ahead) return undefined;
    return new FederationError("CONSENT_NONCE_STALE", "The nonce is not the next one.");
  }

  async #enqueue(request: SignedConsentRequest): Promise<ConsentOutcome> {
    const scope = scopeOf(request);
    this.#pending.set(scope, (this.#pending.get(scope) ?? 0) + 1);
    try {
      return await new Promise((settle) => {
        this.#queue.push({ request, lane: laneOf(request), settle });
        this.#pump ??= this.#drain();
      });
    } finally {
      const left = this.#pending.get(scope)! - 1;
      if (left === 0) this.#pending.delete(scope);
      else this.#pending.set(scope, left);
    }
  }

  async #drain(): Promise<void> {
    // Lets the rest of the caller's requests reach the queue before the first batch leaves.
    await Promise.resolve();
    for (let afterSingle = false; this.#queue.length > 0; ) {
      const batch: Waiting[] = takeNext(this.#queue, this.#batchSize, { afterSingle });
      afterSingle = !isPlainConsent(batch[0]!.request);
      await this.#send(batch);
    }
    // In the same turn as the last look at the queue: whoever comes next starts a new pump.
    this.#pump = undefined;
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    try {
      const { transaction, skipped } = await this.#chain.submitBatch(batch.map((waiting) => waiting.request));
      for (const [index, waiting] of batch.entries()) {
        const refused = skipped.get(index);
        waiting.settle(refused === undefined ? { accepted: true, transactionHash: transaction } : refusal(refused));
      }
    } catch (error) {
      const refused = this.#known(error, "A batch of consents was not sent.");
      if (refused.code === "CHAIN_REVERTED" && batch.length > 1) {
        const half = Math.ceil(batch.length / 2);
        await this.#send(batch.slice(0, half));
        await this.#send(batch.slice(half));
        return;
      }
      for (const waiting of batch) waiting.settle(refusal(refused));
    }
  }

  #known(error: unknown, message: string): FederationError {
    if (isFederationError(error) && error.httpStatus < 500) return error;
    this.#logger.warn({ err: error }, message);
    return toFederationError(error);
  }
}

function refusal(error: FederationError): ConsentOutcome {
  return { accepted: false, ...error.toPublic() };
}
