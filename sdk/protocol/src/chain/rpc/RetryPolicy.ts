/** What one attempt came to: an answer, or why it failed and whether it may succeed soon. */
export type Attempt<T> = { answer: T } | { failed: string; again: boolean };

/** The outcome of all attempts. */
export type CallOutcome<T> = { answer: T } | { failed: string; attempts: number };

export interface RetryPolicyOptions {
  /** Most attempts of one request. */
  attempts?: number;
  /** Longest pause before the second attempt; it doubles with each, up to `longestPauseMs`. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  /** No attempt begins this long after the first. */
  giveUpMs?: number;
}

/**
 * How often a request that failed in passing is sent again: exponential backoff, each pause drawn evenly from zero to its
 * bound, so that many who lost the same node do not come back in step ("full jitter": M. Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015). With the defaults at most six attempts and 3.1 s of pauses.
 */
export class RetryPolicy {
  readonly #attempts: number;
  readonly #firstPauseMs: number;
  readonly #longestPauseMs: number;
  readonly #giveUpMs: number;

  constructor({
    attempts = 6,
    firstPauseMs = 100,
    longestPauseMs = 2_000,
    giveUpMs = 45_000,
  }: RetryPolicyOptions = {}) {
    this.#attempts = attempts;
    this.#firstPauseMs = firstPauseMs;
    this.#longestPauseMs = longestPauseMs;
    this.#giveUpMs = giveUpMs;
  }

  /** Attempts until there is an answer, a failure that another attempt would not mend, or the bound. Ends at once when `signal` aborts. */
  async run<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<CallOutcome<T>> {
    const beganAtMs = performance.now();
    for (let attempts = 1; ; attempts++) {
      const result = await attempt();
      if ("answer" in result) return result;
      const over = performance.now() - beganAtMs > this.#giveUpMs;
      if (!result.again || over || attempts >= this.#attempts || signal.aborted) {
        return { failed: result.failed, attempts };
      }
      await pause(this.pauseMs(attempts), signal);
    }
  }

  /** The pause after the n-th failed attempt. */
  pauseMs(failedAttempts: number): number {
    return randomShare() * Math.min(this.#longestPauseMs, this.#firstPauseMs * 2 ** (failedAttempts - 1));
  }
}

function randomShare(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
