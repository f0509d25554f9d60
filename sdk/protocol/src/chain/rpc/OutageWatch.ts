/** What a chain node that failed tells its user: once when it begins, once when it is over. */
export type ChainOutage =
  | {
      readonly state: "began";
      /** What failed, in one line. */
      readonly failure: string;
    }
  | {
      readonly state: "ended";
      readonly durationMs: number;
      /** Requests that failed for good in it. */
      readonly failedRequests: number;
    };

/** A node that answers once and fails again has not recovered. */
const QUIET_MS = 3_000;

/** Makes one outage out of many failed requests, so that it is told of once, however many wait for the same node. */
export class OutageWatch {
  readonly #tell: (outage: ChainOutage) => void;
  readonly #now: () => number;
  #beganAtMs: number | undefined;
  #recoveredAtMs: number | undefined;
  #failedRequests = 0;

  constructor(tell: (outage: ChainOutage) => void, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  /** A request failed after all its attempts. */
  failed(failure: string): void {
    this.#recoveredAtMs = undefined;
    this.#failedRequests += 1;
    if (this.#beganAtMs !== undefined) return;
    this.#beganAtMs = this.#now();
    this.#tell({ state: "began", failure });
  }

  /** A request was answered. */
  answered(): void {
    if (this.#beganAtMs === undefined) return;
    const nowMs = this.#now();
    this.#recoveredAtMs ??= nowMs;
    if (nowMs - this.#recoveredAtMs < QUIET_MS) return;
    const ended = {
      durationMs: Math.round(this.#recoveredAtMs - this.#beganAtMs),
      failedRequests: this.#failedRequests,
    };
    this.#beganAtMs = undefined;
    this.#recoveredAtMs = undefined;
    this.#failedRequests = 0;
    this.#tell({ state: "ended", ...ended });
  }
}
