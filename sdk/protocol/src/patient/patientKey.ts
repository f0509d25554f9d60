import { computeAddress, SigningKey } from "ethers";
import { toHex } from "../canonical/bytes.ts";
import { keyHashOf } from "../chain/consentRequests.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { randomBytes } from "../crypto/random.ts";
import { FederationError } from "../errors/FederationError.ts";

/**
 * A patient's key for ONE hospital. Never use it at another: the chain shows the account in the clear, so a key used
 * twice would link the two hospitals' records. Losing it costs nothing but a visit: the hospital can record a revocation.
 */
export interface PatientKey {
  /** secp256k1, `0x` and 64 hex digits. Stays with the patient. */
  readonly privateKey: Hex;
  /** What the hospital enrols, 20 bytes of lower-case hex. */
  readonly account: Hex;
  /** What the chain stores. */
  readonly keyHash: Hex;
}

/**
 * A fresh key from the platform's cryptographic generator.
 *
 * @example
 * const { account, privateKey } = createPatientKey(); // the hospital enrols the account; the key stays with the patient
 */
export function createPatientKey(): PatientKey {
  for (;;) {
    const key = keyOf(toHex(randomBytes(32)));
    if (key !== undefined) return key;
  }
}

/**
 * The key of a stored private key.
 *
 * @throws CONFIG_INVALID, without a digit of it.
 * @example patientKeyOf(stored.privateKey).account // what the hospital enrolled
 */
export function patientKeyOf(privateKey: string): PatientKey {
  const key = /^0x[0-9a-f]{64}$/.test(privateKey) ? keyOf(privateKey as Hex) : undefined;
  if (key !== undefined) return key;
  throw new FederationError("CONFIG_INVALID", "Not a private key.", {
    field: "patient key",
    hint: "Use the file that `consilium patient new-key` wrote.",
  });
}

/** Undefined for the 2^-128 of numbers that are no secp256k1 key. */
function keyOf(privateKey: Hex): PatientKey | undefined {
  try {
    const account = computeAddress(new SigningKey(privateKey).publicKey).toLowerCase() as Hex;
    return { privateKey, account, keyHash: keyHashOf(account) };
  } catch {
    return undefined;
  }
}
