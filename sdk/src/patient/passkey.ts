import { AbiCoder, concat, toBeHex } from "ethers";
import { fromHex, toHex } from "../canonical/bytes.ts";
import {
  consentDigest,
  type GrantRequest,
  grantTypedData,
  type RevokeRequest,
  revokeTypedData,
  type SignedConsent,
} from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Address, Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";

/** Order of the P-256 group (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** SubjectPublicKeyInfo of an uncompressed P-256 key up to its 64 bytes x ‖ y (RFC 5480). */
const SPKI_PREFIX = "0x3059301306072a8648ce3d020106082a8648ce3d03010703420004";

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
      mend: "Create the passkey with pubKeyCredParams of alg -7 (ES256) only.",
    });
  }
  return concat([verifier, publicKey.slice(-64)]).toLowerCase() as Hex;
}

/** The WebAuthn challenge of a grant: its EIP-712 digest. Ask for `userVerification: "required"` with it. */
export function grantChallenge(deployment: Deployment, request: GrantRequest): Uint8Array {
  return fromHex(consentDigest(grantTypedData(deployment, request)));
}

/** The WebAuthn challenge of a revocation: its EIP-712 digest. */
export function revokeChallenge(deployment: Deployment, request: RevokeRequest): Uint8Array {
  return fromHex(consentDigest(revokeTypedData(deployment, request)));
}

/** A grant with the passkey's answer to its challenge, ready for a relay. @throws REQUEST_INVALID */
export function grantWithPasskey(passkey: Passkey, request: GrantRequest, assertion: PasskeyAssertion): SignedConsent {
  return { kind: "grant", request, signer: passkeySigner(passkey), signature: passkeySignature(assertion) };
}

/** A revocation with the passkey's answer to its challenge, ready for a relay. @throws REQUEST_INVALID */
export function revokeWithPasskey(
  passkey: Passkey,
  request: RevokeRequest,
  assertion: PasskeyAssertion,
): SignedConsent {
  return { kind: "revoke", request, signer: passkeySigner(passkey), signature: passkeySignature(assertion) };
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
  return AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "bytes32", "uint256", "uint256", "bytes", "bytes"],
    [toBeHex(r, 32), toBeHex(low, 32), challengeIndex, typeIndex, authenticatorData, clientDataJSON],
  ) as Hex;
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
    mend: "Pass authenticatorData, clientDataJSON and signature of navigator.credentials.get as they are.",
  });
}
