import { p256 } from "@noble/curves/nist.js";
import { concatBytes, fromBase64, fromHex, toHex } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { P256_ORDER } from "./passkeyJudgement.ts";

/** Bytes as browsers give them: buffers and views of the credential's response, or base64url of its `toJSON()`. */
export type BrowserBytes = ArrayBuffer | ArrayBufferView | string;

/** SubjectPublicKeyInfo of an uncompressed P-256 key up to its 64 bytes x ‖ y (RFC 5480). */
const SPKI_PREFIX = fromHex("0x3059301306072a8648ce3d020106082a8648ce3d03010703420004");
/** COSE_Key of an ES256 key in CTAP2 canonical CBOR (RFC 9052, section 7): {1: 2, 3: -7, -1: 1, -2: x, -3: y}, up to x. */
const COSE_PREFIX = fromHex("0xa5010203262001215820");
const COSE_BEFORE_Y = fromHex("0x225820");
const COORDINATE_BYTES = 32;
const BASE64URL = /^[A-Za-z0-9_-]*={0,2}$/;

/** The bytes, whatever they came as. @throws REQUEST_INVALID naming the field */
export function bytesOf(value: BrowserBytes | null | undefined, field: string): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  if (isArrayBuffer(value)) return new Uint8Array(value.slice(0));
  if (typeof value === "string" && BASE64URL.test(value)) {
    const unpadded = value.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
    if (unpadded.length % 4 !== 1) return fromBase64(unpadded);
  }
  throw new FederationError("REQUEST_INVALID", "Neither bytes nor base64url.", {
    field,
    hint: "Pass the fields of the credential's response as the browser gives them, or of its toJSON().",
  });
}

/**
 * x ‖ y of a P-256 public key, 64 bytes: of SPKI as `getPublicKey()` gives it, of a COSE key as it stands in the authenticator
 * data, or of an uncompressed point (0x04 ‖ x ‖ y).
 *
 * @throws REQUEST_INVALID where there is no key, one of another algorithm, or a point off the curve
 */
export function coordinatesOf(publicKey: BrowserBytes | null | undefined): Uint8Array {
  if (publicKey === null || publicKey === undefined) {
    throw notAKey("The browser gave no public key: it does not know the passkey's algorithm.");
  }
  const bytes = bytesOf(publicKey, "publicKey");
  const coordinates = coordinatesIn(bytes);
  if (coordinates === undefined) throw notAKey("Not a P-256 public key.");
  try {
    p256.Point.fromBytes(concatBytes(Uint8Array.of(4), coordinates)).assertValidity();
  } catch {
    throw notAKey("The point is not on the curve P-256.");
  }
  return coordinates;
}

function coordinatesIn(bytes: Uint8Array): Uint8Array | undefined {
  const size = 2 * COORDINATE_BYTES;
  if (bytes.length === SPKI_PREFIX.length + size && startsWith(bytes, SPKI_PREFIX)) return bytes.slice(-size);
  if (bytes.length === 1 + size && bytes[0] === 4) return bytes.slice(1);
  const y = COSE_PREFIX.length + COORDINATE_BYTES + COSE_BEFORE_Y.length;
  if (bytes.length !== y + COORDINATE_BYTES || !startsWith(bytes, COSE_PREFIX)) return undefined;
  if (!startsWith(bytes.slice(y - COSE_BEFORE_Y.length), COSE_BEFORE_Y)) return undefined;
  return concatBytes(bytes.slice(COSE_PREFIX.length, COSE_PREFIX.length + COORDINATE_BYTES), bytes.slice(y));
}

/** r and s of an ECDSA signature in DER (SEC 1, C.5), each in 1 … n − 1; undefined for anything else. */
export function parseDer(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  const s = r === undefined ? undefined : readInteger(der, r.next);
  return r === undefined || s === undefined || s.next !== der.length ? undefined : { r: r.value, s: s.value };
}

function readInteger(der: Uint8Array, at: number): { value: bigint; next: number } | undefined {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined || length === 0 || length > 33) return undefined;
  const bytes = der.slice(at + 2, at + 2 + length);
  if (bytes.length !== length || bytes[0]! > 0x7f) return undefined;
  const value = BigInt(toHex(bytes));
  return value === 0n || value >= P256_ORDER ? undefined : { value, next: at + 2 + length };
}

/** Also of another window or frame, whose ArrayBuffer is another class. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function notAKey(message: string): FederationError {
  return new FederationError("REQUEST_INVALID", message, {
    field: "publicKey",
    hint: "Create the passkey with pubKeyCredParams of alg -7 (ES256) only, and pass what getPublicKey() gives.",
  });
}
