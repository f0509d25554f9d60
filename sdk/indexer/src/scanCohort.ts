import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type CohortPart, IndexedCohort } from "./Cohort.ts";
import { blockIn, CHUNK_ROWS, END_BYTES, GRANT_BYTES, u40, WORD_BYTE } from "./column.ts";
import { viewOf } from "./Draft.ts";
import { keys, numberIn } from "./keys.ts";

/** What a scan needs of the index: a view that does not change under it. */
export interface ScannedIndex {
  get(key: string): Promise<Uint8Array | undefined>;
  range(prefix: string): AsyncIterableIterator<[key: string, value: Uint8Array]>;
}

/** Which consents: of one site and purpose, of one site, or all. */
export interface CohortScope {
  site?: number;
  purpose?: number;
  /** Digest of a study: consents that are limited to studies then say whether they list it. */
  study?: Hex;
}

/**
 * The consents in force at the end of a block: granted by then and not closed by then, which is what
 * `ConsentRegistry.consentsAt` answers for each key, with `listsStudyAt` where a study is named. Reads each column once, in bulk.
 */
export async function scanCohort(
  index: ScannedIndex,
  block: number,
  { site, purpose, study }: CohortScope,
  maxMembers: number,
): Promise<IndexedCohort> {
  const parts: CohortPart[] = [];
  let left = maxMembers;
  for await (const [key, bytes] of index.range(keys.all.episodeCounts)) {
    const of = { site: numberIn(key, 1, 2), purpose: numberIn(key, 3, 1) };
    if ((site !== undefined && of.site !== site) || (purpose !== undefined && of.purpose !== purpose)) continue;
    const listing = study === undefined ? undefined : await listingRows(index, of, study);
    const part = await scanScope(index, block, of, viewOf(bytes).getUint32(0), left, listing);
    left -= part.rows.length / GRANT_BYTES;
    parts.push(part);
  }
  return new IndexedCohort(block, parts);
}

/** The rows of (site, purpose) whose episodes list a study. */
async function listingRows(
  index: ScannedIndex,
  { site, purpose }: { site: number; purpose: number },
  study: Hex,
): Promise<Set<number>> {
  const rows = new Set<number>();
  const prefix = keys.listings(site, purpose, study);
  for await (const [key] of index.range(prefix)) rows.add(numberIn(key, prefix.length / 2, 4));
  return rows;
}

async function scanScope(
  index: ScannedIndex,
  block: number,
  { site, purpose }: { site: number; purpose: number },
  count: number,
  maxMembers: number,
  listing: ReadonlySet<number> | undefined,
): Promise<CohortPart> {
  const grants = index.range(keys.grants(site, purpose));
  const ends = index.range(keys.ends(site, purpose));
  const found: Uint8Array[] = [];
  const listed = listing === undefined ? undefined : new Set<number>();
  let members = 0;
  try {
    for (let first = 0; first < count; first += CHUNK_ROWS) {
      const [granted, ended] = await Promise.all([grants.next(), ends.next()]);
      if (granted.done || ended.done) throw new FederationError("INTERNAL", "The index lacks a chunk of a column.");
      const rows = Math.min(CHUNK_ROWS, count - first);
      const inForce = inForceRows(granted.value[1], ended.value[1], rows, block, (row, place) => {
        if (listing?.has(first + row)) listed?.add(members + place);
      });
      members += inForce.length / GRANT_BYTES;
      if (members > maxMembers) {
        throw new FederationError("TOO_LARGE", "The cohort has more members than the limit.", {
          field: "maxCohort",
          hint: "Ask for one site and purpose, or raise the limit.",
        });
      }
      found.push(inForce);
    }
  } finally {
    await Promise.all([grants.return?.(), ends.return?.()]);
  }
  const rows = concatenated(found, members * GRANT_BYTES);
  return { site, rows, ...(listed === undefined ? {} : { listed }) };
}

/** The rows of a chunk that are in force, copied together; `kept` is told each and its place among them. */
function inForceRows(
  granted: Uint8Array,
  ended: Uint8Array,
  rows: number,
  block: number,
  kept: (row: number, place: number) => void,
): Uint8Array {
  const [grants, ends] = [viewOf(granted), viewOf(ended)];
  const found = new Uint8Array(rows * GRANT_BYTES);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    if (u40(grants, row * GRANT_BYTES + 32 + WORD_BYTE.grantBlock) > block) continue;
    const end = blockIn(ends, row * END_BYTES);
    if (end !== 0 && end <= block) continue;
    found.set(granted.subarray(row * GRANT_BYTES, (row + 1) * GRANT_BYTES), size);
    kept(row, size / GRANT_BYTES);
    size += GRANT_BYTES;
  }
  return found.subarray(0, size);
}

function concatenated(parts: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
