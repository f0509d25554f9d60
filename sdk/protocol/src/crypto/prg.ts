import { FederationError } from "../errors/FederationError.ts";
import { addMaskStreams, type SeededMask } from "./maskStreams.ts";
import { type Ring, type RingWords, zeroWords } from "./ringWords.ts";

export type { SeededMask } from "./maskStreams.ts";
export type { Ring, RingWords } from "./ringWords.ts";

export const SEED_BYTES = 32;

/**
 * The mask of a seed: `dimension` words of 32 bits, or of 64 in a wider ring, read little-endian from the AES-256-CTR key stream
 * (NIST SP 800-38A §6.5) under the 32-byte seed, counter from zero, and not yet reduced mod 2^ring. A seed is used for one mask only, which is what makes the zero counter safe.
 */
export async function expandMask(seed: Uint8Array, ring: Ring, dimension: number): Promise<RingWords> {
  const mask = zeroWords(ring, dimension);
  await addMasks(mask, [{ seed, sign: 1 }]);
  return mask;
}

/**
 * target ← target + Σ sign · PRG(seed), mod 2^32 or 2^64, in place. All masks of a vector in one call are the fastest: each part of the
 * vector is then read and written once. The event loop has its turns in between. Throws REQUEST_INVALID unless every seed has
 * 32 bytes; then nothing has been added.
 *
 * @example await addMasks(masked, [{ seed: selfSeed, sign: 1 }, { seed: pairSeed, sign: member < peer ? 1 : -1 }]);
 */
export async function addMasks(target: RingWords, masks: readonly SeededMask[]): Promise<void> {
  if (masks.some(({ seed }) => seed.length !== SEED_BYTES)) {
    throw new FederationError("REQUEST_INVALID", "A mask seed has 32 bytes.", { field: "seed" });
  }
  await (helper ?? addHere)(target, masks);
}

/** Another way to do `addMasks`, bit for bit, such as in several threads. */
export type MaskAdder = (target: RingWords, masks: readonly SeededMask[]) => Promise<void>;

let helper: MaskAdder | undefined;

/** From now on `addMasks` of this process goes through `adder`; undefined ends that. For a service's start and stop. */
export function setMaskAdder(adder: MaskAdder | undefined): void {
  helper = adder;
}

function addHere(target: RingWords, masks: readonly SeededMask[]): Promise<void> {
  return addMaskStreams(target, masks, 0);
}
