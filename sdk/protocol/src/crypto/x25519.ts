import { x25519 } from "@noble/curves/ed25519.js";
import { concatBytes, fromHex } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { type NodeCrypto, type NodeKey, nodeCrypto } from "./nodeCrypto.ts";

export const X25519_KEY_BYTES = 32;
/** PKCS #8 and SubjectPublicKeyInfo around an X25519 key (RFC 8410 §7 and §4). */
const PKCS8_HEADER = fromHex("302e020100300506032b656e04220420");
const SPKI_HEADER = fromHex("302a300506032b656e032100");

/**
 * The u-coordinates whose order divides 8, with their non-canonical forms below 2^255, little-endian
 * (RFC 7748 §6.1; the list of cr.yp.to/ecdh.html, also in Wycheproof's x25519 vectors).
 */
const LOW_ORDER_POINTS: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** Whether every shared secret with this point is zero. X25519 ignores the top bit, and so does this. */
export function isLowOrderPoint(publicKey: Uint8Array): boolean {
  const masked = Uint8Array.from(publicKey);
  masked[31]! &= 0x7f;
  return LOW_ORDER_POINTS.has(Array.from(masked, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}

/** The public key (32 bytes) of a secret key. `imported` saves importing the secret key again. */
export function x25519PublicKey(
  secretKey: Uint8Array,
  crypto: NodeCrypto | null = nodeCrypto,
  imported: NodeKey | null = crypto && secretKey.length === X25519_KEY_BYTES ? importX25519(secretKey, crypto) : null,
): Uint8Array {
  if (crypto === null || imported === null) return x25519.getPublicKey(secretKey);
  const spki = crypto.createPublicKey(imported).export({ format: "der", type: "spki" });
  return Uint8Array.from(spki.subarray(SPKI_HEADER.length));
}

/**
 * X25519 (RFC 7748). Refuses a key of another length and one whose shared secret would be all zeros (§6.1). `imported` saves importing
 * the secret key again.
 */
export function x25519SharedSecret(
  secretKey: Uint8Array,
  publicKey: Uint8Array,
  crypto: NodeCrypto | null = nodeCrypto,
  imported: NodeKey | null = crypto && secretKey.length === X25519_KEY_BYTES ? importX25519(secretKey, crypto) : null,
): Uint8Array {
  if (publicKey.length !== X25519_KEY_BYTES) {
    throw new FederationError("REQUEST_INVALID", "An X25519 public key has 32 bytes.", { field: "publicKey" });
  }
  if (isLowOrderPoint(publicKey)) {
    throw new FederationError("REQUEST_INVALID", "The X25519 public key has low order.", { field: "publicKey" });
  }
  if (crypto === null || imported === null) return x25519.getSharedSecret(secretKey, publicKey);
  const key = concatBytes(SPKI_HEADER, publicKey);
  const peer = crypto.createPublicKey({ key, format: "der", type: "spki" });
  return Uint8Array.from(crypto.diffieHellman({ privateKey: imported, publicKey: peer }));
}

/** A secret key (32 bytes) as Node takes it. Whoever uses one many times imports it once. */
export function importX25519(secretKey: Uint8Array, crypto: NodeCrypto): NodeKey {
  const key = concatBytes(PKCS8_HEADER, secretKey);
  try {
    return crypto.createPrivateKey({ key, format: "der", type: "pkcs8" });
  } finally {
    key.fill(0);
  }
}
