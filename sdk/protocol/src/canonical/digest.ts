import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJsonBytes } from "./json.ts";

/** A SHA-256 digest, `0x` and 64 lower-case hex digits, as it stands on chain. */
export type Digest = `0x${string}`;

/** SHA-256 over raw bytes (FIPS 180-4). */
export function digestBytes(bytes: Uint8Array): Digest {
  return `0x${bytesToHex(sha256(bytes))}`;
}

/** SHA-256 over the RFC 8785 canonical JSON of a document, so that in-toto and OpenSSF tools read it. */
export function digestDocument(document: unknown): Digest {
  return digestBytes(canonicalJsonBytes(document));
}
