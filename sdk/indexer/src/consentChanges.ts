import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import type { KeyRevocations } from "@consilium/sdk/chain/sealsAt.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { EVERY_PURPOSE } from "./applyConsents.ts";
import { CHUNK_ROWS, GRANT_BYTES, rowIn, u40, WORD_BYTE } from "./column.ts";
import { viewOf } from "./Draft.ts";
import { chunkKey, keys, numberIn } from "./keys.ts";
import type { ScannedIndex } from "./scanCohort.ts";

/** Consents of one site for one purpose. */
export interface ConsentScope {
  site: number;
  purpose: number;
}

/** Where in a key of a revocation the block stands: after its kind, site and purpose. */
const BLOCK_AT = 4;

/** The keys whose consents of a site for a purpose were ever revoked by the end of a block; the same as `readRevokedKeys`. */
export async function scanRevokedKeys(
  index: ScannedIndex,
  block: number,
  { site, purpose }: ConsentScope,
): Promise<Map<string, KeyRevocations>> {
  const found = new Map<string, KeyRevocations>();
  for (const scoped of [purpose, EVERY_PURPOSE]) {
    for await (const [key, value] of index.range(keys.revocations(site, scoped))) {
      const revokedBlock = numberIn(key, BLOCK_AT, 6);
      if (revokedBlock > block) break;
      const keyHash = toHex(value.subarray(0, 32));
      const { first = revokedBlock, last = revokedBlock } = found.get(keyHash) ?? {};
      found.set(keyHash, { first: Math.min(first, revokedBlock), last: Math.max(last, revokedBlock) });
    }
  }
  return found;
}

/**
 * The keys whose consent for a purpose at a site was granted or revoked, or that revoked everything there, in a block after `block`.
 * Late requests, signed before everything was revoked, have no force and count as nothing.
 */
export async function scanChangedKeys(
  index: ScannedIndex,
  block: number,
  { site, purpose }: ConsentScope,
): Promise<Set<Hex>> {
  const changed = await grantedAfter(index, block, { site, purpose });
  for (const scoped of [purpose, EVERY_PURPOSE]) {
    for await (const [key, value] of index.range(keys.revocations(site, scoped))) {
      if (numberIn(key, BLOCK_AT, 6) > block && value[32] === 0) changed.add(toHex(value.subarray(0, 32)));
    }
  }
  return changed;
}

/** Episodes stand in the order of their grants, so the new ones are the last. */
async function grantedAfter(index: ScannedIndex, block: number, { site, purpose }: ConsentScope): Promise<Set<Hex>> {
  const granted = new Set<Hex>();
  const count = await index.get(keys.episodeCount(site, purpose));
  let chunk: Uint8Array | undefined;
  for (let row = count === undefined ? -1 : viewOf(count).getUint32(0) - 1; row >= 0; row--) {
    if (chunk === undefined || row % CHUNK_ROWS === CHUNK_ROWS - 1) {
      chunk = await index.get(chunkKey(keys.grants(site, purpose), Math.floor(row / CHUNK_ROWS)));
    }
    if (chunk === undefined) throw new FederationError("INTERNAL", "The index lacks a chunk of a column.");
    const grant = rowIn(chunk, row % CHUNK_ROWS, GRANT_BYTES);
    if (u40(viewOf(grant), 32 + WORD_BYTE.grantBlock) <= block) break;
    granted.add(toHex(grant.subarray(0, 32)));
  }
  return granted;
}
