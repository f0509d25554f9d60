import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

export { concatBytes };

/** What Node has for base64: thirty times as fast as what browsers have, and the same characters. */
interface Platform {
  Buffer?: { from(bytes: Uint8Array): { toString(encoding: "base64"): string } };
}

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
  const { Buffer } = globalThis as Platform;
  if (Buffer !== undefined) return Buffer.from(bytes).toString("base64");
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** As browsers decode, in Node too: padding may be left off, and anything else that is no base64 throws. */
export function fromBase64(text: string): Uint8Array {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
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
