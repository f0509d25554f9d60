import { readFile } from "node:fs/promises";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { RecoveryApproval } from "@consilium/sdk/schemas/recovery.ts";

/**
 * A custodian's approval, as `consilium member recovery approve` wrote it. It is not secret: only the member and account
 * named in it can come of it.
 * @throws CONFIG_INVALID naming file and field
 */
export async function readApprovalFile(path: string): Promise<RecoveryApproval> {
  const hint = "Give the file that `consilium member recovery approve` wrote.";
  let document: unknown;
  try {
    document = parseJson(await readFile(path), path);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It is not a readable JSON document.", { field: path, hint, cause });
  }
  return checkDocument(RecoveryApproval, document, path, "CONFIG_INVALID", hint);
}
