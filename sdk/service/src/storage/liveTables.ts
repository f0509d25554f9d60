import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VarintCursor } from "./VarintCursor.ts";

const BLOCK_BYTES = 32_768;
/** Before each part of a record: its checksum (4), its length (2, little-endian) and its type. */
const HEADER_BYTES = 7;
const LAST_PART = new Set([1, 4]);
/** LevelDB's `VersionEdit` tags, db/version_edit.cc. */
const TAG = {
  comparator: 1,
  logs: 2,
  nextFile: 3,
  lastSequence: 4,
  compactPointer: 5,
  deleted: 6,
  added: 7,
  previousLog: 9,
};

/**
 * The numbers of the tables that LevelDB will read from a folder: those its newest manifest adds and does not delete again.
 * Empty where there is no store yet. The formats: log_format.md and impl.md in LevelDB's `doc`.
 *
 * LevelDB itself checks the manifest's checksums right after, and refuses what this cannot read: from there on, this stops.
 * @example await liveTables("/var/lib/consilium/store") // Set { 12, 15 }
 */
export async function liveTables(dir: string): Promise<ReadonlySet<number>> {
  const live = new Set<number>();
  try {
    const current = (await readFile(join(dir, "CURRENT"), "utf8")).trim();
    if (!/^MANIFEST-\d+$/.test(current)) return live;
    for (const edit of recordsOf(await readFile(join(dir, current)))) apply(edit, live);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing && !(error instanceof RangeError)) throw error;
  }
  return live;
}

/** A log's whole records. One that ends too early, as where the process died, ends the log. */
function* recordsOf(log: Buffer): Iterable<Buffer> {
  let parts: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= log.length; ) {
    const leftInBlock = BLOCK_BYTES - (at % BLOCK_BYTES);
    if (leftInBlock < HEADER_BYTES) {
      at += leftInBlock;
      continue;
    }
    const length = log.readUInt16LE(at + 4);
    const start = at + HEADER_BYTES;
    if (start + length > log.length) return;
    parts.push(log.subarray(start, start + length));
    if (LAST_PART.has(log[at + 6]!)) {
      yield Buffer.concat(parts);
      parts = [];
    }
    at = start + length;
  }
}

function apply(edit: Buffer, live: Set<number>): void {
  const cursor = new VarintCursor(edit);
  const lengthPrefixed = () => cursor.bytes(cursor.varint());
  while (!cursor.isAtEnd) {
    const tag = cursor.varint();
    if (tag === TAG.comparator) lengthPrefixed();
    else if ([TAG.logs, TAG.nextFile, TAG.lastSequence, TAG.previousLog].includes(tag)) cursor.varint();
    else if (tag === TAG.compactPointer) {
      cursor.varint();
      lengthPrefixed();
    } else if (tag === TAG.deleted) {
      cursor.varint();
      live.delete(cursor.varint());
    } else if (tag === TAG.added) {
      cursor.varint();
      live.add(cursor.varint());
      cursor.varint();
      lengthPrefixed();
      lengthPrefixed();
    } else throw new RangeError(`tag ${tag}`);
  }
}
