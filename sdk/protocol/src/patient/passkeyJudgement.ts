import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, fromHex, toBase64, toHex, utf8 } from "../canonical/bytes.ts";
import type { Hex } from "../chain/typedAbi.ts";

/** Order of the P-256 group (FIPS 186-5). */
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Why the verifier contract would refuse a passkey's answer. */
export type PasskeyFault =
  | "key"
  | "encoding"
  | "type"
  | "challenge"
  | "not-present"
  | "not-verified"
  | "backup"
  | "signature";

/** What a page can tell the person, or its author, about each fault. */
export const PASSKEY_HINTS: Readonly<Record<PasskeyFault, string>> = {
  key: "The signer is not a verifier and the 64 bytes x ‖ y of a P-256 key: take it from `passkeySigner`.",
  encoding: "The signature is not an encoded answer: take it from `consentWithPasskey`.",
  type: "The answer is not of navigator.credentials.get: sign with it, not with credentials.create.",
  challenge: "The passkey signed another challenge: ask it for `consentChallenge` of this very request.",
  "not-present": "The passkey reports that nobody was present: ask the person to confirm on the device.",
  "not-verified": 'The passkey did not verify its user: ask with userVerification: "required".',
  backup: "The passkey reports a backup that it is not eligible for: use another passkey.",
  signature: "The answer is not of this passkey, or was changed on the way: ask the passkey again.",
};

const WORD = 32;
const SIGNER_BYTES = 84;
const VERIFIER_BYTES = 20;
const AUTHENTICATOR_DATA_MIN_BYTES = 37;
/** Of the flags that follow the rpId hash in the authenticator data (WebAuthn Level 2, section 6.1). */
const FLAGS_AT = 32;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;

export const TYPE_FIELD = utf8('"type":"webauthn.get"');
export const CHALLENGE_FIELD = utf8('"challenge":"');

/**
 * Why PasskeyVerifier refuses an encoded answer of this signer to this digest; undefined where it takes it. Says exactly what the
 * contract says of any bytes (OpenZeppelin 5.7, WebAuthn.sol and P256.sol), but for the relying party, which the chain alone knows:
 * `test/contracts/passkeyJudgement.test.ts` compares the two. Like the contract it reads client data as bytes at two given places
 * and not as JSON. No client data of a browser holds those bytes elsewhere, since quotes within its strings are escaped.
 */
export function passkeyFault(signer: Hex, digest: Hex, signature: Hex): PasskeyFault | undefined {
  const signerBytes = fromHex(signer);
  if (signerBytes.length !== SIGNER_BYTES) return "key";
  const answer = decodeAnswer(fromHex(signature));
  if (answer === undefined || answer.authenticatorData.length < AUTHENTICATOR_DATA_MIN_BYTES) return "encoding";
  const { r, s, challengeIndex, typeIndex, authenticatorData, clientDataJSON } = answer;
  if (!hasType(clientDataJSON, typeIndex)) return "type";
  const challenge = concatBytes(CHALLENGE_FIELD, utf8(`${toBase64Url(fromHex(digest))}"`));
  if (!stands(challenge, clientDataJSON, challengeIndex)) return "challenge";
  const flags = authenticatorData[FLAGS_AT]!;
  if ((flags & USER_PRESENT) === 0) return "not-present";
  if ((flags & USER_VERIFIED) === 0) return "not-verified";
  if ((flags & BACKED_UP) !== 0 && (flags & BACKUP_ELIGIBLE) === 0) return "backup";
  const publicKey = concatBytes(Uint8Array.of(4), signerBytes.slice(VERIFIER_BYTES));
  const message = concatBytes(authenticatorData, sha256(clientDataJSON));
  return isSigned(concatBytes(r, s), message, publicKey) ? undefined : "signature";
}

/** Whether an encoded answer is the passkey's over this digest, as the verifier contract judges it (`passkeyFault`). */
export function verifyPasskeySignature(signer: Hex, digest: Hex, signature: Hex): boolean {
  return passkeyFault(signer, digest, signature) === undefined;
}

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

interface DecodedAnswer {
  r: Uint8Array;
  s: Uint8Array;
  challengeIndex: bigint;
  typeIndex: bigint;
  authenticatorData: Uint8Array;
  clientDataJSON: Uint8Array;
}

/** `WebAuthn.tryDecodeAuth`: offsets wherever they lead within the input, padding and what follows unread. */
function decodeAnswer(input: Uint8Array): DecodedAnswer | undefined {
  if (input.length < 6 * WORD) return undefined;
  const [authenticatorData, clientDataJSON] = [bytesAt(input, 4 * WORD), bytesAt(input, 5 * WORD)];
  if (authenticatorData === undefined || clientDataJSON === undefined) return undefined;
  return {
    r: input.slice(0, WORD),
    s: input.slice(WORD, 2 * WORD),
    challengeIndex: wordAt(input, 2 * WORD),
    typeIndex: wordAt(input, 3 * WORD),
    authenticatorData,
    clientDataJSON,
  };
}

/** The bytes whose offset stands at a place. */
function bytesAt(input: Uint8Array, place: number): Uint8Array | undefined {
  const offset = wordAt(input, place);
  if (offset > BigInt(input.length - WORD)) return undefined;
  const start = Number(offset) + WORD;
  const length = wordAt(input, Number(offset));
  return length > BigInt(input.length - start) ? undefined : input.slice(start, start + Number(length));
}

function wordAt(input: Uint8Array, place: number): bigint {
  return BigInt(toHex(input.slice(place, place + WORD)));
}

/**
 * Whether the type stands at an index. The contract adds to the index in 256 bits, so one just below 2^256 reads from the length
 * that precedes the text in its memory; the same bytes are laid out here.
 */
function hasType(text: Uint8Array, index: bigint): boolean {
  const length = new Uint8Array(WORD);
  new DataView(length.buffer).setUint32(WORD - 4, text.length);
  return stands(TYPE_FIELD, concatBytes(length, text), BigInt.asUintN(256, index + BigInt(WORD)));
}

function stands(wanted: Uint8Array, text: Uint8Array, index: bigint): boolean {
  if (index + BigInt(wanted.length) > BigInt(text.length)) return false;
  return equalBytes(text.slice(Number(index), Number(index) + wanted.length), wanted);
}

/** False for a key off the curve and for numbers out of range, as for a signature that is not the key's. */
function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return p256.verify(signature, message, publicKey, { lowS: true });
  } catch {
    return false;
  }
}
