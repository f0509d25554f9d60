import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { receiptToFhir } from "@consilium/sdk/seals/fhirReceipt.ts";
import type { SealReceipt } from "@consilium/sdk/seals/sealConsents.ts";
import { fillFolder, nameFolder } from "@consilium/service/files/durableFolder.ts";

/** A hidden folder of receipts whose seal is not on chain yet; named by the seal's root. */
const PARTIAL = /^\.seal-0x[0-9a-f]{64}\.partial$/;

export interface ReceiptOf {
  /** Line of the list. */
  line: number;
  patientId: string;
  receipt: SealReceipt;
}

/**
 * Writes one FHIR R4 Consent a receipt, and `receipts.csv` that says whose is which, into a hidden folder of `parent`; on disk,
 * mode 0600, when this resolves. Returns that folder and the one that it becomes once the seal is on chain. The receipts are
 * the only place of the keys that were made for them.
 */
export async function writeReceipts(
  parent: string,
  receipts: readonly ReceiptOf[],
  siteName: string,
): Promise<{ receipts: string; receiptsPartial: string }> {
  const root = receipts[0]!.receipt.root;
  const receiptsPartial = join(parent, `.seal-${root}.partial`);
  const named = receipts.map((one) => ({ ...one, name: `receipt-${String(one.line).padStart(6, "0")}.json` }));
  const index = named.map(({ patientId, name }) => `${quoted(patientId)},${name}`);
  await fillFolder(receiptsPartial, [
    ...named.map(({ name, receipt }) => ({
      path: name,
      content: () => `${JSON.stringify(receiptToFhir(receipt, siteName), null, 2)}\n`,
    })),
    { path: "receipts.csv", content: ["patient_id,file", ...index, ""].join("\n") },
  ]);
  return { receipts: join(parent, `seal-${root.slice(2, 18)}`), receiptsPartial };
}

/** The seal is on chain: shows its receipts. Does nothing where that was done already. */
export async function showReceipts(paths: { receipts: string; receiptsPartial: string }): Promise<void> {
  try {
    await nameFolder(paths.receiptsPartial, paths.receipts);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw new FederationError("CONFIG_INVALID", "The receipts cannot be put in place.", {
      field: paths.receipts,
      hint: "Make the folder writable, and run the command again.",
      cause: error,
    });
  }
}

/** Removes receipts of a run that ended before anything was sent: no seal has their root. */
export async function removeOrphans(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) if (PARTIAL.test(name)) await rm(join(parent, name), { recursive: true });
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
