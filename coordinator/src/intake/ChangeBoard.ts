/** A version that grows with every change, and a way to wait for a condition that a change may fulfil. */
export class ChangeBoard {
  #version = 0;
  readonly #listeners = new Set<() => void>();

  get version(): number {
    return this.#version;
  }

  bump(): void {
    this.#version++;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back at the next change. */
  once(listener: () => void): void {
    const heard = () => {
      this.#listeners.delete(heard);
      listener();
    };
    this.#listeners.add(heard);
  }

  /**
   * Resolves true once `condition` holds, false when `timeoutMs` have passed or `signal` aborts first.
   * The condition is asked again at every change, and every `recheckMs` for what time alone changes.
   */
  until(
    condition: () => boolean,
    { timeoutMs, signal, recheckMs }: { timeoutMs: number; signal?: AbortSignal; recheckMs?: number },
  ): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (timeoutMs <= 0 || signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const settle = (value: boolean) => {
        cleanUp();
        resolve(value);
      };
      const check = () => {
        try {
          if (condition()) settle(true);
        } catch (error) {
          cleanUp();
          reject(error);
        }
      };
      const onAbort = () => settle(false);
      const timer = setTimeout(onAbort, Math.min(timeoutMs, 2 ** 31 - 1));
      const ticker = recheckMs === undefined ? undefined : setInterval(check, recheckMs);
      const cleanUp = () => {
        clearTimeout(timer);
        clearInterval(ticker);
        this.#listeners.delete(check);
        signal?.removeEventListener("abort", onAbort);
      };
      this.#listeners.add(check);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }
}
