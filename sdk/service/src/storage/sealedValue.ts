import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEAL_LABEL = "consilium/store/1";

/** nonce ‖ ciphertext ‖ tag, AES-256-GCM (NIST SP 800-38D), bound to the key it is stored under. */
export function sealValue(storeKey: Uint8Array | undefined, key: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", unlocked(storeKey, key), nonce);
  cipher.setAAD(sealedUnder(key));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Throws KEYSTORE_LOCKED where the value was sealed under another store key or another key, or is damaged. */
export function unsealValue(storeKey: Uint8Array | undefined, key: string, sealed: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv("aes-256-gcm", unlocked(storeKey, key), sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(sealedUnder(key));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const opened = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
    decipher.final();
    return new Uint8Array(opened);
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("KEYSTORE_LOCKED", "A sealed value does not open.", {
      field: key,
      hint: "Use the keystore this store was made with; if it is the one, the value is damaged: restore the folder from a backup.",
      cause,
    });
  }
}

function sealedUnder(key: string): Uint8Array {
  return utf8([SEAL_LABEL, key].join("\n"));
}

function unlocked(storeKey: Uint8Array | undefined, key: string): Uint8Array {
  if (storeKey !== undefined) return storeKey;
  throw new FederationError("KEYSTORE_LOCKED", "The store was opened without its key.", {
    field: key,
    hint: "Open the keystore first and pass its storeKey.",
  });
}
