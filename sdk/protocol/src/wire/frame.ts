import { concatBytes, u32be, utf8 } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";

/**
 * One message on the data plane:
 * `u32be header length | UTF-8 JSON header | u32be body length | raw body`.
 * The header is a JSON object; the body carries a vector or a model and may be empty.
 */
export interface Frame {
  header: Record<string, unknown>;
  body: Uint8Array;
}

export interface FrameLimits {
  /** Longest header accepted, in bytes. */
  headerBytes: number;
  /**
   * Longest body accepted after this header, in bytes. It may throw to refuse the header itself (wrong version,
   * unknown op) before one byte of the body is read.
   */
  bodyBytes: (header: Record<string, unknown>) => number;
}

export const LENGTH_BYTES = 4;
/** Fits every control message; a bigger one belongs in the body. */
export const DEFAULT_HEADER_BYTES = 1024 * 1024;
/** The first allocation for a part: what is declared is only allocated as it really arrives. */
const FIRST_ALLOCATION_BYTES = 64 * 1024;

/** Everything before the body's bytes, and the body as it was given. */
export interface EncodedFrame {
  prefix: Uint8Array;
  body: Uint8Array;
  sizeBytes: number;
}

/**
 * The parts of a frame, in order, so that a writer may send the body without copying it.
 * Throws TOO_LARGE when the header passes `headerBytes` and REQUEST_INVALID when it has no JSON form.
 */
export function encodeFrame(
  header: Record<string, unknown>,
  body: Uint8Array = new Uint8Array(0),
  headerBytes: number = DEFAULT_HEADER_BYTES,
): EncodedFrame {
  let text: string | undefined;
  try {
    text = JSON.stringify(header);
  } catch (cause) {
    throw new FederationError("REQUEST_INVALID", "The frame header has no JSON form.", { cause });
  }
  const encoded = utf8(text);
  if (encoded.length > headerBytes) throw tooLarge("header", encoded.length, headerBytes);
  const prefix = concatBytes(u32be(encoded.length), encoded, u32be(body.length));
  return { prefix, body, sizeBytes: prefix.length + body.length };
}

export interface FrameDecoder {
  /**
   * Takes the next bytes, cut anywhere. Throws TOO_LARGE on a length above its limit (before allocating for it) and
   * REQUEST_INVALID on anything malformed or left over; the decoder is spent after a throw.
   */
  push(chunk: Uint8Array): void;
  /** The frame, once it is whole. Throws REQUEST_INVALID ("truncated") before. */
  finish(): Frame;
  readonly complete: boolean;
  /** The header, as soon as it is read. */
  readonly header: Record<string, unknown> | undefined;
  /** The declared and accepted body length, as soon as it is read. */
  readonly declaredBodyBytes: number | undefined;
}

type Part = "headerLength" | "header" | "bodyLength" | "body" | "complete";

/** A decoder for exactly one frame. Pure: no I/O, no clock. */
export function createFrameDecoder(limits: FrameLimits): FrameDecoder {
  let part: Part = "headerLength";
  let wanted = LENGTH_BYTES;
  let filled = 0;
  let buffer = new Uint8Array(LENGTH_BYTES);
  let header: Record<string, unknown> | undefined;
  let declaredBodyBytes: number | undefined;
  let body: Uint8Array = new Uint8Array(0);

  const expect = (next: Part, lengthBytes: number) => {
    part = next;
    wanted = lengthBytes;
    filled = 0;
    buffer = new Uint8Array(Math.min(lengthBytes, FIRST_ALLOCATION_BYTES));
  };
  const fill = (bytes: Uint8Array) => {
    if (filled + bytes.length > buffer.length) {
      const larger = new Uint8Array(Math.min(wanted, Math.max(buffer.length * 2, filled + bytes.length)));
      larger.set(buffer.subarray(0, filled));
      buffer = larger;
    }
    buffer.set(bytes, filled);
    filled += bytes.length;
  };
  const advance = () => {
    if (part === "headerLength") {
      const lengthBytes = readU32be(buffer);
      if (lengthBytes > limits.headerBytes) throw tooLarge("header", lengthBytes, limits.headerBytes);
      expect("header", lengthBytes);
    } else if (part === "header") {
      header = parseHeader(buffer.subarray(0, wanted));
      expect("bodyLength", LENGTH_BYTES);
    } else if (part === "bodyLength") {
      const lengthBytes = readU32be(buffer);
      const limitBytes = limits.bodyBytes(header!);
      if (lengthBytes > limitBytes) throw tooLarge("body", lengthBytes, limitBytes);
      declaredBodyBytes = lengthBytes;
      expect("body", lengthBytes);
    } else {
      body = buffer.subarray(0, wanted);
      part = "complete";
    }
  };

  const isComplete = () => part === "complete";

  return {
    push(chunk) {
      let rest = chunk;
      while (rest.length > 0 && !isComplete()) {
        const taken = rest.subarray(0, wanted - filled);
        fill(taken);
        rest = rest.subarray(taken.length);
        while (!isComplete() && filled === wanted) advance();
      }
      if (rest.length > 0) throw new FederationError("REQUEST_INVALID", "Bytes follow the end of the frame.");
    },
    finish() {
      if (part !== "complete") {
        throw new FederationError("REQUEST_INVALID", `The frame is truncated in its ${part}.`);
      }
      return { header: header!, body };
    },
    get complete() {
      return isComplete();
    },
    get header() {
      return header;
    },
    get declaredBodyBytes() {
      return declaredBodyBytes;
    },
  };
}

function readU32be(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getUint32(0);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the input, which may hold anything: it goes nowhere.
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new FederationError("REQUEST_INVALID", "The frame header is not a JSON object in UTF-8.");
  }
  return parsed as Record<string, unknown>;
}

function tooLarge(part: "header" | "body", lengthBytes: number, limitBytes: number): FederationError<"TOO_LARGE"> {
  return new FederationError(
    "TOO_LARGE",
    `The frame ${part} of ${lengthBytes} bytes passes the limit of ${limitBytes}.`,
    {
      field: `frame ${part}`,
    },
  );
}
