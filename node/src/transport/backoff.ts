import { randomInt } from "node:crypto";

export interface BackoffOptions {
  firstDelayMs: number;
  maxDelayMs: number;
}

export const DEFAULT_BACKOFF: BackoffOptions = { firstDelayMs: 200, maxDelayMs: 10_000 };

export interface Backoff {
  failed(): void;
  succeeded(): void;
  /** The wait before the next attempt: doubled per failure, bounded, then drawn from its upper half. */
  delayMs(): number;
}

/** Exponential backoff with jitter, so that the sites of a consortium do not all return in the same instant. */
export function createBackoff(
  options: BackoffOptions = DEFAULT_BACKOFF,
  random: () => number = () => randomInt(0, 2 ** 32) / 2 ** 32,
): Backoff {
  let failures = 0;
  return {
    failed() {
      failures++;
    },
    succeeded() {
      failures = 0;
    },
    delayMs() {
      if (failures === 0) return 0;
      const bound = Math.min(options.maxDelayMs, options.firstDelayMs * 2 ** Math.min(failures - 1, 30));
      return bound / 2 + random() * (bound / 2);
    },
  };
}
