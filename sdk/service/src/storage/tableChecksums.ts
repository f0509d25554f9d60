import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { liveTables } from "./liveTables.ts";
import { storeDamaged } from "./storeDamaged.ts";
import { VarintCursor } from "./VarintCursor.ts";

const FOOTER_BYTES = 48;
const MAGIC = Buffer.from("57fb808b247547db", "hex");
/** After each block: its compression, and the masked CRC-32C of both. */
const TRAILER_BYTES = 5;
const UNCOMPRESSED = 0;
const MASK_DELTA = 0xa282ead8;
/** CRC-32C (RFC 3720, appendix B.4), reflected. */
const POLYNOMIAL = 0x82f63b78;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc;
});

/**
 * Checks every byte of LevelDB's tables in a folder against the checksums they carry, before LevelDB opens them. LevelDB has
 * the checksums but does not look at them when it reads, and a damaged block can end the process. Tables never change, so
 * once is enough. The format: https://github.com/google/leveldb/blob/main/doc/table_format.md. Our tables are written without
 * compression. Logs and manifests need none of this: LevelDB checks each of their records.
 *
 * Only the tables that the manifest names are part of the store. A process that dies while it writes a table leaves a part of
 * it, which LevelDB removes as it opens; what that table was made from is still there.
 * @throws STORE_DAMAGED naming the file
 */
export async function checkTables(dir: string): Promise<void> {
  const live = await liveTables(dir);
  for (const name of (await readdir(dir)).sort()) {
    const number = /^(\d+)\.(?:ldb|sst)$/.exec(name)?.[1];
    if (number === undefined || !live.has(Number(number))) continue;
    const path = join(dir, name);
    if (!isTableSound(await readFile(path))) {
      throw storeDamaged(path, "A table of the store does not have its checksums.");
    }
  }
}

/** Whether a table's blocks all have their checksums, and fill the file. */
export function isTableSound(table: Buffer): boolean {
  try {
    const footer = table.subarray(table.length - FOOTER_BYTES);
    if (footer.length < FOOTER_BYTES || !footer.subarray(FOOTER_BYTES - MAGIC.length).equals(MAGIC)) return false;
    const handles = new VarintCursor(footer);
    const ends = [blockHandle(handles), blockHandle(handles)];
    // What is left of the footer's 40 bytes is zero.
    if (footer.subarray(handles.at, FOOTER_BYTES - MAGIC.length).some((byte) => byte !== 0)) return false;
    const blocks = ends.flatMap((handle) => [handle, ...entriesOf(checkedBlock(table, handle))]);
    let total = FOOTER_BYTES;
    for (const handle of blocks) total += checkedBlock(table, handle).length + TRAILER_BYTES;
    return total === table.length;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

/** A block's bytes. @throws RangeError where it is not in the table, is compressed, or has another checksum */
function checkedBlock(table: Buffer, { offset, size }: BlockHandle): Buffer {
  const end = offset + size;
  const stored = table.readUInt32LE(end + 1);
  const rotated = (stored - MASK_DELTA) >>> 0;
  const crc = ((rotated >>> 17) | (rotated << 15)) >>> 0;
  if (crc32c(table.subarray(offset, end + 1)) !== crc || table[end] !== UNCOMPRESSED) throw new RangeError("checksum");
  return table.subarray(offset, end);
}

/** The block handles that an index block's entries hold: shared, fresh and value length, key, value; then the restarts. */
function entriesOf(block: Buffer): BlockHandle[] {
  const restarts = block.readUInt32LE(block.length - 4);
  const end = block.length - 4 - 4 * restarts;
  const cursor = new VarintCursor(block);
  const handles: BlockHandle[] = [];
  while (cursor.at < end) {
    cursor.varint();
    const keyBytes = cursor.varint();
    const valueBytes = cursor.varint();
    cursor.at += keyBytes;
    handles.push(blockHandle(new VarintCursor(cursor.bytes(valueBytes))));
  }
  return handles;
}

const blockHandle = (cursor: VarintCursor): BlockHandle => ({ offset: cursor.varint(), size: cursor.varint() });

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
