import type { Chain } from "./connectChain.ts";
import { basisOfNumber, type ConsentBasis } from "./consentBases.ts";
import { readEvents } from "./events.ts";
import { read } from "./read.ts";
import type { Hex } from "./typedAbi.ts";

const REVOCATION_BASES = ["none", "patient", "nextGrant", "site", "guardian"] as const;

/** A consent episode of one (key, site, purpose). Times are unix seconds. */
export interface Episode {
  from: number;
  until: number;
  grantBlock: number;
  /** Block that closed it, 0 while open. Always 0 in an answer as of a block, at which the episode was open. */
  revokeBlock: number;
  /** Number of the purpose it was given for. */
  purpose: number;
  categories: number;
  basis: ConsentBasis | "none";
  revocationBasis: (typeof REVOCATION_BASES)[number];
  /** Whether it is for the studies it lists only. */
  limited: boolean;
  /** Of a limited episode that was read for a study: whether it lists that one. */
  listed?: boolean;
}

/** A patient key as registered at a site. */
export interface SiteKey {
  /** Position in registration order, from 0. */
  index: number;
  keyHash: Hex;
}

/** Keys to ask for in one call: well under the gas that nodes allow a call. */
const PAGE = 1000;

/** Unpacks the registry's episode word (layout in IConsentRegistry); `null` for 0, no episode. */
export function unpackEpisode(word: bigint): Episode | null {
  if (word === 0n) return null;
  const bits = (shift: bigint, width: bigint) => Number((word >> shift) & ((1n << width) - 1n));
  return {
    from: bits(0n, 40n),
    until: bits(40n, 40n),
    grantBlock: bits(80n, 40n),
    revokeBlock: bits(120n, 40n),
    categories: bits(160n, 32n),
    basis: basisOfNumber(bits(192n, 3n)),
    revocationBasis: REVOCATION_BASES[bits(196n, 4n)] ?? "none",
    purpose: bits(200n, 8n),
    limited: bits(195n, 1n) === 1,
  };
}

/** The nonce that the next request of (key, site, purpose) must carry. */
export async function readConsentNonce(chain: Chain, keyHash: Hex, site: number, purpose: number): Promise<number> {
  return Number(await read(chain, "ConsentRegistry", "nextNonce", [keyHash, site, purpose]));
}

/** The nonce that the next revocation of everything of a key at a site must carry. */
export async function readConsentEpoch(chain: Chain, keyHash: Hex, site: number): Promise<number> {
  return Number(await read(chain, "ConsentRegistry", "epochOf", [keyHash, site]));
}

/** The patient keys registered at a site at the end of a past block, in registration order. */
export async function readSiteKeysAt(chain: Chain, site: number, block: number): Promise<SiteKey[]> {
  const count = Number(await read(chain, "ConsentRegistry", "keyCountAt", [site, block]));
  const keys: SiteKey[] = [];
  while (keys.length < count) {
    const limit = Math.min(PAGE, count - keys.length);
    const page = await read(chain, "ConsentRegistry", "keysOf", [site, keys.length, limit]);
    for (const keyHash of page) keys.push({ index: keys.length, keyHash });
  }
  return keys;
}

/**
 * For each key the episode in force at the end of a past block, else null. The answer never changes. With a `studyDigest`,
 * episodes that are limited to studies say whether they list it; without one they say nothing, and cover no study.
 */
export async function readConsentsAt(
  chain: Chain,
  site: number,
  purpose: number,
  keyHashes: readonly Hex[],
  block: number,
  studyDigest?: Hex,
): Promise<(Episode | null)[]> {
  const episodes: (Episode | null)[] = [];
  for (let start = 0; start < keyHashes.length; start += PAGE) {
    const page = keyHashes.slice(start, start + PAGE);
    const words = await read(chain, "ConsentRegistry", "consentsAt", [page, site, purpose, block]);
    for (const word of words) episodes.push(unpackEpisode(word));
  }
  return studyDigest === undefined
    ? episodes
    : withListings(chain, site, purpose, keyHashes, block, studyDigest, episodes);
}

async function withListings(
  chain: Chain,
  site: number,
  purpose: number,
  keyHashes: readonly Hex[],
  block: number,
  studyDigest: Hex,
  episodes: readonly (Episode | null)[],
): Promise<(Episode | null)[]> {
  const marked = [...episodes];
  const limited = episodes.flatMap((episode, i) => (episode?.limited ? [i] : []));
  for (let start = 0; start < limited.length; start += PAGE) {
    const places = limited.slice(start, start + PAGE);
    const page = places.map((place) => keyHashes[place]!);
    const listed = await read(chain, "ConsentRegistry", "listsStudyAt", [page, site, purpose, block, studyDigest]);
    for (const [i, place] of places.entries()) marked[place] = { ...episodes[place]!, listed: listed[i] === true };
  }
  return marked;
}

/** All episodes of (key, site, purpose), oldest first. */
export async function readEpisodes(chain: Chain, keyHash: Hex, site: number, purpose: number): Promise<Episode[]> {
  const episodes = await read(chain, "ConsentRegistry", "episodesOf", [keyHash, site, purpose]);
  return episodes.map((episode) => ({
    ...episode,
    purpose,
    basis: basisOfNumber(episode.basis),
    revocationBasis: REVOCATION_BASES[episode.revocationBasis] ?? "none",
  }));
}

/** A grant or revocation as it happened. */
export interface ConsentEvent {
  kind: "granted" | "revoked" | "revokedBySite" | "revokedAll";
  keyHash: Hex;
  site: number;
  /** 0 where every purpose was revoked. */
  purpose: number;
  /** The episode that was opened or closed; null where every purpose was revoked. */
  episode: Episode | null;
  /** Text shown to the patient or evidence, for a grant; evidence, for what a site did. */
  digest?: Hex;
  blockNumber: number;
  logIndex: number;
  transactionHash: Hex;
}

/**
 * Grants and revocations in chain order, of one site or key or all. A request that arrived after everything was revoked, but
 * was signed before, has no force and is left out.
 */
export async function readConsentEvents(
  chain: Chain,
  filter: { site?: number; keyHash?: Hex; fromBlock?: number; toBlock?: number } = {},
): Promise<ConsentEvent[]> {
  const { site = null, keyHash = null, fromBlock = chain.deployment.deployBlock, ...range } = filter;
  const options = { ...range, indexed: [keyHash, site] };
  const [granted, revoked, bySite, ends] = await Promise.all([
    readEvents(chain, "ConsentRegistry", "ConsentGranted", { ...options, fromBlock }),
    readEvents(chain, "ConsentRegistry", "ConsentRevoked", { ...options, fromBlock }),
    readEvents(chain, "ConsentRegistry", "ConsentRevokedBySite", { ...options, fromBlock }),
    readEvents(chain, "ConsentRegistry", "ConsentsRevoked", options),
  ]);
  const told = [
    ...granted.map((event) => ({ ...event, kind: "granted" as const, digest: event.args.textDigest })),
    ...revoked.map((event) => ({ ...event, kind: "revoked" as const })),
    ...bySite.map((event) => ({ ...event, kind: "revokedBySite" as const, digest: event.args.evidenceDigest })),
  ].map(({ args, ...event }) => ({ ...event, ...args, purpose: Number((args.episode >> 200n) & 0xffn) }));
  const over = ends.map(({ args, ...event }) => {
    const { epoch, evidenceDigest: digest, keyHash, site } = args;
    return { ...event, kind: "revokedAll" as const, keyHash, site, purpose: 0, digest, epoch };
  });
  const epochs = new Map<string, number>();
  const events: ConsentEvent[] = [];
  for (const event of [...told, ...over].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex)) {
    const seat = `${event.keyHash}/${event.site}`;
    if (event.kind === "revokedAll") {
      const { epoch, ...rest } = event;
      epochs.set(seat, epoch);
      if (event.blockNumber >= fromBlock) events.push({ ...rest, episode: null });
    } else if (Number(event.episode >> 248n) === (epochs.get(seat) ?? 0)) {
      events.push({ ...event, episode: unpackEpisode(event.episode) });
    }
  }
  return events;
}
