import { type Ring, type RingWords, ringOf } from "../crypto/prg.ts";
import { FederationError } from "../errors/FederationError.ts";

/**
 * Fixed point in a ring: a coordinate x becomes round(x · 2^f) mod 2^ring, negative values as two's complement, and
 * sums are exact as long as they stay within ±2^(ring−1). Words are 32- or 64-bit; on the wire they are little-endian.
 */
export interface FixedPoint {
  ring: Ring;
  /** f: binary digits after the point. */
  fractionBits: number;
}

/**
 * MANIFEST_INVALID unless n · (bound · 2^f + 1) < 2^(ring−1): then no sum of n contributions wraps, the + 1 covering
 * rounding. Compared in whole numbers, rounding the bound up. At f = 32 and ring 64 it leaves n · bound < 2^31.
 */
export function requireRange(manifest: FixedPoint & { bound: number }, participants: number): void {
  const { ring, fractionBits, bound } = manifest;
  const scaled = bound * 2 ** fractionBits;
  const limit = 1n << BigInt(ring - 1);
  if (!(bound > 0 && scaled < 2 ** 64) || BigInt(participants) * (BigInt(Math.ceil(scaled)) + 1n) >= limit) {
    throw new FederationError("MANIFEST_INVALID", `${participants} contributions could overflow the ring.`, {
      field: "bound",
      hint: "Lower the bound or the fraction bits, scale the features, or use the 64-bit ring.",
    });
  }
}

/**
 * A contribution of `d` doubles as ring words: x · 2^f rounded to nearest (halves up). Nothing is clipped here.
 * Throws CONTRIBUTION_OUT_OF_RANGE, naming the coordinate but not its value, where one is not finite or exceeds ±bound.
 */
export function encodeContribution(values: Float64Array, encoding: FixedPoint & { bound: number }): RingWords {
  requireRange(encoding, 1);
  const { ring, fractionBits, bound } = encoding;
  const scale = 2 ** fractionBits;
  const words = ring === 32 ? new Uint32Array(values.length) : new BigUint64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(Math.abs(value) <= bound)) {
      throw new FederationError("CONTRIBUTION_OUT_OF_RANGE", "A coordinate is not finite or exceeds the bound.", {
        field: `contribution[${i}]`,
        hint: "Clip or scale it before encoding.",
      });
    }
    const rounded = Math.round(value * scale);
    // Scaling by a power of two is exact, and a double above 2^53 is a whole number, so BigInt() loses nothing.
    if (words instanceof Uint32Array) words[i] = rounded;
    else words[i] = BigInt(rounded);
  }
  return words;
}

/** The doubles of a sum: centred lift to ±2^(ring−1), times 2^-f. Above 2^53 the nearest double to the exact sum. */
export function decodeSum(words: RingWords, { ring, fractionBits }: FixedPoint): Float64Array {
  requireRing(words, ring);
  const scale = 2 ** -fractionBits;
  const values = new Float64Array(words.length);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    values[i] = (typeof word === "number" ? word | 0 : Number(BigInt.asIntN(64, word))) * scale;
  }
  return values;
}

/** target ← target + words, mod 2^ring, in place. */
export function addInto(target: RingWords, words: RingWords): void {
  if (target.length !== words.length) {
    throw new FederationError("REQUEST_INVALID", "The vectors differ in dimension.", { field: "vector" });
  }
  if (target instanceof Uint32Array && words instanceof Uint32Array) {
    for (let i = 0; i < target.length; i++) target[i]! += words[i]!;
  } else if (target instanceof BigUint64Array && words instanceof BigUint64Array) {
    for (let i = 0; i < target.length; i++) target[i]! += words[i]!;
  } else {
    throw new FederationError("REQUEST_INVALID", "The vectors are over different rings.", { field: "vector" });
  }
}

/** Ring words as bytes, little-endian on every machine. */
export function wordsToBytes(words: RingWords): Uint8Array {
  const bytes = new Uint8Array(words.byteLength);
  const view = new DataView(bytes.buffer);
  if (words instanceof Uint32Array) for (let i = 0; i < words.length; i++) view.setUint32(4 * i, words[i]!, true);
  else for (let i = 0; i < words.length; i++) view.setBigUint64(8 * i, words[i]!, true);
  return bytes;
}

/** Ring words of little-endian bytes. Throws REQUEST_INVALID unless there are exactly `dimension` of them. */
export function bytesToWords(bytes: Uint8Array, { ring, dimension }: { ring: Ring; dimension: number }): RingWords {
  if (bytes.length !== (dimension * ring) / 8) {
    throw new FederationError("REQUEST_INVALID", `The vector has not ${dimension} words of ${ring} bits.`, {
      field: "vector",
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (ring === 32) {
    const words = new Uint32Array(dimension);
    for (let i = 0; i < dimension; i++) words[i] = view.getUint32(4 * i, true);
    return words;
  }
  const words = new BigUint64Array(dimension);
  for (let i = 0; i < dimension; i++) words[i] = view.getBigUint64(8 * i, true);
  return words;
}

export function requireRing(words: RingWords, ring: Ring, dimension = words.length): void {
  if (ringOf(words) !== ring || words.length !== dimension) {
    throw new FederationError("REQUEST_INVALID", `The vector has not ${dimension} words of ${ring} bits.`, {
      field: "vector",
    });
  }
}
