import { concatBytes } from "../canonical/bytes.ts";
import { type Ring, type RingWords, zeroWords } from "../crypto/prg.ts";
import { FederationError } from "../errors/FederationError.ts";
import { bytesToWords, requireRing, wordsToBytes } from "./encoding.ts";

/**
 * Y = Σ y over U in whole numbers, not mod 2^ring, so that a linear check over another modulus holds for it. With n ≤ 255 vectors
 * the carry of a word fits a byte. As bytes: the low words, little-endian, then one carry byte a word: 5/4 of a 32-bit vector.
 */
export interface MaskedSum {
  low: RingWords;
  carries: Uint8Array;
}

/** The most vectors whose carries fit a byte. */
const VECTORS_MAX = 256;

/** Adds masked vectors up, one at a time, in memory of one sum. */
export class MaskedSumBuilder {
  readonly #sum: MaskedSum;
  #added = 0;

  constructor(ring: Ring, dimension: number) {
    this.#sum = { low: zeroWords(ring, dimension), carries: new Uint8Array(dimension) };
  }

  /** @throws REQUEST_INVALID for a vector of another ring or dimension, or beyond 256 vectors */
  add(vector: RingWords): void {
    const { low, carries } = this.#sum;
    requireRing(vector, low instanceof Uint32Array ? 32 : 64, low.length);
    if (++this.#added > VECTORS_MAX) {
      throw new FederationError("REQUEST_INVALID", `A round has at most ${VECTORS_MAX} vectors.`, { field: "vectors" });
    }
    if (low instanceof Uint32Array && vector instanceof Uint32Array) {
      for (let i = 0; i < low.length; i++) {
        const sum = low[i]! + vector[i]!;
        low[i] = sum;
        if (sum > 0xffffffff) carries[i]!++;
      }
    } else if (low instanceof BigUint64Array && vector instanceof BigUint64Array) {
      for (let i = 0; i < low.length; i++) {
        const before = low[i]!;
        low[i] = before + vector[i]!;
        if (low[i]! < before) carries[i]!++;
      }
    }
  }

  get sum(): MaskedSum {
    return this.#sum;
  }
}

export function maskedSumBytes({ low, carries }: MaskedSum): Uint8Array {
  return concatBytes(wordsToBytes(low), carries);
}

/** Bytes of a masked sum of `dimension` words. */
export function maskedSumSize({ ring, dimension }: { ring: Ring; dimension: number }): number {
  return dimension * (ring / 8 + 1);
}

/** @throws REQUEST_INVALID unless there are exactly as many bytes as `dimension` words have */
export function parseMaskedSum(bytes: Uint8Array, shape: { ring: Ring; dimension: number }): MaskedSum {
  if (bytes.length !== maskedSumSize(shape)) {
    throw new FederationError("REQUEST_INVALID", `The masked sum has not ${maskedSumSize(shape)} bytes.`, {
      field: "maskedSum",
    });
  }
  const lowBytes = (shape.dimension * shape.ring) / 8;
  return { low: bytesToWords(bytes.subarray(0, lowBytes), shape), carries: bytes.slice(lowBytes) };
}
