import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { type LogRecord, parseLogRecord } from "./logRecord.ts";

/** `LLLLLLLL CCCC…C {json}\n`: the JSON's length in bytes (hex), the chained SHA-256 checksum (hex), the JSON. */
const LENGTH_DIGITS = 8;
const CHECKSUM_DIGITS = 64;
const PREFIX_BYTES = LENGTH_DIGITS + 1 + CHECKSUM_DIGITS + 1;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
const READ_CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const FIRST_CHECKSUM = "0".repeat(CHECKSUM_DIGITS);

export interface ChainLogOptions {
  /** Makes what was written durable; `fdatasync` unless a test watches the order. */
  sync?: (file: FileHandle) => Promise<void>;
}

/** What opening a log found besides its records. */
export interface TornTail {
  atByte: number;
  sizeBytes: number;
}

/**
 * The write-ahead log: one line a record, each checksum covering the one before it, so that a changed,
 * removed or reordered record shows. Only an unfinished last line (a crash while writing) is cut off; all
 * other damage is `CHAIN_LOG_CORRUPT`.
 */
export class ChainLog {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #sync: (file: FileHandle) => Promise<void>;
  #checksum: string;
  #sizeBytes: number;
  #failed = false;

  private constructor(path: string, file: FileHandle, end: LogPosition, options: ChainLogOptions) {
    this.path = path;
    this.#file = file;
    this.#checksum = end.checksum;
    this.#sizeBytes = end.sizeBytes;
    this.#sync = options.sync ?? ((opened) => opened.datasync());
  }

  /** Writes a new log holding `first`; it appears whole or not at all. */
  static async create(path: string, first: LogRecord): Promise<void> {
    await replaceFile(path, frame(first, FIRST_CHECKSUM).line);
  }

  /**
   * Reads every record in order into `onRecord`, cuts off a torn last line, and leaves the log open for appending.
   * @throws FederationError CHAIN_LOG_CORRUPT, naming file and record.
   */
  static async open(
    path: string,
    onRecord: (record: LogRecord, index: number) => Promise<void>,
    options: ChainLogOptions = {},
  ): Promise<{ log: ChainLog; torn: TornTail | undefined }> {
    const file = await open(path, "r+");
    try {
      const end: LogPosition = { checksum: FIRST_CHECKSUM, sizeBytes: 0 };
      let index = 0;
      let torn: TornTail | undefined;
      for await (const line of readLines(file)) {
        if (isTorn(line)) {
          torn = { atByte: end.sizeBytes, sizeBytes: line.length };
          break;
        }
        const record = unframe(line, end.checksum, path, index);
        await onRecord(record.record, index);
        end.checksum = record.checksum;
        end.sizeBytes += line.length;
        index += 1;
      }
      if (index === 0) throw corrupt(path, 0, "the genesis record is missing");
      if (torn !== undefined) {
        await file.truncate(end.sizeBytes);
        await file.sync();
      }
      return { log: new ChainLog(path, file, end, options), torn };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Appends and makes durable: when this resolves, the record survives any crash. */
  async appendDurably(record: LogRecord): Promise<void> {
    await this.#append(record, true);
  }

  /** Appends without waiting for the disk: for what a replay can derive again. */
  async appendLazily(record: LogRecord): Promise<void> {
    await this.#append(record, false);
  }

  async #append(record: LogRecord, durable: boolean): Promise<void> {
    if (this.#failed) throw unwritable(this.path);
    const { line, checksum } = frame(record, this.#checksum);
    try {
      await this.#file.write(line, 0, line.length, this.#sizeBytes);
      if (durable) await this.#sync(this.#file);
    } catch (error) {
      // After a failed write or fsync nobody knows what the disk holds: nothing may follow it.
      this.#failed = true;
      throw unwritable(this.path, error);
    }
    this.#checksum = checksum;
    this.#sizeBytes += line.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

interface LogPosition {
  checksum: string;
  sizeBytes: number;
}

export function corrupt(path: string, index: number, what: string): FederationError<"CHAIN_LOG_CORRUPT"> {
  return new FederationError("CHAIN_LOG_CORRUPT", `record ${index + 1} is damaged: ${what}.`, {
    field: path,
    hint: "Restore the file from a copy, or move its folder away to begin a new development chain.",
  });
}

function unwritable(path: string, cause?: unknown): FederationError<"CHAIN_LOG_CORRUPT"> {
  return new FederationError(
    "CHAIN_LOG_CORRUPT",
    "the transaction log cannot be written; no transaction is accepted.",
    {
      field: path,
      hint: "Free disk space or repair the disk, then restart the development chain.",
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

function chainedChecksum(previous: string, body: Uint8Array): string {
  return createHash("sha256").update(previous, "hex").update(body).digest("hex");
}

function frame(record: LogRecord, previous: string): { line: Buffer; checksum: string } {
  const body = Buffer.from(JSON.stringify(record), "utf8");
  const checksum = chainedChecksum(previous, body);
  return { line: Buffer.concat([Buffer.from(prefixOf(body, checksum), "latin1"), body, Buffer.of(NEWLINE)]), checksum };
}

function prefixOf(body: Uint8Array, checksum: string): string {
  return `${body.length.toString(16).padStart(LENGTH_DIGITS, "0")} ${checksum} `;
}

/**
 * Torn: the line never got its newline and is shorter than it says, or (a lost page after a power cut) holds
 * zero bytes, which JSON text never does. A whole line with a wrong checksum is not torn, it is damaged.
 */
function isTorn(line: Buffer): boolean {
  if (line.includes(0)) return true;
  if (line.at(-1) === NEWLINE) return false;
  const declared = Number.parseInt(line.subarray(0, LENGTH_DIGITS).toString("latin1"), 16);
  return line.length < PREFIX_BYTES || !(line.length > PREFIX_BYTES + declared);
}

function unframe(line: Buffer, previous: string, path: string, index: number): { record: LogRecord; checksum: string } {
  const prefix = line.subarray(0, PREFIX_BYTES).toString("latin1");
  const body = line.subarray(PREFIX_BYTES, -1);
  if (line.at(-1) !== NEWLINE) throw corrupt(path, index, "its line does not end");
  const checksum = chainedChecksum(previous, body);
  if (prefix !== prefixOf(body, checksum)) throw corrupt(path, index, "its length or checksum does not match");
  return { record: parseLogRecord(body.toString("utf8"), path, index), checksum };
}

/** Lines with their newline; the last may lack it. Memory stays bounded by the longest line. */
async function* readLines(file: FileHandle): AsyncGenerator<Buffer> {
  let pending = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const chunk = Buffer.alloc(READ_CHUNK_BYTES);
    const { bytesRead } = await file.read(chunk, 0, READ_CHUNK_BYTES, position);
    position += bytesRead;
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let at = pending.indexOf(NEWLINE); at !== -1; at = pending.indexOf(NEWLINE, start)) {
      yield pending.subarray(start, at + 1);
      start = at + 1;
    }
    pending = pending.subarray(start);
    if (bytesRead === 0 || pending.length > MAX_RECORD_BYTES) break;
  }
  if (pending.length > 0) yield pending;
}
