import { readFile, stat } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { receiptOfFhir } from "@consilium/sdk/seals/fhirReceipt.ts";
import type { SealReceipt } from "@consilium/sdk/seals/sealConsents.ts";
import { requireOwnerOnly } from "@consilium/service/keystore/secretFile.ts";

const RECEIPT_MAX_BYTES = 64 * 1024;
const HINT = "Give the receipt as the hospital gave it, readable by you only (chmod 600).";

/** A sealed consent's receipt (FHIR R4 Consent). One with a key in it is refused where others could read it. @throws CONFIG_INVALID */
export async function readReceiptFile(path: string): Promise<SealReceipt> {
  let receipt: SealReceipt;
  let mode: number;
  try {
    const { size, mode: bits } = await stat(path);
    if (size > RECEIPT_MAX_BYTES) throw new RangeError("too large");
    mode = bits;
    receipt = receiptOfFhir(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    // The cause stays out where it is JSON's, which quotes the text.
    throw new FederationError("CONFIG_INVALID", "It is not a receipt of a sealed consent.", {
      field: path,
      hint: HINT,
      ...(cause instanceof SyntaxError ? {} : { cause }),
    });
  }
  if (receipt.revocationKey !== undefined) requireOwnerOnly(mode, path, "receipt's key", HINT);
  return receipt;
}
