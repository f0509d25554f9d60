import { createReadStream } from "node:fs";
import { type Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/** Encodings by the names that `records.encoding` takes, with WHATWG's label of each. */
export const ENCODINGS = {
  "utf-8": "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  "latin-1": "windows-1252",
  "windows-1252": "windows-1252",
  "windows-1250": "windows-1250",
  "iso-8859-15": "iso-8859-15",
} as const;
export type Encoding = keyof typeof ENCODINGS;

export interface OpenedText {
  /** UTF-16 text without a byte-order mark. What is not text in the encoding is U+FFFD. */
  readonly chunks: AsyncIterable<string>;
  /** WHATWG label. */
  readonly encoding: string;
  /** True where a byte-order mark told the encoding and the config did not. */
  readonly byMark: boolean;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a text file, taken literally and told by its first bytes: gzip and Zstandard are unpacked, a byte-order mark decides the
 * encoding. Throws RECORDS_UNREADABLE or, where mark and `encoding` differ, CONFIG_INVALID;
 * `name` is the file in messages, `encodingField` the field of node.yaml that sets the encoding.
 */
export async function openText(
  path: string,
  name: string,
  encoding: Encoding | undefined,
  encodingField: string,
): Promise<OpenedText> {
  const bytes = unpacked(path, name)[Symbol.asyncIterator]();
  const first = await bytes.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  refuseOtherFormats(head, name);
  const mark = markOf(head);
  const label = encoding === undefined ? (mark ?? "utf-8") : ENCODINGS[encoding];
  if (mark !== undefined && mark !== label && !(encoding === "utf-16" && mark.startsWith("utf-16"))) {
    throw new FederationError(
      "CONFIG_INVALID",
      `${name} begins with the byte-order mark of ${mark}, not of ${label}.`,
      {
        field: encodingField,
        hint: `Write ${mark}, or leave the field out.`,
      },
    );
  }
  if (mark === undefined && label === "utf-8" && looksLikeUtf16(head)) {
    throw unreadable(
      name,
      "It looks like UTF-16 without a byte-order mark.",
      `Set ${encodingField} to utf-16le or utf-16be.`,
    );
  }
  const decoder = new TextDecoder(mark ?? label);
  async function* decode(): AsyncGenerator<string> {
    if (head.length > 0) yield decoder.decode(head, { stream: true });
    for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) {
      yield decoder.decode(next.value, { stream: true });
    }
    yield decoder.decode();
  }
  return { chunks: decode(), encoding: mark ?? label, byMark: mark !== undefined && encoding === undefined };
}

/** The file's bytes, unpacked. A failure of disk or archive is RECORDS_UNREADABLE. */
async function* unpacked(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const source = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = await source.next();
    if (first.done === true) return;
    const rest: AsyncIterable<Buffer> = {
      async *[Symbol.asyncIterator]() {
        yield first.value;
        for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
      },
    };
    const unpack = unpackerOf(first.value);
    if (unpack === undefined) {
      yield* rest;
      return;
    }
    const piped = pipeline(Readable.from(rest), unpack);
    piped.catch(() => undefined); // the same failure surfaces through the iteration below
    yield* unpack as AsyncIterable<Buffer>;
    await piped;
  } catch (cause) {
    throw unreadable(
      name,
      "It cannot be read to its end.",
      "Check the path, its permissions, and that it is complete.",
      cause,
    );
  }
}

function unpackerOf(head: Buffer): Duplex | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip();
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return createZstdDecompress();
  return undefined;
}

/** Files that are exported by mistake: named, not read as garbage. */
function refuseOtherFormats(head: Buffer, name: string): void {
  const kind = head.subarray(0, 4).toString("latin1");
  const hint = "Export it as CSV (UTF-8).";
  if (kind === "PK\x03\x04") throw unreadable(name, "It is a ZIP archive or an Excel workbook, not CSV.", hint);
  if (kind === "\xd0\xcf\x11\xe0") throw unreadable(name, "It is an old Excel workbook, not CSV.", hint);
}

function markOf(head: Buffer): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Latin text in UTF-16 has a zero in every other byte. */
function looksLikeUtf16(head: Buffer): boolean {
  const sample = head.subarray(0, 1_024);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  return sample.length >= 8 && Math.max(even, odd) > sample.length * 0.3 && Math.min(even, odd) < sample.length * 0.1;
}

export function unreadable(name: string, message: string, hint: string, cause?: unknown): FederationError {
  return new FederationError("RECORDS_UNREADABLE", message, { field: name, hint, cause });
}
