import { type Ring, type RingWords, reduceWords, zeroWords } from "../crypto/ringWords.ts";
import { FederationError } from "../errors/FederationError.ts";
import { requireRing } from "./packedWords.ts";

/**
 * Fixed point in a ring: a coordinate x becomes round(x · 2^f) mod 2^ring, negative values as two's complement, and sums are exact as
 * long as they stay within ±2^(ring−1).
 */
export interface FixedPoint {
  ring: Ring;
  /** f: binary digits after the point. */
  fractionBits: number;
}

/** The numeric range of one site's contribution: |x| ≤ bound, carried as round(x · 2^f). */
export type FixedRange = Pick<FixedPoint, "fractionBits"> & { bound: number };

/** A word has a byte or more, so that no vector of fewer bytes than words can make its reader allocate for it. */
const LEAST_RING = 8;
const LARGEST_RING = 64;

/**
 * The ring of a round: the smallest r from 8 to 64 with n · (bound · 2^f + 1) < 2^(r−1). Then no sum of n contributions wraps, the
 * + 1 covering rounding, and no bit is sent that none needs. Compared in whole numbers, rounding the bound up. Throws
 * MANIFEST_INVALID where 64 bits are too few, or the bound is not above 0.
 *
 * @example ringFor({ fractionBits: 18, bound: 8 }, 100) // 29, since 100 · (2^21 + 1) lies between 2^27 and 2^28
 */
export function ringFor({ fractionBits, bound }: FixedRange, participants: number): Ring {
  const scaled = bound * 2 ** fractionBits;
  if (bound > 0 && Number.isFinite(scaled)) {
    const largest = BigInt(participants) * (BigInt(Math.ceil(scaled)) + 1n);
    const ring = Math.max(LEAST_RING, largest.toString(2).length + 1);
    if (ring <= LARGEST_RING) return ring;
  }
  throw new FederationError("MANIFEST_INVALID", `${participants} contributions could overflow a ring of 64 bits.`, {
    field: "bound",
    hint: "Lower the bound or the fraction bits, or scale the features.",
  });
}

/**
 * A contribution of `d` doubles as ring words: x · 2^f rounded to nearest (halves up). Nothing is clipped here.
 * Throws CONTRIBUTION_OUT_OF_RANGE, naming the coordinate but not its value, where one is not finite or exceeds ±bound.
 */
export function encodeContribution(values: Float64Array, encoding: FixedPoint & FixedRange): RingWords {
  const { ring, fractionBits, bound } = encoding;
  if (ringFor(encoding, 1) > ring) {
    throw new FederationError("MANIFEST_INVALID", "One contribution could overflow the ring.", { field: "ring" });
  }
  const scale = 2 ** fractionBits;
  const words = zeroWords(ring, values.length);
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
  reduceWords(words, ring);
  return words;
}

/** The doubles of a sum: centred lift to ±2^(ring−1), times 2^-f. Above 2^53 the nearest double to the exact sum. */
export function decodeSum(words: RingWords, { ring, fractionBits }: FixedPoint): Float64Array {
  requireRing(words, { ring, dimension: words.length });
  const scale = 2 ** -fractionBits;
  const values = new Float64Array(words.length);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const lifted = typeof word === "number" ? (word << (32 - ring)) >> (32 - ring) : Number(BigInt.asIntN(ring, word));
    values[i] = lifted * scale;
  }
  return values;
}
