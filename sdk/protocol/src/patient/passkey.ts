import { AbiCoder, concat, toBeHex } from "ethers";
import { fromHex } from "../canonical/bytes.ts";
import { type ConsentWish, consentDigest, consentTypedData, type SignedConsent } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Address, Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { GrantRequest, RevokeRequest } from "../schemas/consent.ts";
import { type BrowserBytes, bytesOf, coordinatesOf, parseDer } from "./passkeyBytes.ts";
import { CHALLENGE_FIELD, P256_ORDER, TYPE_FIELD } from "./passkeyJudgement.ts";

const FIELDS = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "bytes"];
/** base64url of 32 bytes, and the quote that ends it. */
const CHALLENGE_VALUE = /^[A-Za-z0-9_-]{43}"/;

/** The `response` of what `navigator.credentials.get` answers, as far as the chain judges it, or the same of its `toJSON()`. */
export interface PasskeyAssertion {
  authenticatorData: BrowserBytes;
  clientDataJSON: BrowserBytes;
  /** ECDSA in DER. */
  signature: BrowserBytes;
}

/**
 * The passkey verifier, and the public key as `AuthenticatorAttestationResponse.getPublicKey()` gives it (SPKI; null for an
 * algorithm that the browser does not know), or as a COSE key.
 */
export interface Passkey {
  verifier: Address;
  publicKey: BrowserBytes | null;
}

/**
 * The ERC-7913 signer of a passkey: verifier ‖ x ‖ y, 84 bytes of lower-case hex. What the hospital enrols.
 *
 * @throws REQUEST_INVALID for a key that is not a point of P-256, with what the page can do
 * @example passkeySigner({ verifier: deployment.passkeyVerifier, publicKey: credential.response.getPublicKey() })
 */
export function passkeySigner({ verifier, publicKey }: Passkey): Hex {
  return concat([verifier, coordinatesOf(publicKey)]).toLowerCase() as Hex;
}

/**
 * The WebAuthn challenge of any wish: its EIP-712 digest. Ask for `userVerification: "required"` with it.
 *
 * @example
 * const wish = { kind: "revokeAll", request: { site: 3, nonce, deadline } } as const;
 * const challenge = consentChallenge(deployment, wish); // 32 bytes for navigator.credentials.get
 */
export function consentChallenge(deployment: Deployment, wish: ConsentWish): Uint8Array {
  return fromHex(consentDigest(consentTypedData(deployment, wish)));
}

/**
 * A wish with the passkey's answer to its challenge, ready for a relay.
 *
 * @throws REQUEST_INVALID
 * @example
 * const { signer, signature } = consentWithPasskey({ verifier, publicKey }, wish, credential.response);
 */
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
 * authenticatorData, clientDataJSON), the indices in bytes. Authenticators give either of the two s; the contract takes the lower.
 * Whether the contract takes it, `passkeyFault` says.
 *
 * @throws REQUEST_INVALID where the answer is none of a passkey
 */
export function passkeySignature(assertion: PasskeyAssertion): Hex {
  const authenticatorData = bytesOf(assertion.authenticatorData, "assertion.authenticatorData");
  const clientDataJSON = bytesOf(assertion.clientDataJSON, "assertion.clientDataJSON");
  const ecdsa = parseDer(bytesOf(assertion.signature, "assertion.signature"));
  if (ecdsa === undefined) throw notAnAssertion("signature", "Not an ECDSA signature of P-256 in DER.");
  if (authenticatorData.length < 37) throw notAnAssertion("authenticatorData", "Too short for authenticator data.");
  const typeIndex = indexOf(clientDataJSON, TYPE_FIELD);
  const challengeIndex = indexOf(clientDataJSON, CHALLENGE_FIELD, CHALLENGE_VALUE);
  if (typeIndex < 0) throw notAnAssertion("clientDataJSON", "Not the client data of navigator.credentials.get.");
  if (challengeIndex < 0) throw notAnAssertion("clientDataJSON", "It has no challenge of 32 bytes.");
  const low = ecdsa.s > P256_ORDER / 2n ? P256_ORDER - ecdsa.s : ecdsa.s;
  return AbiCoder.defaultAbiCoder().encode(FIELDS, [
    toBeHex(ecdsa.r, 32),
    toBeHex(low, 32),
    challengeIndex,
    typeIndex,
    authenticatorData,
    clientDataJSON,
  ]) as Hex;
}

/** Where a field first stands in a text, in bytes, with what must follow it; -1 where it does not. */
function indexOf(text: Uint8Array, field: Uint8Array, followedBy = /^/): number {
  // One character a byte, so that places in the string are places in the bytes whatever the text is.
  const characters = Array.from(text, (byte) => String.fromCharCode(byte)).join("");
  const wanted = String.fromCharCode(...field);
  for (let at = characters.indexOf(wanted); at >= 0; at = characters.indexOf(wanted, at + 1)) {
    if (followedBy.test(characters.slice(at + wanted.length))) return at;
  }
  return -1;
}

function notAnAssertion(field: keyof PasskeyAssertion, message: string): FederationError {
  return new FederationError("REQUEST_INVALID", message, {
    field: `assertion.${field}`,
    hint: "Pass authenticatorData, clientDataJSON and signature of navigator.credentials.get as they are.",
  });
}
