import {
  partsOfRing,
  partsToWords,
  type Ring,
  type RingWords,
  words32,
  words32ToBytes,
  wordsToParts,
} from "../crypto/ringWords.ts";
import { FederationError } from "../errors/FederationError.ts";

/** A vector of `dimension` words below 2^ring. */
export interface WordsShape {
  ring: Ring;
  dimension: number;
}

const UNIT_BYTES = 4;
/** A multiple of 8, so that these words fill whole bytes. */
const WORDS_AT_ONCE = 4_096;

/** Bytes of a packed vector: `ring` bits a word, the last byte filled up with zero bits. */
export function packedSize({ ring, dimension }: WordsShape): number {
  return Math.ceil((dimension * ring) / 8);
}

/**
 * Ring words as they are sent and hashed: `ring` bits a word, one after another, each from its lowest bit up, into bytes from their
 * lowest bit up. With 32 and 64 bits that is little-endian. Throws REQUEST_INVALID for a word of more bits.
 *
 * @example packWords(Uint32Array.of(0x3ff, 1), 10) // ff 07 00: ten ones, then a one and nine zeros, then four zeros of padding
 */
export function packWords(words: RingWords, ring: Ring): Uint8Array {
  requireRing(words, { ring, dimension: words.length });
  const held = wordsToParts(words);
  const { widths, lastPart } = partWidths(ring);
  const size = packedSize({ ring, dimension: words.length });
  const units = new Uint32Array(unitsOf(size));
  for (let i = 0, at = 0, shift = 0; i < held.length; i++) {
    const part = held[i]!;
    units[at]! |= part << shift;
    // part >>> (32 − shift), and 0 for a shift of 0, which JavaScript would take for 32.
    units[at + 1] = (part >>> 1) >>> (31 - shift);
    shift += widths[i & lastPart]!;
    at += shift >>> 5;
    shift &= 31;
  }
  return words32ToBytes(units).slice(0, size);
}

/** The words of `packWords`. Throws REQUEST_INVALID unless the bytes are the one encoding of `dimension` words. */
export function unpackWords(bytes: Uint8Array, shape: WordsShape): RingWords {
  const { parts } = partsOfRing(shape.ring);
  const words = new Uint32Array(parts * shape.dimension);
  let at = 0;
  for (const held of unpackParts(bytes, shape)) {
    words.set(held, at);
    at += held.length;
  }
  return partsToWords(words, shape.ring);
}

/**
 * The 32-bit parts of the words, lowest first, of some thousand words at a time, in memory that the next ones take over: fresh memory
 * for a whole vector makes the garbage collector work longer than its sum takes. Throws what `unpackWords` throws.
 */
export function* unpackParts(bytes: Uint8Array, shape: WordsShape): Generator<Uint32Array> {
  requirePacked(bytes, shape);
  const { ring, dimension } = shape;
  const { parts } = partsOfRing(ring);
  const size = packedSize({ ring, dimension: WORDS_AT_ONCE });
  const padded = new Uint8Array(UNIT_BYTES * unitsOf(size));
  const held = new Uint32Array(parts * WORDS_AT_ONCE);
  for (let from = 0, at = 0; from < dimension; from += WORDS_AT_ONCE, at += size) {
    padded.set(bytes.subarray(at, at + size));
    const some = held.subarray(0, parts * (dimension - from));
    unpackInto(some, words32(padded, unitsOf(size)), ring);
    yield some;
  }
}

function unpackInto(held: Uint32Array, units: Uint32Array, ring: Ring): void {
  const { widths, lastPart } = partWidths(ring);
  const masks = widths.map((width) => -1 >>> (32 - width));
  for (let i = 0, at = 0, shift = 0; i < held.length; i++) {
    // Of the next unit no bit is taken at a shift of 0, where JavaScript would shift by 32 mod 32.
    const part = (units[at]! >>> shift) | ((units[at + 1]! << 1) << (31 - shift));
    held[i] = part & masks[i & lastPart]!;
    shift += widths[i & lastPart]!;
    at += shift >>> 5;
    shift &= 31;
  }
}

/** Throws REQUEST_INVALID unless the bytes are as long as a vector of the shape, and padded with zeros. */
export function requirePacked(bytes: Uint8Array, shape: WordsShape): void {
  if (bytes.length !== packedSize(shape)) throw otherShape(shape);
  const paddingBits = 8 * bytes.length - shape.ring * shape.dimension;
  if (bytes[bytes.length - 1]! >>> (8 - paddingBits) === 0) return;
  throw new FederationError("REQUEST_INVALID", "The vector is padded with other bits than zeros.", { field: "vector" });
}

/** 32-bit units that hold so many bytes, and one more, since a word may begin in one and end in the next. */
function unitsOf(size: number): number {
  return Math.ceil(size / UNIT_BYTES) + 1;
}

/** The bits of each part that a word is held in, lowest first, and the index of the last, which serves as a bit mask. */
function partWidths(ring: Ring): { widths: Int32Array; lastPart: number } {
  const { parts, topBits } = partsOfRing(ring);
  return { widths: Int32Array.from(parts === 1 ? [topBits] : [32, topBits]), lastPart: parts - 1 };
}

/** Throws REQUEST_INVALID unless these are words of the shape, each below 2^ring. */
export function requireRing(words: RingWords, shape: WordsShape): void {
  const { parts, topBits } = partsOfRing(shape.ring);
  const held = wordsToParts(words);
  if (words.length !== shape.dimension || held.length !== parts * words.length) throw otherShape(shape);
  if (topBits === 32) return;
  let excess = 0;
  for (let i = parts - 1; i < held.length; i += parts) excess |= held[i]! >>> topBits;
  if (excess !== 0) throw otherShape(shape);
}

function otherShape({ ring, dimension }: WordsShape): FederationError {
  return new FederationError("REQUEST_INVALID", `The vector has not ${dimension} words of ${ring} bits.`, {
    field: "vector",
  });
}
