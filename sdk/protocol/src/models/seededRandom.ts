import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, u32be, utf8 } from "../canonical/bytes.ts";

/** Draws of a reproducible generator. For sampling batches and starting weights only. */
export interface SeededRandom {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, limit), limit <= 2^32, without modulo bias. */
  below(limit: number): number;
}

function rotateLeft(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count));
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), its 128-bit state
 * the first half of SHA-256(label ‖ u32be of each number). A statistical generator: whoever knows the study can repeat
 * every draw. It is therefore no privacy mechanism and must never make a key, a mask or noise.
 */
export function seededRandom(label: string, ...numbers: readonly number[]): SeededRandom {
  const digest = sha256(concatBytes(utf8(label), ...numbers.map(u32be)));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return xoshiro128([view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)]);
}

/** The generator from its raw state (not all zero), exported so that tests compare it with the authors' C code. */
export function xoshiro128(state: readonly [number, number, number, number]): SeededRandom {
  let [a, b, c, d] = state;
  const draw = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  return {
    next: () => draw() / 2 ** 32,
    below(limit) {
      const ceiling = 2 ** 32 - (2 ** 32 % limit);
      let value = draw();
      while (value >= ceiling) value = draw();
      return value % limit;
    },
  };
}
