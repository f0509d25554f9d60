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
 * Revocations go first, together with what the same lane has before them, then the rest as it came. The order within a lane
 * is kept, and the first of all always travels.
 */
export function takeNext<T extends Queued>(queue: T[], batchSize: number): T[] {
  const order = urgentFirst(queue);
  const [first] = order;
  if (first === undefined) return [];
  const taken = new Set<T>();
  if (!isPlainConsent(first.request)) taken.add(first);
  else {
    const held = new Set<string>();
    for (const waiting of order) {
      if (taken.size === batchSize) break;
      if (isPlainConsent(waiting.request) && !held.has(waiting.lane)) taken.add(waiting);
      else held.add(waiting.lane);
    }
  }
  const batch = order.filter((waiting) => taken.has(waiting));
  queue.splice(0, queue.length, ...queue.filter((waiting) => !taken.has(waiting)));
  return batch;
}

/**
 * The queue with revocations, and what must precede them in their lanes, before everything else. Lanes take turns, so a long
 * one does not hold up the revocations of the others.
 */
function urgentFirst<T extends Queued>(queue: readonly T[]): T[] {
  const lastRevocation = new Map<string, number>();
  for (const [place, { request, lane }] of queue.entries()) if (isRevocation(request)) lastRevocation.set(lane, place);
  if (lastRevocation.size === 0) return [...queue];
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
  return [...urgent.map(({ waiting }) => waiting), ...rest];
}
