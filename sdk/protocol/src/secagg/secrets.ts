import { deriveKey } from "../crypto/hkdf.ts";
import { type HybridKeyPair, hybridKeyPair, wipeKeyPair } from "../crypto/hybrid.ts";
import { SEED_BYTES } from "../crypto/prg.ts";
import { randomBytes } from "../crypto/random.ts";

/** A site's secrets for one round, 32 random bytes each. Never reused, erased at round end. */
export interface RoundSecrets {
  /** Of the mask key pair; Shamir-shared, so that a dropout's pairwise masks can be taken off. */
  maskSeed: Uint8Array;
  /** Of the sealing key pair; never shared. */
  sealingSeed: Uint8Array;
  /** b_i: of the self mask; Shamir-shared, so that a silent survivor's self mask can be taken off. */
  selfMaskSeed: Uint8Array;
}

export function newRoundSecrets(): RoundSecrets {
  return {
    maskSeed: randomBytes(SEED_BYTES),
    sealingSeed: randomBytes(SEED_BYTES),
    selfMaskSeed: randomBytes(SEED_BYTES),
  };
}

/** Overwrites the secrets in memory and forgets the keys made from them. Copies the caller stored are the caller's. */
export function wipe(secrets: RoundSecrets): void {
  for (const seed of [secrets.maskSeed, secrets.sealingSeed, secrets.selfMaskSeed]) {
    const pair = keyPairs.get(seed);
    if (pair !== undefined) wipeKeyPair(pair);
    keyPairs.delete(seed);
    seed.fill(0);
  }
}

const keyPairs = new WeakMap<Uint8Array, HybridKeyPair>();

/** The pair of a round seed, made once per seed object (2 ms each) and forgotten with it. */
export function keyPairOf(seed: Uint8Array): HybridKeyPair {
  let pair = keyPairs.get(seed);
  if (pair === undefined) {
    pair = hybridKeyPair(seed);
    keyPairs.set(seed, pair);
  }
  return pair;
}

/** PRG seed of the self mask: HKDF(b_i, info = context ‖ "self mask" ‖ the member's mask key). */
export function selfMaskPrgSeed(selfMaskSeed: Uint8Array, context: Uint8Array, maskKey: Uint8Array): Uint8Array {
  return deriveKey(selfMaskSeed, context, "self mask", [maskKey], SEED_BYTES);
}
