import { concatBytes, equalBytes } from "../canonical/bytes.ts";
import { partsOfRing, partsToWords, type Ring, type RingWords, wordsToParts } from "../crypto/ringWords.ts";
import { FederationError } from "../errors/FederationError.ts";
import {
  packedSize,
  packWords,
  requirePacked,
  requireRing,
  unpackParts,
  unpackWords,
  type WordsShape,
} from "./packedWords.ts";

/**
 * Y = Σ y over U in whole numbers, not mod 2^ring, so that a linear check over another modulus holds for it. With n ≤ 255 vectors
 * the carry of a word fits a byte.
 */
export interface MaskedSum {
  ring: Ring;
  /** Y mod 2^ring. */
  low: RingWords;
  /** ⌊Y / 2^ring⌋. */
  carries: Uint8Array;
}

/** The most vectors whose carries fit a byte. */
const VECTORS_MAX = 256;
/** The least carry, and the bits of the others. */
const HEAD_BYTES = 2;

/** Adds masked vectors up, one at a time, in memory of one sum. */
export class MaskedSumBuilder {
  readonly #shape: WordsShape;
  /** Sums of 32-bit parts: below 2^40, so exact. */
  readonly #sums: Float64Array;
  #added = 0;

  constructor(ring: Ring, dimension: number) {
    this.#shape = { ring, dimension };
    this.#sums = new Float64Array(partsOfRing(ring).parts * dimension);
  }

  /** @throws REQUEST_INVALID for a vector of another ring or dimension, or beyond 256 vectors */
  add(vector: RingWords): void {
    requireRing(vector, this.#shape);
    this.#count();
    this.#addParts(wordsToParts(vector), 0);
  }

  /** The same of a packed vector. @throws REQUEST_INVALID for other bytes than those of one, too */
  addPacked(bytes: Uint8Array): void {
    requirePacked(bytes, this.#shape);
    this.#count();
    let at = 0;
    for (const held of unpackParts(bytes, this.#shape)) {
      this.#addParts(held, at);
      at += held.length;
    }
  }

  #count(): void {
    if (++this.#added <= VECTORS_MAX) return;
    throw new FederationError("REQUEST_INVALID", `A round has at most ${VECTORS_MAX} vectors.`, { field: "vectors" });
  }

  #addParts(held: Uint32Array, at: number): void {
    const sums = this.#sums.subarray(at, at + held.length);
    for (let i = 0; i < sums.length; i++) sums[i]! += held[i]!;
  }

  get sum(): MaskedSum {
    const { ring, dimension } = this.#shape;
    const { parts, topBits } = partsOfRing(ring);
    const [sums, held, carries] = [this.#sums, new Uint32Array(parts * dimension), new Uint8Array(dimension)];
    const topModulus = 2 ** topBits;
    for (let i = 0, top = parts - 1; i < dimension; i++, top += parts) {
      let whole = sums[top]!;
      if (parts === 2) {
        whole += Math.floor(sums[top - 1]! / 2 ** 32);
        held[top - 1] = sums[top - 1]! % 2 ** 32;
      }
      carries[i] = Math.floor(whole / topModulus);
      held[top] = whole % topModulus;
    }
    return { ring, low: partsToWords(held, ring), carries };
  }
}

/**
 * As bytes: the low words, packed; the least carry and the width of the rest, a byte each; then every carry less the least, in
 * `width` bits from the lowest bit of each byte up, padded with zeros. The width is that of the largest, so a sum has one encoding.
 */
export function maskedSumBytes({ ring, low, carries }: MaskedSum): Uint8Array {
  return concatBytes(packWords(low, ring), packedCarries(carries));
}

/** @throws REQUEST_INVALID unless the bytes are the one encoding of a sum of `dimension` words */
export function parseMaskedSum(bytes: Uint8Array, shape: WordsShape): MaskedSum {
  const { ring, dimension } = shape;
  const lowBytes = packedSize(shape);
  const [least = 0, width = 0] = bytes.subarray(lowBytes, lowBytes + HEAD_BYTES);
  if (width > 8 || bytes.length !== lowBytes + HEAD_BYTES + Math.ceil((dimension * width) / 8)) {
    throw invalid(`The masked sum is not of ${dimension} words of ${ring} bits.`);
  }
  const packed = bytes.subarray(lowBytes);
  const carries = new Uint8Array(dimension);
  for (let i = 0, bit = 8 * HEAD_BYTES; i < dimension; i++, bit += width) {
    const pair = packed[bit >> 3]! | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    // Past 255 it wraps, and then is not what is encoded below.
    carries[i] = least + ((pair >> (bit & 7)) & ((1 << width) - 1));
  }
  if (!equalBytes(packedCarries(carries), packed))
    throw invalid("The masked sum's carries are not in their one encoding.");
  return { ring, low: unpackWords(bytes.subarray(0, lowBytes), shape), carries };
}

function packedCarries(carries: Uint8Array): Uint8Array {
  let [least, most] = [carries[0] ?? 0, 0];
  for (const carry of carries) {
    if (carry < least) least = carry;
    if (carry > most) most = carry;
  }
  const width = most > least ? 32 - Math.clz32(most - least) : 0;
  const packed = new Uint8Array(HEAD_BYTES + Math.ceil((carries.length * width) / 8));
  packed.set([least, width]);
  if (width === 0) return packed;
  for (let i = 0, bit = 8 * HEAD_BYTES; i < carries.length; i++, bit += width) {
    const shifted = (carries[i]! - least) << (bit & 7);
    packed[bit >> 3]! |= shifted;
    if (shifted > 0xff) packed[(bit >> 3) + 1]! |= shifted >> 8;
  }
  return packed;
}

function invalid(message: string): FederationError {
  return new FederationError("REQUEST_INVALID", message, { field: "maskedSum" });
}
