import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type Draft, viewOf } from "./Draft.ts";
import { chunkKey } from "./keys.ts";

/** Rows kept together under one key: few enough that a revocation rewrites little, many enough that a scan reads in bulk. */
export const CHUNK_ROWS = 256;

/** Bytes of a row: key hash (32) and episode word as granted (32). */
export const GRANT_BYTES = 64;
/** Bytes of a row: block that closed the episode, 0 while open (6), and what closed it (1). */
export const END_BYTES = 8;
/** Bytes of a row: digest of the text shown (32), row + 1 of the key's episode before it (4), log index of the grant (4). */
export const LINK_BYTES = 40;
/** Bytes of a row: key hash (32) and block of its registration (6). */
export const PATIENT_KEY_BYTES = 40;

/** A row of a column to write into. */
export async function editRow(draft: Draft, column: string, row: number, rowBytes: number): Promise<Uint8Array> {
  const chunk = await draft.edit(chunkKey(column, Math.floor(row / CHUNK_ROWS)), CHUNK_ROWS * rowBytes);
  return rowIn(chunk, row % CHUNK_ROWS, rowBytes);
}

/** A row that is known to be there, not to be written into. */
export async function readRow(draft: Draft, column: string, row: number, rowBytes: number): Promise<Uint8Array> {
  const chunk = await draft.get(chunkKey(column, Math.floor(row / CHUNK_ROWS)));
  if (chunk === undefined) throw new FederationError("INTERNAL", `The index lacks row ${row} of a column.`);
  return rowIn(chunk, row % CHUNK_ROWS, rowBytes);
}

export function rowIn(chunk: Uint8Array, row: number, rowBytes: number): Uint8Array {
  return chunk.subarray(row * rowBytes, (row + 1) * rowBytes);
}

/** A block number, 6 bytes big-endian. */
export function setBlock(row: Uint8Array, at: number, block: number): void {
  const view = viewOf(row);
  view.setUint16(at, Math.floor(block / 2 ** 32));
  view.setUint32(at + 2, block % 2 ** 32);
}

export function blockIn(view: DataView, at: number): number {
  return view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
}

/** Where a word's bits stand in its 32 big-endian bytes (layout in IConsentRegistry). */
export const WORD_BYTE = { epoch: 0, index: 1, grantBlock: 17 } as const;

/** A 40-bit field of a word. */
export function u40(view: DataView, at: number): number {
  return view.getUint8(at) * 2 ** 32 + view.getUint32(at + 1);
}
