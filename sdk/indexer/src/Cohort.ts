import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { type Episode, unpackEpisode } from "@consilium/sdk/chain/consents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { GRANT_BYTES, rowIn } from "./column.ts";

/** One consent in force: the episode as `consentAt` answers it. */
export interface CohortEntry {
  keyHash: Hex;
  site: number;
  episode: Episode;
}

/** A run of rows of one site, in the order of their grants. */
export interface CohortPart {
  site: number;
  rows: Uint8Array;
  /** Places of the rows whose episodes list the study that was asked for; absent where none was. */
  listed?: ReadonlySet<number>;
}

/**
 * The consents in force at the end of a block, in order of site, purpose and grant. It stays packed, 64 bytes an entry, so
 * that a million of them fit; entries are made as they are asked for. Whether a time lies within an episode's from and until,
 * and whether its categories suffice, is for the caller (cohort/consentRule.ts).
 */
export class IndexedCohort implements Iterable<CohortEntry> {
  readonly block: number;
  readonly length: number;
  readonly #parts: readonly CohortPart[];

  constructor(block: number, parts: readonly CohortPart[]) {
    this.block = block;
    this.#parts = parts;
    this.length = parts.reduce((sum, { rows }) => sum + rows.length / GRANT_BYTES, 0);
  }

  /** The hashes of the keys in force, one for each entry. */
  *keyHashes(): IterableIterator<Hex> {
    for (const { row } of this.#rows()) yield toHex(row.subarray(0, 32));
  }

  /** Episode words as `ConsentRegistry.consentsAt` returns them. */
  *words(): IterableIterator<bigint> {
    for (const { row } of this.#rows()) yield steadyWord(row);
  }

  *[Symbol.iterator](): IterableIterator<CohortEntry> {
    for (const { site, row, listed } of this.#rows()) {
      const episode = unpackEpisode(steadyWord(row));
      if (episode === null) continue;
      if (episode.limited && listed !== undefined) episode.listed = listed;
      yield { keyHash: toHex(row.subarray(0, 32)), site, episode };
    }
  }

  *#rows(): IterableIterator<{ site: number; row: Uint8Array; listed: boolean | undefined }> {
    for (const { site, rows, listed } of this.#parts) {
      const count = rows.length / GRANT_BYTES;
      for (let row = 0; row < count; row++) {
        yield { site, row: rowIn(rows, row, GRANT_BYTES), listed: listed?.has(row) };
      }
    }
  }
}

/** The word without nonce and index, which later blocks change; a word as granted has no revocation in it. */
function steadyWord(row: Uint8Array): bigint {
  const STEADY_FROM = 32 + 6;
  return BigInt(toHex(row.subarray(STEADY_FROM, GRANT_BYTES)));
}
