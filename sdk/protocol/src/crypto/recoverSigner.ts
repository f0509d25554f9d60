import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { equalBytes, fromHex, toHex } from "../canonical/bytes.ts";
import type { Address } from "../chain/typedAbi.ts";

/** From a digest of 32 bytes, r ‖ s of 64 and the parity of R's y to the public key of 65 bytes; null where there is none. */
export type RecoverPublicKey = (digest: Uint8Array, signature: Uint8Array, parity: 0 | 1) => Uint8Array | null;

const SIGNATURE_PATTERN = /^0x[0-9a-f]{130}$/;
const HALF_ORDER = secp256k1.Point.Fn.ORDER >> 1n;

/** In JavaScript, which runs everywhere. */
export const recoverInJavaScript: RecoverPublicKey = (digest, signature, parity) => {
  try {
    return secp256k1.Signature.fromBytes(signature, "compact")
      .addRecoveryBit(parity)
      .recoverPublicKey(digest)
      .toBytes(false);
  } catch {
    return null;
  }
};

let recover = recoverInJavaScript;

/**
 * Takes a faster implementation for this process (a service's WebAssembly), once it gives what JavaScript gives for a signature and
 * nothing for what is none. Says whether it was taken.
 */
export function useRecovery(faster: RecoverPublicKey): boolean {
  try {
    const digest = new Uint8Array(32).fill(7);
    const signature = secp256k1.sign(digest, new Uint8Array(32).fill(3), { prehash: false, format: "compact" });
    const agrees = ([0, 1] as const).every((parity) =>
      equalBytes(faster(digest, signature, parity)!, recoverInJavaScript(digest, signature, parity)!),
    );
    if (!agrees || faster(digest, new Uint8Array(64), 0) !== null) return false;
  } catch {
    return false;
  }
  recover = faster;
  return true;
}

/**
 * The account that signed a digest (ECDSA over secp256k1, SEC 1 §4.1.6), in lower case; undefined where there is none. Only one form
 * of a signature is taken: 65 bytes r ‖ s ‖ v as lower-case hex, v 27 or 28, s in the lower half order (EIP-2), so that it is not malleable.
 */
export function recoverSigner(digest: Uint8Array, signature: string): Address | undefined {
  if (!SIGNATURE_PATTERN.test(signature)) return undefined;
  const bytes = fromHex(signature);
  const v = bytes[64]!;
  if (v !== 27 && v !== 28) return undefined;
  const s = BigInt(toHex(bytes.subarray(32, 64)));
  if (s > HALF_ORDER) return undefined;
  const publicKey = recover(digest, bytes.subarray(0, 64), v === 27 ? 0 : 1);
  return publicKey === null ? undefined : (toHex(keccak_256(publicKey.subarray(1)).subarray(12)) as Address);
}
