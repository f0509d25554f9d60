import type { Chain } from "./connectChain.ts";
import { readEvents } from "./events.ts";
import { read } from "./read.ts";
import type { SealRecord } from "./seals.ts";
import type { Hex } from "./typedAbi.ts";

/** A seal as its events tell it: which places were revoked, and when. */
export interface SealState extends SealRecord {
  /** SHA-256 of the site's register of what it sealed. */
  evidenceDigest: Hex;
  /** Block of its revocation by place. */
  revoked: ReadonlyMap<number, number>;
}

/** When and for the last time a key revoked at a site, by registered consents. Blocks. */
export interface KeyRevocations {
  first: number;
  last: number;
}

/**
 * A site's seals that existed at the end of `sealedBy`, by id, with the places revoked by the end of `revokedBy`. Out of
 * events, so the answer is the same forever; none where the deployment has no seals.
 */
export async function readSealsAt(
  chain: Chain,
  site: number,
  { sealedBy, revokedBy }: { sealedBy: number; revokedBy: number },
): Promise<SealState[]> {
  // Most consortia seal nothing, and the count only grows.
  if (chain.deployment.consentSeals === undefined || (await read(chain, "ConsentSeals", "sealCount", [])) === 0) {
    return [];
  }
  const found = await readEvents(chain, "ConsentSeals", "ConsentsSealed", { toBlock: sealedBy, indexed: [null, site] });
  if (found.length === 0) return [];
  const revokedPlaces = new Map(found.map(({ args }) => [args.sealId, new Map<number, number>()]));
  const range = { fromBlock: found[0]!.blockNumber, toBlock: revokedBy };
  for (const { args, blockNumber } of await readEvents(chain, "ConsentSeals", "SealedConsentsRevoked", range)) {
    const places = revokedPlaces.get(args.sealId);
    if (places !== undefined) for (const place of placesIn(args.word, args.bits)) places.set(place, blockNumber);
  }
  return found.map(({ args: { sealId, root, size, evidenceDigest }, blockNumber }) => {
    return { sealId, root, site, size, sealedBlock: blockNumber, evidenceDigest, revoked: revokedPlaces.get(sealId)! };
  });
}

/** The places that one word of a bitmap stands for. */
export function placesIn(word: number, bits: bigint): number[] {
  const places: number[] = [];
  for (let bit = 0, rest = bits; rest !== 0n; bit++, rest >>= 1n) if (rest & 1n) places.push(word * 256 + bit);
  return places;
}

/** The seal of a site with this root, which its salts make unique; undefined while there is none. */
export async function findSealByRoot(chain: Chain, site: number, root: Hex): Promise<SealState | undefined> {
  const newest = await chain.provider.getBlockNumber();
  const seals = await readSealsAt(chain, site, { sealedBy: newest, revokedBy: newest });
  return seals.find((seal) => seal.root === root);
}

/**
 * The keys whose registered consents for a purpose at a site were ever revoked by the end of a block: by the patient, a
 * guardian or the site, one consent or all. A next grant is no revocation.
 */
export async function readRevokedKeys(
  chain: Chain,
  { site, purpose, toBlock }: { site: number; purpose: number; toBlock: number },
): Promise<ReadonlyMap<string, KeyRevocations>> {
  const options = { toBlock, indexed: [null, site] };
  const [byPatient, bySite, everything] = await Promise.all([
    readEvents(chain, "ConsentRegistry", "ConsentRevoked", options),
    readEvents(chain, "ConsentRegistry", "ConsentRevokedBySite", options),
    readEvents(chain, "ConsentRegistry", "ConsentsRevoked", options),
  ]);
  const ofPurpose = [...byPatient, ...bySite].filter(({ args }) => Number((args.episode >> 200n) & 0xffn) === purpose);
  const keys = new Map<string, KeyRevocations>();
  for (const { args, blockNumber } of [...ofPurpose, ...everything]) {
    const { first = blockNumber, last = blockNumber } = keys.get(args.keyHash) ?? {};
    keys.set(args.keyHash, { first: Math.min(first, blockNumber), last: Math.max(last, blockNumber) });
  }
  return keys;
}
