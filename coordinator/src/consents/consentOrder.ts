import { isPlainConsent, isRevocation, keyHashOf, subjectOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";

/**
 * Requests that must stay in order: those that one key signed about one patient at one site. Who signs for a patient of
 * somebody else cannot hold up that patient's own requests.
 */
export function laneOf(signed: SignedConsentRequest): string {
  return `${keyHashOf(signed.signer)}/${seatOf(signed)}`;
}

/** What a nonce counts: requests about one patient at one site for one purpose, or the ends of the patient's epochs there. */
export function scopeOf(signed: SignedConsentRequest): string {
  return signed.kind === "revokeAll" ? endOf(signed) : `${seatOf(signed)}/${signed.request.purpose}`;
}

/** The scope in which everything about the same patient at the same site is revoked. */
export function endOf(signed: SignedConsentRequest): string {
  return `${seatOf(signed)}/all`;
}

function seatOf(signed: SignedConsentRequest): string {
  return `${subjectOf(signed)}/${signed.request.site}`;
}

/** A request that waits, with its lane. */
export interface Queued {
  readonly request: SignedConsentRequest;
  readonly lane: string;
}

/**
 * Takes what travels next out of the queue: at most `batchSize` requests that can share a transaction, or one that cannot.
 * Revocations go first, together with what the same lane has before them, then the rest as it came; without a revocation, what
 * can share a transaction gets every second one, so that many requests that cannot hold up nobody. The order within a lane is
 * kept.
 */
export function takeNext<T extends Queued>(queue: T[], batchSize: number, { afterSingle = false } = {}): T[] {
  const { order, isUrgent } = urgentFirst(queue);
  const [first] = order;
  if (first === undefined) return [];
  const isSingle = !isPlainConsent(first.request);
  const shared = isSingle && (isUrgent || !afterSingle) ? [] : sharing(order, batchSize);
  const batch = shared.length > 0 ? shared : [first];
  const taken = new Set(batch);
  queue.splice(0, queue.length, ...queue.filter((waiting) => !taken.has(waiting)));
  return batch;
}

/** The first requests that can share a transaction, without one whose lane has another before it that cannot. */
function sharing<T extends Queued>(order: readonly T[], batchSize: number): T[] {
  const batch: T[] = [];
  const held = new Set<string>();
  for (const waiting of order) {
    if (batch.length === batchSize) break;
    if (isPlainConsent(waiting.request) && !held.has(waiting.lane)) batch.push(waiting);
    else held.add(waiting.lane);
  }
  return batch;
}

/**
 * The queue with revocations, and what must precede them in their lanes, before everything else. Lanes take turns, so a long
 * one does not hold up the revocations of the others.
 */
function urgentFirst<T extends Queued>(queue: readonly T[]): { order: T[]; isUrgent: boolean } {
  const lastRevocation = new Map<string, number>();
  for (const [place, { request, lane }] of queue.entries()) if (isRevocation(request)) lastRevocation.set(lane, place);
  if (lastRevocation.size === 0) return { order: [...queue], isUrgent: false };
  const depths = new Map<string, number>();
  const urgent: { waiting: T; depth: number; last: boolean }[] = [];
  const rest: T[] = [];
  for (const [place, waiting] of queue.entries()) {
    const { lane, request } = waiting;
    if (place > (lastRevocation.get(lane) ?? -1)) rest.push(waiting);
    else {
      const depth = depths.get(lane) ?? 0;
      depths.set(lane, depth + 1);
      urgent.push({ waiting, depth, last: !isRevocation(request) });
    }
  }
  // Of two lanes the shorter goes first: what goes is looked at anew each time, and the longer would never give way.
  const length = ({ waiting }: (typeof urgent)[number]) => depths.get(waiting.lane) ?? 0;
  urgent.sort((a, b) => a.depth - b.depth || Number(a.last) - Number(b.last) || length(a) - length(b));
  return { order: [...urgent.map(({ waiting }) => waiting), ...rest], isUrgent: true };
}
