import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { decodeBase64, encodeBase64 } from "ethers";

export { concatBytes };

export function toHex(bytes: Uint8Array): `0x${string}` {
  return `0x${bytesToHex(bytes)}`;
}

/** Bytes of `0x…` hex. Throws on anything else. */
export function fromHex(hex: string): Uint8Array {
  return hexToBytes(hex.startsWith("0x") ? hex.slice(2) : hex);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Base64 (RFC 4648 §4), browser-safe. */
export function toBase64(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

export function fromBase64(text: string): Uint8Array {
  return decodeBase64(text);
}

/** Equality without an early exit, for secrets and digests alike. Lengths are public. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left[i]! ^ right[i]!;
  return difference === 0;
}

/** Big-endian unsigned 32-bit integer. */
export function u32be(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
