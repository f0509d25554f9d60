import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { AbiCoder, concat, toBeHex } from "ethers";
import { concatBytes, fromHex, toBase64, toHex } from "../canonical/bytes.ts";
import {
  type ConsentWish,
  consentDigest,
  consentTypedData,
  type GrantRequest,
  type RevokeRequest,
  type SignedConsent,
} from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Address, Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";

/** Order of the P-256 group (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** SubjectPublicKeyInfo of an uncompressed P-256 key up to its 64 bytes x ‖ y (RFC 5480). */
const SPKI_PREFIX = "0x3059301306072a8648ce3d020106082a8648ce3d03010703420004";

const FIELDS = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "bytes"];
const RP_ID_HASH_BYTES = 32;
/** UP and UV of the flags that follow the rpId hash (WebAuthn Level 2, 6.1). */
const PRESENT_AND_VERIFIED = 0b101;

/** What `navigator.credentials.get` answers, as far as the chain judges it; all of it as bytes. */
export interface PasskeyAssertion {
  authenticatorData: Uint8Array;
  clientDataJSON: Uint8Array;
  /** ECDSA in DER. */
  signature: Uint8Array;
}

/** The passkey verifier and the public key as `AuthenticatorAttestationResponse.getPublicKey()` gives it (SPKI). */
export interface Passkey {
  verifier: Address;
  publicKey: Uint8Array;
}

/**
 * The ERC-7913 signer of a passkey: verifier ‖ x ‖ y, 84 bytes of lower-case hex. What the hospital enrols.
 *
 * @throws REQUEST_INVALID for a key that is not P-256.
 */
export function passkeySigner({ verifier, publicKey }: Passkey): Hex {
  const spki = toHex(publicKey);
  if (!spki.startsWith(SPKI_PREFIX) || publicKey.length !== 91) {
    throw new FederationError("REQUEST_INVALID", "Not a P-256 public key.", {
      field: "publicKey",
      hint: "Create the passkey with pubKeyCredParams of alg -7 (ES256) only.",
    });
  }
  return concat([verifier, publicKey.slice(-64)]).toLowerCase() as Hex;
}

/** The WebAuthn challenge of any wish: its EIP-712 digest. Ask for `userVerification: "required"` with it. */
export function consentChallenge(deployment: Deployment, wish: ConsentWish): Uint8Array {
  return fromHex(consentDigest(consentTypedData(deployment, wish)));
}

/** A wish with the passkey's answer to its challenge, ready for a relay. @throws REQUEST_INVALID */
export function consentWithPasskey<W extends ConsentWish>(
  passkey: Passkey,
  wish: W,
  assertion: PasskeyAssertion,
): W & { signer: Hex; signature: Hex } {
  return { ...wish, signer: passkeySigner(passkey), signature: passkeySignature(assertion) };
}

/** The challenge of a grant. */
export function grantChallenge(deployment: Deployment, request: GrantRequest): Uint8Array {
  return consentChallenge(deployment, { kind: "grant", request });
}

/** The challenge of a revocation. */
export function revokeChallenge(deployment: Deployment, request: RevokeRequest): Uint8Array {
  return consentChallenge(deployment, { kind: "revoke", request });
}

/** A grant with the passkey's answer. @throws REQUEST_INVALID */
export function grantWithPasskey(passkey: Passkey, request: GrantRequest, assertion: PasskeyAssertion): SignedConsent {
  return consentWithPasskey(passkey, { kind: "grant", request }, assertion);
}

/** A revocation with the passkey's answer. @throws REQUEST_INVALID */
export function revokeWithPasskey(
  passkey: Passkey,
  request: RevokeRequest,
  assertion: PasskeyAssertion,
): SignedConsent {
  return consentWithPasskey(passkey, { kind: "revoke", request }, assertion);
}

/**
 * An authenticator's answer as the verifier contract reads it: the ABI encoding of (r, s, challengeIndex, typeIndex,
 * authenticatorData, clientDataJSON). Authenticators give either of the two s; the contract takes the lower.
 *
 * @throws REQUEST_INVALID where the answer is none of a passkey
 */
export function passkeySignature({ authenticatorData, clientDataJSON, signature }: PasskeyAssertion): Hex {
  const { r, s } = parseDer(signature);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(clientDataJSON);
  const challengeIndex = text.indexOf('"challenge":"');
  const typeIndex = text.indexOf('"type":"webauthn.get"');
  if (challengeIndex < 0 || typeIndex < 0 || authenticatorData.length < 37) throw notAnAssertion();
  // OpenZeppelin's indices count bytes; every browser writes both fields before any text of its own.
  const low = s > ORDER / 2n ? ORDER - s : s;
  return AbiCoder.defaultAbiCoder().encode(FIELDS, [
    toBeHex(r, 32),
    toBeHex(low, 32),
    challengeIndex,
    typeIndex,
    authenticatorData,
    clientDataJSON,
  ]) as Hex;
}

/**
 * Whether an encoded answer is the passkey's over this digest, with user presence and verification and the lower s: what the
 * verifier contract checks, but for the relying party.
 */
export function verifyPasskeySignature(signer: Hex, digest: Hex, signature: Hex): boolean {
  try {
    const [r, s, , , authenticatorHex, clientHex] = AbiCoder.defaultAbiCoder().decode(FIELDS, signature);
    const [authenticatorData, clientDataJSON] = [fromHex(authenticatorHex), fromHex(clientHex)];
    const client = JSON.parse(new TextDecoder().decode(clientDataJSON)) as { type?: unknown; challenge?: unknown };
    const flags = authenticatorData[RP_ID_HASH_BYTES] ?? 0;
    if (client.type !== "webauthn.get" || client.challenge !== base64url(fromHex(digest))) return false;
    if ((flags & PRESENT_AND_VERIFIED) !== PRESENT_AND_VERIFIED || BigInt(s) > ORDER / 2n) return false;
    const publicKey = concatBytes(Uint8Array.of(4), fromHex(`0x${signer.slice(42)}`));
    const message = concatBytes(authenticatorData, sha256(clientDataJSON));
    return p256.verify(concatBytes(fromHex(r), fromHex(s)), message, publicKey);
  } catch {
    return false;
  }
}

function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** r and s of a DER signature (SEC 1, C.5), each in 1 … n − 1. */
function parseDer(der: Uint8Array): { r: bigint; s: bigint } {
  const readInteger = (at: number): { value: bigint; next: number } => {
    const length = der[at + 1];
    if (der[at] !== 0x02 || length === undefined || length === 0 || length > 33) throw notAnAssertion();
    const bytes = der.slice(at + 2, at + 2 + length);
    if (bytes.length !== length || bytes[0]! > 0x7f) throw notAnAssertion();
    const value = BigInt(toHex(bytes));
    if (value === 0n || value >= ORDER) throw notAnAssertion();
    return { value, next: at + 2 + length };
  };
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw notAnAssertion();
  const { value: r, next } = readInteger(2);
  const { value: s, next: end } = readInteger(next);
  if (end !== der.length) throw notAnAssertion();
  return { r, s };
}

function notAnAssertion(): FederationError {
  return new FederationError("REQUEST_INVALID", "Not the answer of a P-256 passkey.", {
    field: "assertion",
    hint: "Pass authenticatorData, clientDataJSON and signature of navigator.credentials.get as they are.",
  });
}
