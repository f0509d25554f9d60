import { u32be } from "../canonical/bytes.ts";
import { deriveKey } from "../crypto/hkdf.ts";
import { addMasks, type RingWords, SEED_BYTES } from "../crypto/prg.ts";
import { wordsToParts } from "../crypto/ringWords.ts";
import { type Bytes32Like, bytes32 } from "./context.ts";
import type { MaskedSum } from "./maskedSum.ts";

/**
 * The random linear check (Freivalds 1977): each survivor says z_i = ⟨r, y_i⟩ mod p of its own vector, and whoever has the masked
 * sum Y checks ⟨r, Y⟩ = Σ z_i. The weights r are drawn by the block that froze H(Y) and the commitments to all y_i, so a Y that is
 * not their sum passes with probability 2^-61. p = 2^61 − 1 (Mersenne).
 *
 * The products are exact in doubles: weights in limbs of 21 bits, words in limbs of 16, so that 2^16 products of below 2^37 add up
 * to below 2^53 before they are carried into whole numbers.
 */
export const CHECK_MODULUS = (1n << 61n) - 1n;

const BLOCK = 1 << 16;
const WEIGHT_LIMB_BITS = 21;
const WORD_LIMB_BITS = 16;
const WEIGHT_LIMBS = 3;

/** 32-byte seed of a round's weights. */
export function checkSeed(freezeBlockHash: Bytes32Like, roundId: number): Uint8Array {
  return deriveKey(bytes32(freezeBlockHash), new Uint8Array(0), "Consilium linear check", [u32be(roundId)], SEED_BYTES);
}

/** ⟨r, y⟩ mod p of a masked vector. */
export async function linearCheck(vector: RingWords, seed: Uint8Array): Promise<bigint> {
  return weigh(await drawWeights(seed, vector.length), planesOf(vector));
}

/** ⟨r, Y⟩ mod p of a masked sum, carries included. */
export async function linearCheckOfSum({ ring, low, carries }: MaskedSum, seed: Uint8Array): Promise<bigint> {
  return weigh(await drawWeights(seed, low.length), [
    ...planesOf(low),
    { limbAt: (i) => carries[i]!, shiftBits: BigInt(ring) },
  ]);
}

/** z as 16 hex digits, as a confirmation carries it. */
export function checkHex(z: bigint): `0x${string}` {
  return `0x${z.toString(16).padStart(16, "0")}`;
}

/** Weights of 61 bits, in two 32-bit halves: the AES-CTR key stream of the seed, its top three bits of 64 cleared. */
async function drawWeights(seed: Uint8Array, dimension: number): Promise<Uint32Array> {
  const halves = new Uint32Array(2 * dimension);
  await addMasks(halves, [{ seed, sign: 1 }]);
  for (let i = 1; i < halves.length; i += 2) halves[i]! &= 0x1fffffff;
  return halves;
}

/** A vector's 16-bit limbs of one significance. */
interface Plane {
  limbAt: (i: number) => number;
  shiftBits: bigint;
}

function planesOf(words: RingWords): Plane[] {
  const held = wordsToParts(words);
  const parts = held.length / words.length;
  return Array.from({ length: 2 * parts }, (_, plane) => {
    const [part, shift] = [plane >> 1, WORD_LIMB_BITS * (plane & 1)];
    return {
      limbAt: (i) => (held[parts * i + part]! >>> shift) & 0xffff,
      shiftBits: BigInt(WORD_LIMB_BITS * plane),
    };
  });
}

function weigh(weights: Uint32Array, planes: readonly Plane[]): bigint {
  const dimension = weights.length / 2;
  let total = 0n;
  for (const { limbAt, shiftBits } of planes) {
    const sums = Array<bigint>(WEIGHT_LIMBS).fill(0n);
    for (let from = 0; from < dimension; from += BLOCK) {
      const to = Math.min(from + BLOCK, dimension);
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      for (let i = from; i < to; i++) {
        const low = weights[2 * i]!;
        const high = weights[2 * i + 1]!;
        const limb = limbAt(i);
        s0 += (low & 0x1fffff) * limb;
        s1 += ((low >>> WEIGHT_LIMB_BITS) | ((high & 0x3ff) << 11)) * limb;
        s2 += (high >>> 10) * limb;
      }
      sums[0]! += BigInt(s0);
      sums[1]! += BigInt(s1);
      sums[2]! += BigInt(s2);
    }
    for (const [limb, sum] of sums.entries()) {
      total += sum << (BigInt(limb * WEIGHT_LIMB_BITS) + shiftBits);
    }
  }
  return total % CHECK_MODULUS;
}
