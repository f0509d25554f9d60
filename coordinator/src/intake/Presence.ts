/**
 * Which members hold a connection. A phase need not wait for its deadline when everyone still missing has been gone
 * for `graceMs`; a site that is merely slow keeps its connection and is waited for.
 */
export class Presence {
  readonly #isConnected: (member: number) => boolean;
  readonly #lastSeenMs = new Map<number, number>();
  readonly #startedMs = Date.now();
  readonly graceMs: number;

  constructor(isConnected: (member: number) => boolean, graceMs: number) {
    this.#isConnected = isConnected;
    this.graceMs = graceMs;
  }

  seen(member: number): void {
    this.#lastSeenMs.set(member, Date.now());
  }

  isGone(member: number): boolean {
    if (this.#isConnected(member)) {
      this.seen(member);
      return false;
    }
    return Date.now() - (this.#lastSeenMs.get(member) ?? this.#startedMs) > this.graceMs;
  }
}
