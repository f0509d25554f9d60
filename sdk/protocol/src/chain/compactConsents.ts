import { Signature } from "ethers";
import { keyHashOf, type PlainConsent } from "./consentRequests.ts";
import type { Hex } from "./typedAbi.ts";

/** A request of a plain account's key as ConsentRegistry takes it in 128 bytes. */
export interface CompactConsent {
  header: bigint;
  textDigest: Hex;
  r: Hex;
  vs: Hex;
}

const ZERO_DIGEST: Hex = `0x${"00".repeat(32)}`;
const ACCOUNT_CHARACTERS = 42;
const SIGNATURE_CHARACTERS = 132;

/** Bits of each field of the header, from the lowest: the layout of IConsentRegistry.CompactRequest. */
const LAYOUT = [
  ["from", 40n],
  ["until", 40n],
  ["deadline", 40n],
  ["nonce", 40n],
  ["categories", 32n],
  ["site", 8n],
  ["purpose", 8n],
] as const;

/**
 * The compact form of a request, undefined where it has none: signers other than accounts, signatures that are not 65 bytes
 * r, s, v with s in the lower half, fields out of the header's range, and grants that the contract would read as revocations.
 * It costs less gas; the chain judges the same digest.
 */
export function compactConsent({ kind, request, signer, signature }: PlainConsent): CompactConsent | undefined {
  if (signer.length !== ACCOUNT_CHARACTERS || signature.length !== SIGNATURE_CHARACTERS) return undefined;
  const compact = compactSignature(signature);
  if (compact === undefined) return undefined;
  const fields: Record<string, unknown> =
    kind === "grant" ? { ...request } : { from: 0, until: 0, categories: 0, ...request };
  if (kind === "grant" && request.from === 0 && request.until === 0 && request.categories === 0) return undefined;
  let header = BigInt(`0x${keyHashOf(signer).slice(2, 14)}`);
  for (const [name, bits] of [...LAYOUT].reverse()) {
    const value = fields[name];
    if (!Number.isSafeInteger(value) || (value as number) < 0 || BigInt(value as number) >> bits !== 0n)
      return undefined;
    header = (header << bits) | BigInt(value as number);
  }
  return { header, textDigest: kind === "grant" ? request.textDigest : ZERO_DIGEST, ...compact };
}

/** ERC-2098; undefined for a signature that ethers cannot read. */
function compactSignature(signature: Hex): { r: Hex; vs: Hex } | undefined {
  try {
    const { r, yParityAndS } = Signature.from(signature);
    return { r: r as Hex, vs: yParityAndS as Hex };
  } catch {
    return undefined;
  }
}
