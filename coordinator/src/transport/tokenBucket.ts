export interface TokenBuckets {
  /** Takes one token of this peer; false when it has none left. */
  take(peerId: string): boolean;
}

/** Above this many peers, buckets that have refilled are forgotten: a full bucket and none are the same. */
const SWEEP_ABOVE_PEERS = 1024;

/** One token bucket a peer: `ratePerSecond` on average, `burst` at once. `nowMs` is a monotonic clock. */
export function createTokenBuckets(
  ratePerSecond: number,
  burst: number,
  nowMs: () => number = () => performance.now(),
): TokenBuckets {
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  const refilled = (bucket: { tokens: number; atMs: number }, now: number) =>
    Math.min(burst, bucket.tokens + ((now - bucket.atMs) / 1000) * ratePerSecond);

  return {
    take(peerId) {
      const now = nowMs();
      if (buckets.size > SWEEP_ABOVE_PEERS) {
        for (const [id, bucket] of buckets) if (refilled(bucket, now) >= burst) buckets.delete(id);
      }
      const bucket = buckets.get(peerId);
      const tokens = bucket === undefined ? burst : refilled(bucket, now);
      if (tokens < 1) {
        buckets.set(peerId, { tokens, atMs: now });
        return false;
      }
      buckets.set(peerId, { tokens: tokens - 1, atMs: now });
      return true;
    },
  };
}
