import { concatBytes, equalBytes, u32be } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { KEM_CIPHERTEXT_BYTES } from "../schemas/round.ts";
import { aeadOpen, aeadSeal } from "./aead.ts";
import { deriveKey } from "./hkdf.ts";
import { decapsulate, diffieHellman, encapsulateFresh, type HybridKeyPair, x25519Half } from "./hybrid.ts";
import { nodeCrypto } from "./nodeCrypto.ts";
import { randomBytes } from "./random.ts";
import { importX25519, X25519_KEY_BYTES, x25519PublicKey, x25519SharedSecret } from "./x25519.ts";

/**
 * A hybrid sealed box: ephemeral X25519 key (32) ‖ ML-KEM-768 ciphertext (1,088) ‖ ChaCha20-Poly1305 (RFC 8439).
 * The AEAD key is HKDF-SHA-256(X25519 secret ‖ ML-KEM secret, info = context ‖ "sealed share" ‖ ephemeral key ‖
 * ciphertext ‖ recipient's key), used once, hence the zero nonce. Associated data = context.
 * Plaintext = context ‖ from (u32be) ‖ to (u32be) ‖ kind (1) ‖ contents; every one of them is checked on opening.
 */

const NONCE = new Uint8Array(12);
const HEADER_BYTES = X25519_KEY_BYTES + KEM_CIPHERTEXT_BYTES;
const CONTEXT_BYTES = 32;

export interface BoxAddress {
  /** The round's context, 32 bytes. */
  context: Uint8Array;
  from: number;
  to: number;
  /** What the contents are, 0 to 255. */
  kind: number;
}

export function seal(contents: Uint8Array, recipientPublicKey: Uint8Array, address: BoxAddress): Uint8Array {
  const ephemeralSecretKey = randomBytes(X25519_KEY_BYTES);
  const imported = nodeCrypto === null ? null : importX25519(ephemeralSecretKey, nodeCrypto);
  const { kemCiphertext, sharedSecret } = encapsulateFresh(recipientPublicKey);
  const header = concatBytes(x25519PublicKey(ephemeralSecretKey, nodeCrypto, imported), kemCiphertext);
  const dhSecret = x25519SharedSecret(ephemeralSecretKey, x25519Half(recipientPublicKey), nodeCrypto, imported);
  const key = boxKey(dhSecret, sharedSecret, header, recipientPublicKey, address.context);
  const plaintext = concatBytes(addressBytes(address), contents);
  const sealed = aeadSeal(key, NONCE, address.context, plaintext);
  ephemeralSecretKey.fill(0);
  key.fill(0);
  return concatBytes(header, sealed);
}

/** The contents. Throws SHARE_INVALID naming the sender if the box does not open, or opens to another address. */
export function open(box: Uint8Array, recipient: HybridKeyPair, address: BoxAddress): Uint8Array {
  const plaintext = openPlaintext(box, recipient, address);
  const expected = addressBytes(address);
  if (!equalBytes(plaintext.subarray(0, expected.length), expected)) {
    throw new FederationError("SHARE_INVALID", "The sealed box is for another round, member or use.", {
      field: "box",
      memberIndex: address.from,
    });
  }
  return plaintext.subarray(expected.length);
}

function openPlaintext(box: Uint8Array, recipient: HybridKeyPair, address: BoxAddress): Uint8Array {
  try {
    const header = box.subarray(0, HEADER_BYTES);
    const sharedSecret = decapsulate(header.subarray(X25519_KEY_BYTES), recipient);
    const dhSecret = diffieHellman(recipient, header.subarray(0, X25519_KEY_BYTES));
    const key = boxKey(dhSecret, sharedSecret, header, recipient.publicKey, address.context);
    return aeadOpen(key, NONCE, address.context, box.subarray(HEADER_BYTES));
  } catch (cause) {
    throw new FederationError("SHARE_INVALID", "The sealed box does not open.", {
      field: "box",
      memberIndex: address.from,
      cause,
    });
  }
}

function boxKey(
  dhSecret: Uint8Array,
  kemSecret: Uint8Array,
  header: Uint8Array,
  recipientPublicKey: Uint8Array,
  context: Uint8Array,
): Uint8Array {
  const keyMaterial = concatBytes(dhSecret, kemSecret);
  return deriveKey(keyMaterial, context, "sealed share", [header, recipientPublicKey], 32);
}

function addressBytes({ context, from, to, kind }: BoxAddress): Uint8Array {
  if (context.length !== CONTEXT_BYTES) throw new RangeError("A context has 32 bytes.");
  return concatBytes(context, u32be(from), u32be(to), Uint8Array.of(kind));
}
