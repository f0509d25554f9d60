import type { Chain } from "./connectChain.ts";
import { readEvents } from "./events.ts";
import { read } from "./read.ts";
import type { Hex } from "./typedAbi.ts";

const BASES = ["none", "patient"] as const;
const REVOCATION_BASES = ["none", "patient", "nextGrant", "site"] as const;

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
  basis: (typeof BASES)[number];
  revocationBasis: (typeof REVOCATION_BASES)[number];
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
    basis: BASES[bits(192n, 4n)] ?? "none",
    revocationBasis: REVOCATION_BASES[bits(196n, 4n)] ?? "none",
    purpose: bits(200n, 8n),
  };
}

/** The nonce that the next request of (key, site, purpose) must carry. */
export async function readConsentNonce(chain: Chain, keyHash: Hex, site: number, purpose: number): Promise<number> {
  return Number(await read(chain, "ConsentRegistry", "nextNonce", [keyHash, site, purpose]));
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

/** For each key the episode in force at the end of a past block, else null. The answer never changes. */
export async function readConsentsAt(
  chain: Chain,
  site: number,
  purpose: number,
  keyHashes: readonly Hex[],
  block: number,
): Promise<(Episode | null)[]> {
  const episodes: (Episode | null)[] = [];
  for (let start = 0; start < keyHashes.length; start += PAGE) {
    const page = keyHashes.slice(start, start + PAGE);
    const words = await read(chain, "ConsentRegistry", "consentsAt", [page, site, purpose, block]);
    for (const word of words) episodes.push(unpackEpisode(word));
  }
  return episodes;
}

/** All episodes of (key, site, purpose), oldest first. */
export async function readEpisodes(chain: Chain, keyHash: Hex, site: number, purpose: number): Promise<Episode[]> {
  const episodes = await read(chain, "ConsentRegistry", "episodesOf", [keyHash, site, purpose]);
  return episodes.map((episode) => ({
    ...episode,
    purpose,
    basis: BASES[episode.basis] ?? "none",
    revocationBasis: REVOCATION_BASES[episode.revocationBasis] ?? "none",
  }));
}

/** A grant or revocation as it happened. */
export interface ConsentEvent {
  kind: "granted" | "revoked" | "revokedBySite";
  keyHash: Hex;
  site: number;
  purpose: number;
  episode: Episode;
  /** Text shown to the patient, for a grant; evidence, for a site's revocation. */
  digest?: Hex;
  blockNumber: number;
  logIndex: number;
  transactionHash: Hex;
}

/** Grants and revocations in chain order, of one site or key or all. */
export async function readConsentEvents(
  chain: Chain,
  filter: { site?: number; keyHash?: Hex; fromBlock?: number; toBlock?: number } = {},
): Promise<ConsentEvent[]> {
  const { site = null, keyHash = null, ...range } = filter;
  const options = { ...range, indexed: [keyHash, site] };
  const [granted, revoked, bySite] = await Promise.all([
    readEvents(chain, "ConsentRegistry", "ConsentGranted", options),
    readEvents(chain, "ConsentRegistry", "ConsentRevoked", options),
    readEvents(chain, "ConsentRegistry", "ConsentRevokedBySite", options),
  ]);
  const told = [
    ...granted.map((event) => ({ ...event, kind: "granted" as const, digest: event.args.textDigest })),
    ...revoked.map((event) => ({ ...event, kind: "revoked" as const })),
    ...bySite.map((event) => ({ ...event, kind: "revokedBySite" as const, digest: event.args.evidenceDigest })),
  ];
  return told
    .flatMap(({ args, ...event }) => {
      const episode = unpackEpisode(args.episode);
      if (episode === null) return [];
      const purpose = Number((args.episode >> 200n) & 0xffn);
      return [{ ...event, keyHash: args.keyHash, site: args.site, purpose, episode }];
    })
    .sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}
