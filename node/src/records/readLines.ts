import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

export interface TextLine {
  /** 1-based. */
  readonly number: number;
  /** The line without its end, undefined where it is too long or not UTF-8. */
  readonly text: string | undefined;
  readonly fault: string | undefined;
}

const NEWLINE = 0x0a;

/**
 * Reads a text file line by line (gunzipped where its name ends in `.gz`, in any letter case), holding at most `maxLineBytes` of a line:
 * the rest of a longer one is passed over. Throws RECORDS_UNREADABLE where the file cannot be read to its end.
 */
export async function* readLines(path: string, name: string, maxLineBytes: number): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Buffer[] = [];
  let held = 0;
  let tooLong = false;
  let number = 0;

  const keep = (part: Buffer): void => {
    held += part.length;
    if (held > maxLineBytes) {
      tooLong = true;
      parts = [];
    } else if (part.length > 0) {
      parts.push(part);
    }
  };
  const finish = (): TextLine => {
    number += 1;
    const line = tooLong
      ? { number, text: undefined, fault: `longer than ${maxLineBytes} bytes` }
      : decodeLine(decoder, Buffer.concat(parts), number);
    parts = [];
    held = 0;
    tooLong = false;
    return line;
  };

  try {
    for await (const chunk of openBytes(path)) {
      let from = 0;
      for (;;) {
        const to = chunk.indexOf(NEWLINE, from);
        if (to < 0) break;
        keep(chunk.subarray(from, to));
        yield finish();
        from = to + 1;
      }
      keep(chunk.subarray(from));
    }
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("RECORDS_UNREADABLE", `It cannot be read to its end (after line ${number}).`, {
      field: name,
      hint: "Check that the file is complete and readable by this process, and export it again if it is not.",
      cause,
    });
  }
  if (held > 0) yield finish();
}

function decodeLine(decoder: TextDecoder, bytes: Buffer, number: number): TextLine {
  try {
    const text = decoder.decode(bytes);
    return { number, text: text.endsWith("\r") ? text.slice(0, -1) : text, fault: undefined };
  } catch {
    return { number, text: undefined, fault: "not UTF-8" };
  }
}

async function* openBytes(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (!/\.gz$/i.test(path)) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip();
  const piped = pipeline(file, gunzip);
  piped.catch(() => undefined); // the same failure surfaces through the iteration below
  yield* gunzip as AsyncIterable<Buffer>;
  await piped;
}
