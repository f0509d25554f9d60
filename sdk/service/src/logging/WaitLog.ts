import type { ChainOutage } from "@consilium/sdk/chain/rpc/OutageWatch.ts";
import type { Logger } from "./Logger.ts";

/**
 * Logs a wait for something that is away once when it begins and once when it is over, with its length, however often it is
 * tried in between.
 */
export class WaitLog {
  readonly #logger: Logger;
  #beganAtMs: number | undefined;
  #attempts = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** It is still away. Only the first call of a wait is logged. */
  waiting(fields: Record<string, unknown>, message: string): void {
    this.#attempts += 1;
    if (this.#beganAtMs !== undefined) return;
    this.#beganAtMs = performance.now();
    this.#logger.warn(fields, message);
  }

  /** It is back. Logged only after a wait. */
  over(fields: Record<string, unknown>, message: string): void {
    if (this.#beganAtMs === undefined) return;
    const durationMs = Math.round(performance.now() - this.#beganAtMs);
    this.#logger.info({ ...fields, durationMs, attempts: this.#attempts }, message);
    this.#beganAtMs = undefined;
    this.#attempts = 0;
  }
}

/** For `connectChain`: the begin and the end of an outage of the chain node, one line each. */
export function logOutages(logger: Logger): (outage: ChainOutage) => void {
  return (outage) => {
    if (outage.state === "began") logger.warn({ failure: outage.failure }, "the chain node does not answer");
    else {
      const { durationMs, failedRequests } = outage;
      logger.info({ durationMs, failedRequests }, "the chain node answers again");
    }
  };
}
