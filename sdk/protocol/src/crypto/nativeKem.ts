import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { concatBytes, equalBytes, fromHex } from "../canonical/bytes.ts";
import { type NodeCrypto, type NodeKey, nodeCrypto } from "./nodeCrypto.ts";

/**
 * ML-KEM-768 (FIPS 203) through OpenSSL, where Node has it: some twenty times faster. It cannot take the randomness of an
 * encapsulation, so what must be derived again stays with JavaScript.
 */
export interface NativeKem {
  /** Encapsulation to an encapsulation key (1,184 bytes) with fresh randomness. */
  encapsulate(encapsulationKey: Uint8Array): { cipherText: Uint8Array; sharedSecret: Uint8Array };
  /** Decapsulation of 1,088 bytes; a forged ciphertext gives the unrelated secret of FIPS 203 §6.3. */
  decapsulate(kemCiphertext: Uint8Array, decapsulationKey: NodeKey): Uint8Array;
  /** Imports a decapsulation key of 2,400 bytes. It takes longer than its use, so callers keep it. */
  importKey(decapsulationKey: Uint8Array): NodeKey;
}

/** PKCS #8 (RFC 5958) around the expanded key of RFC 9935 §6, and SubjectPublicKeyInfo around the public key; ML-KEM-768. */
const PKCS8_HEADER = fromHex("30820978020100300b060960864801650304040204820964" + "04820960");
const SPKI_HEADER = fromHex("308204b2300b0609608648016503040402038204a100");

/** What `crypto` has of ML-KEM, once it gave the secret that the JavaScript gives; else null. */
export function createNativeKem(crypto: NodeCrypto | null = nodeCrypto): NativeKem | null {
  if (crypto?.encapsulate === undefined || crypto.decapsulate === undefined) return null;
  const { encapsulate, decapsulate } = crypto;
  const kem: NativeKem = {
    encapsulate: (encapsulationKey) => {
      const key = concatBytes(SPKI_HEADER, encapsulationKey);
      const { ciphertext, sharedKey } = encapsulate(crypto.createPublicKey({ key, format: "der", type: "spki" }));
      return { cipherText: Uint8Array.from(ciphertext), sharedSecret: Uint8Array.from(sharedKey) };
    },
    decapsulate: (kemCiphertext, key) => Uint8Array.from(decapsulate(key, kemCiphertext)),
    importKey: (decapsulationKey) => {
      const key = concatBytes(PKCS8_HEADER, decapsulationKey);
      try {
        return crypto.createPrivateKey({ key, format: "der", type: "pkcs8" });
      } finally {
        key.fill(0);
      }
    },
  };
  return agrees(kem) ? kem : null;
}

/** An older OpenSSL under a newer Node has no ML-KEM, or another form of its keys. */
function agrees(kem: NativeKem): boolean {
  try {
    const { publicKey, secretKey } = ml_kem768.keygen(new Uint8Array(64));
    const { cipherText, sharedSecret } = ml_kem768.encapsulate(publicKey, new Uint8Array(32));
    const fresh = kem.encapsulate(publicKey);
    return (
      equalBytes(kem.decapsulate(cipherText, kem.importKey(secretKey)), sharedSecret) &&
      equalBytes(ml_kem768.decapsulate(fresh.cipherText, secretKey), fresh.sharedSecret)
    );
  } catch {
    return false;
  }
}
