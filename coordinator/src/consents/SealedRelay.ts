import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { forceRevocation, readSeal } from "@consilium/sdk/chain/seals.ts";
import { FederationError, isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { verifySealedRevocation } from "@consilium/sdk/patient/sealedReceipt.ts";
import type { ConsentOutcome } from "@consilium/sdk/schemas/consent.ts";
import type { SealedRevocation } from "@consilium/sdk/schemas/seals.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";

/** What the HTTP route needs of the relay of sealed consents. */
export interface SealedIntake {
  /** Throws RATE_LIMITED where too many wait. */
  submit(revocation: SealedRevocation): Promise<ConsentOutcome>;
}

export interface SealedRelayOptions {
  chain: Chain;
  logger: Logger;
  /** Most revocations that wait or are under way. Default 200. */
  queueLength?: number;
}

/**
 * Pays the gas for patients who force the revocation of a sealed consent. Form, deadline, signature and proof are checked
 * before the chain is asked, and what the contract refuses, one revoked already for instance, its node says before anything is
 * sent. Each is a transaction of its own, one after another.
 */
export class SealedRelay implements SealedIntake {
  readonly #chain: Chain;
  readonly #logger: Logger;
  readonly #queueLength: number;
  #held = 0;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor({ chain, logger, queueLength = 200 }: SealedRelayOptions) {
    this.#chain = chain;
    this.#logger = logger;
    this.#queueLength = queueLength;
  }

  async submit(document: SealedRevocation): Promise<ConsentOutcome> {
    if (this.#stopped) throw new FederationError("CHAIN_UNREACHABLE", "The consent relay is stopping.");
    if (this.#held >= this.#queueLength) throw new FederationError("RATE_LIMITED", "The relay's queue is full.");
    this.#held += 1;
    try {
      const { revocation, root } = verifySealedRevocation(this.#chain.deployment, document);
      // After those before it, so that the same revocation twice is looked at when the first is on chain.
      const sent = this.#last.then(() => this.#relay(revocation, root));
      this.#last = sent.catch(() => undefined);
      return { accepted: true, transactionHash: await sent };
    } catch (error) {
      if (!isFederationError(error) || error.httpStatus >= 500) {
        this.#logger.warn({ err: error }, "A sealed consent's revocation was not relayed.");
      }
      return { accepted: false, ...toFederationError(error).toPublic() };
    } finally {
      this.#held -= 1;
    }
  }

  /** Refuses what comes, and returns when what is under way is settled. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
  }

  async #relay(revocation: SealedRevocation, root: `0x${string}`): Promise<`0x${string}`> {
    if (this.#stopped) throw new FederationError("CHAIN_UNREACHABLE", "The consent relay is stopping.");
    const { sealId, consent } = revocation;
    const seal = await readSeal(this.#chain, sealId);
    if (seal.root !== root || seal.site !== consent.site || consent.index >= seal.size) {
      throw new FederationError("NOT_FOUND", "The consent is not under this seal.", { field: "revocation.proof" });
    }
    return (await forceRevocation(this.#chain, revocation)).hash;
  }
}
