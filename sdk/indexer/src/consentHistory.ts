import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { type Episode, unpackEpisode } from "@consilium/sdk/chain/consents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { blockIn, CHUNK_ROWS, END_BYTES, GRANT_BYTES, LINK_BYTES, PATIENT_KEY_BYTES, rowIn } from "./column.ts";
import { viewOf } from "./Draft.ts";
import { chunkKey, keys, numberIn } from "./keys.ts";
import type { ScannedIndex } from "./scanCohort.ts";

/** An episode of a patient key, with what its events said beside it. */
export interface ConsentHistoryEntry {
  site: number;
  episode: Episode;
  /** Position of the grant in its block. */
  grantLogIndex: number;
  /** SHA-256 of the text that the patient was shown. */
  textDigest: Hex;
  /** SHA-256 of the site's evidence, where the site revoked for the patient. */
  evidenceDigest?: Hex;
  /** Digests of the studies that a limited episode is for. */
  studyDigests?: Hex[];
}

/** The episodes of a key at every site and for every purpose, oldest first within each; at most `limit`, newest kept. */
export async function readHistory(index: ScannedIndex, keyHash: Hex, limit: number): Promise<ConsentHistoryEntry[]> {
  const history: ConsentHistoryEntry[] = [];
  for await (const [key, bytes] of index.range(keys.all.newest + keyHash.slice(2))) {
    const [site, purpose] = [numberIn(key, 33, 2), numberIn(key, 35, 1)];
    const episodes: ConsentHistoryEntry[] = [];
    let next = viewOf(bytes).getUint32(0) + 1;
    while (next !== 0 && history.length + episodes.length < limit) {
      const row = next - 1;
      const { entry, before } = await readEpisode(index, site, purpose, row);
      episodes.push(entry);
      next = before;
    }
    history.push(...episodes.reverse());
  }
  return history;
}

/** An episode by its row, and the row + 1 of the one before it, 0 if it was the first. */
async function readEpisode(index: ScannedIndex, site: number, purpose: number, row: number) {
  const granted = await readRow(index, keys.grants(site, purpose), row, GRANT_BYTES);
  const end = await readRow(index, keys.ends(site, purpose), row, END_BYTES);
  const link = await readRow(index, keys.links(site, purpose), row, LINK_BYTES);
  const closed = (BigInt(blockIn(viewOf(end), 0)) << 120n) | (BigInt(end[6]!) << 196n);
  const episode = unpackEpisode(BigInt(toHex(granted.subarray(32))) | closed);
  if (episode === null) throw new FederationError("INTERNAL", "The index has an empty episode.");
  const evidence = await index.get(keys.evidence(site, purpose, row));
  const studies = episode.limited ? await index.get(keys.studies(site, purpose, row)) : undefined;
  const entry: ConsentHistoryEntry = {
    site,
    episode,
    grantLogIndex: viewOf(link).getUint32(36),
    textDigest: toHex(link.subarray(0, 32)),
    ...(evidence === undefined ? {} : { evidenceDigest: toHex(evidence) }),
    ...(studies === undefined ? {} : { studyDigests: digestsIn(studies) }),
  };
  return { entry, before: viewOf(link).getUint32(32) };
}

function digestsIn(bytes: Uint8Array): Hex[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => toHex(bytes.subarray(i * 32, (i + 1) * 32)));
}

/** The patient keys registered at a site at the end of a block, in registration order. */
export async function readPatientKeys(index: ScannedIndex, site: number, block: number): Promise<Hex[]> {
  const count = await index.get(keys.patientKeyCount(site));
  const total = count === undefined ? 0 : viewOf(count).getUint32(0);
  const found: Hex[] = [];
  for await (const [key, chunk] of index.range(keys.patientKeys(site))) {
    const first = numberIn(key, 3, 4) * CHUNK_ROWS;
    for (let i = 0; i < CHUNK_ROWS && first + i < total; i++) {
      const row = rowIn(chunk, i, PATIENT_KEY_BYTES);
      // Registration blocks only grow, so the first later one ends the list.
      if (blockIn(viewOf(row), 32) > block) return found;
      found.push(toHex(row.subarray(0, 32)));
    }
  }
  return found;
}

async function readRow(index: ScannedIndex, column: string, row: number, rowBytes: number): Promise<Uint8Array> {
  const chunk = await index.get(chunkKey(column, Math.floor(row / CHUNK_ROWS)));
  if (chunk === undefined) throw new FederationError("INTERNAL", `The index lacks row ${row} of a column.`);
  return rowIn(chunk, row % CHUNK_ROWS, rowBytes);
}
