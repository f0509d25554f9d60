import { sha256 } from "@noble/hashes/sha2.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { concatBytes, equalBytes, toHex } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { HYBRID_PUBLIC_KEY_BYTES, KEM_CIPHERTEXT_BYTES } from "../schemas/round.ts";
import { deriveKey } from "./hkdf.ts";
import { createNativeKem, type NativeKem } from "./nativeKem.ts";
import { type NodeKey, nodeCrypto } from "./nodeCrypto.ts";
import { SEED_BYTES } from "./prg.ts";
import { randomBytes } from "./random.ts";
import { importX25519, isLowOrderPoint, X25519_KEY_BYTES, x25519PublicKey, x25519SharedSecret } from "./x25519.ts";

/**
 * X25519 and ML-KEM-768 (FIPS 203) side by side, so that a secret holds while either does: recorded traffic stays
 * closed to a later quantum computer, and a flaw in the younger scheme leaves the older one standing.
 */

const ML_KEM_Q = 3_329;
const ML_KEM_VECTOR_BYTES = 1_152;
const NO_CONTEXT = new Uint8Array(0);

export interface HybridKeyPair {
  /** X25519 public key (32 bytes) ‖ ML-KEM-768 encapsulation key (1,184 bytes). */
  publicKey: Uint8Array;
  x25519SecretKey: Uint8Array;
  kemSecretKey: Uint8Array;
}

/** The key pair of one 32-byte seed. The same seed always gives the same pair, so a recovered seed can be checked. */
export function hybridKeyPair(seed: Uint8Array): HybridKeyPair {
  if (seed.length !== SEED_BYTES) {
    throw new FederationError("REQUEST_INVALID", "A hybrid key seed has 32 bytes.", { field: "seed" });
  }
  const x25519SecretKey = deriveKey(seed, NO_CONTEXT, "Consilium hybrid key: X25519", [], 32);
  const kem = ml_kem768.keygen(deriveKey(seed, NO_CONTEXT, "Consilium hybrid key: ML-KEM-768", [], 64));
  return {
    publicKey: concatBytes(x25519PublicKey(x25519SecretKey), kem.publicKey),
    x25519SecretKey,
    kemSecretKey: kem.secretKey,
  };
}

/**
 * Refuses a hybrid public key of another length, of low order in its X25519 half (RFC 7748 §6.1), or with a
 * coefficient ≥ q in its ML-KEM half (FIPS 203 §7.2, modulus check).
 */
export function checkHybridPublicKey(publicKey: Uint8Array, field: string, memberIndex?: number): void {
  const details = memberIndex === undefined ? { field } : { field, memberIndex };
  if (publicKey.length !== HYBRID_PUBLIC_KEY_BYTES) {
    throw new FederationError("REQUEST_INVALID", `A hybrid public key has ${HYBRID_PUBLIC_KEY_BYTES} bytes.`, details);
  }
  if (isLowOrderPoint(x25519Half(publicKey))) {
    throw new FederationError("REQUEST_INVALID", "The X25519 public key has low order.", details);
  }
  const packed = kemHalf(publicKey);
  for (let i = 0; i < ML_KEM_VECTOR_BYTES; i += 3) {
    const low = packed[i]! | ((packed[i + 1]! & 0x0f) << 8);
    const high = (packed[i + 1]! >> 4) | (packed[i + 2]! << 4);
    if (low >= ML_KEM_Q || high >= ML_KEM_Q) {
      throw new FederationError("REQUEST_INVALID", "The ML-KEM key has a coefficient out of range.", details);
    }
  }
}

export function x25519Half(publicKey: Uint8Array): Uint8Array {
  return publicKey.subarray(0, X25519_KEY_BYTES);
}

export function kemHalf(publicKey: Uint8Array): Uint8Array {
  return publicKey.subarray(X25519_KEY_BYTES);
}

export interface Encapsulation {
  /** 1,088 bytes. */
  kemCiphertext: Uint8Array;
  sharedSecret: Uint8Array;
}

/** ML-KEM-768 encapsulation to a hybrid public key with the given 32 bytes of randomness. */
export function encapsulate(publicKey: Uint8Array, randomness: Uint8Array): Encapsulation {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(kemHalf(publicKey), randomness);
  return { kemCiphertext: cipherText, sharedSecret };
}

/** The same with randomness of its own, which nobody can derive again. */
export function encapsulateFresh(publicKey: Uint8Array, kem: NativeKem | null = nativeKem()): Encapsulation {
  if (kem === null) return encapsulate(publicKey, randomBytes(SEED_BYTES));
  const { cipherText, sharedSecret } = kem.encapsulate(kemHalf(publicKey));
  return { kemCiphertext: cipherText, sharedSecret };
}

/** ML-KEM-768 decapsulation; a ciphertext of another length is refused, a forged one yields an unrelated secret. */
export function decapsulate(
  kemCiphertext: Uint8Array,
  own: HybridKeyPair,
  kem: NativeKem | null = nativeKem(),
): Uint8Array {
  if (kemCiphertext.length !== KEM_CIPHERTEXT_BYTES) {
    throw new FederationError("REQUEST_INVALID", `An ML-KEM ciphertext has ${KEM_CIPHERTEXT_BYTES} bytes.`, {
      field: "kemCiphertext",
    });
  }
  if (kem === null) return ml_kem768.decapsulate(kemCiphertext, own.kemSecretKey);
  const imported = importedOf(own);
  imported.kem ??= kem.importKey(own.kemSecretKey);
  return kem.decapsulate(kemCiphertext, imported.kem);
}

/** The X25519 secret of the pair with another's X25519 public key; `x25519SharedSecret` says what it refuses. */
export function diffieHellman(own: HybridKeyPair, publicKey: Uint8Array): Uint8Array {
  if (nodeCrypto === null) return x25519SharedSecret(own.x25519SecretKey, publicKey);
  const imported = importedOf(own);
  imported.x25519 ??= importX25519(own.x25519SecretKey, nodeCrypto);
  return x25519SharedSecret(own.x25519SecretKey, publicKey, nodeCrypto, imported.x25519);
}

/** Overwrites the pair's secret keys. What was imported of them goes with the garbage collector's next run. */
export function wipeKeyPair(pair: HybridKeyPair): void {
  pair.x25519SecretKey.fill(0);
  pair.kemSecretKey.fill(0);
  for (const { sharedSecret } of importedKeys.get(pair)?.encapsulations.values() ?? []) sharedSecret.fill(0);
  importedKeys.delete(pair);
}

/** What is made of a pair once: Node's handles of its keys, and its encapsulations by the other's key. */
interface MadeOfPair {
  x25519?: NodeKey;
  kem?: NodeKey;
  readonly encapsulations: Map<string, Encapsulation>;
}

const importedKeys = new WeakMap<HybridKeyPair, MadeOfPair>();

function importedOf(pair: HybridKeyPair): MadeOfPair {
  const imported = importedKeys.get(pair) ?? { encapsulations: new Map() };
  importedKeys.set(pair, imported);
  return imported;
}

let loadedKem: NativeKem | null | undefined;

function nativeKem(): NativeKem | null {
  if (loadedKem === undefined) loadedKem = createNativeKem();
  return loadedKem;
}

/**
 * Encapsulation whose randomness is derived from the dealer's mask seed and the peer's public key: whoever reconstructs
 * the seed re-derives the ciphertext and every pairwise secret. Seeds are fresh each round, so nothing repeats. With the seed's own
 * pair it is made once, until the pair is wiped: a site needs it for the deal, its confirmation and the mask.
 */
export function encapsulateTo(
  ownSeed: Uint8Array,
  peerPublicKey: Uint8Array,
  ownKeys?: HybridKeyPair | undefined,
): Encapsulation {
  const made = ownKeys === undefined ? undefined : importedOf(ownKeys).encapsulations;
  const name = made === undefined ? "" : toHex(sha256(peerPublicKey));
  const known = made?.get(name);
  if (known !== undefined) return known;
  const randomness = deriveKey(ownSeed, NO_CONTEXT, "Consilium KEM randomness", [peerPublicKey], 32);
  const encapsulation = encapsulate(peerPublicKey, randomness);
  made?.set(name, encapsulation);
  return encapsulation;
}

export interface PairwiseInput {
  ownSeed: Uint8Array;
  ownIndex: number;
  /** Checked against the key of `ownSeed` by the caller that recovered it; here it orders the KDF's info. */
  ownPublicKey: Uint8Array;
  peerIndex: number;
  peerPublicKey: Uint8Array;
  /** From the lower index to the higher. The lower index may leave it out: it re-derives it. */
  kemCiphertext?: Uint8Array | undefined;
  /** The masking context, 32 bytes. */
  context: Uint8Array;
}

/**
 * The 32-byte seed of the mask two members share: HKDF-SHA-256(X25519 secret ‖ ML-KEM secret,
 * info = context ‖ "pairwise mask" ‖ lower index's key ‖ higher index's key). `ownKeys` saves deriving them again.
 */
export function pairwiseSeed(input: PairwiseInput, ownKeys: HybridKeyPair = hybridKeyPair(input.ownSeed)): Uint8Array {
  return pairwiseKey(input, ownKeys, "pairwise mask");
}

/**
 * What shows the other that both hold the same secret, and nothing of it: the same derivation under another label. Made in the
 * roster context, before anything is masked.
 */
export function pairwiseConfirmation(
  input: PairwiseInput,
  ownKeys: HybridKeyPair = hybridKeyPair(input.ownSeed),
): Uint8Array {
  return pairwiseKey(input, ownKeys, "pairwise confirmation");
}

function pairwiseKey(input: PairwiseInput, ownKeys: HybridKeyPair, label: string): Uint8Array {
  const { ownIndex, peerIndex, ownPublicKey, peerPublicKey, kemCiphertext } = input;
  if (ownIndex === peerIndex) {
    throw new FederationError("REQUEST_INVALID", "A member shares no pairwise mask with itself.", {
      field: "peerIndex",
    });
  }
  const kemSecret =
    ownIndex < peerIndex ? sentSecret(input, ownKeys) : decapsulate(kemCiphertext ?? NO_CONTEXT, ownKeys);
  const dhSecret = diffieHellman(ownKeys, x25519Half(peerPublicKey));
  const ordered = ownIndex < peerIndex ? [ownPublicKey, peerPublicKey] : [peerPublicKey, ownPublicKey];
  return deriveKey(concatBytes(dhSecret, kemSecret), input.context, label, ordered, SEED_BYTES);
}

function sentSecret(
  { ownSeed, ownIndex, peerPublicKey, kemCiphertext }: PairwiseInput,
  ownKeys: HybridKeyPair,
): Uint8Array {
  const own = encapsulateTo(ownSeed, peerPublicKey, ownKeys);
  if (kemCiphertext !== undefined && !equalBytes(kemCiphertext, own.kemCiphertext)) {
    throw new FederationError("SHARE_INVALID", "The ML-KEM ciphertext is not the one this mask seed makes.", {
      field: "kemCiphertext",
      memberIndex: ownIndex,
    });
  }
  return own.sharedSecret;
}
