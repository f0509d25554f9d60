import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../canonical/bytes.ts";

/** HKDF-SHA-256 (RFC 5869), extract and expand. `lengthBytes` is at most 8,160 (255 hashes). */
export function hkdfSha256(
  keyMaterial: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  lengthBytes: number,
): Uint8Array {
  return hkdf(sha256, keyMaterial, salt, info, lengthBytes);
}

/**
 * A key for one purpose in one context: HKDF with an empty salt and info = context ‖ label ‖ public keys in order.
 * Contexts and public keys have fixed lengths for each label, so two purposes never share an info string.
 */
export function deriveKey(
  keyMaterial: Uint8Array,
  context: Uint8Array,
  label: string,
  publicKeys: readonly Uint8Array[],
  lengthBytes: number,
): Uint8Array {
  return hkdfSha256(keyMaterial, new Uint8Array(0), concatBytes(context, utf8(label), ...publicKeys), lengthBytes);
}
