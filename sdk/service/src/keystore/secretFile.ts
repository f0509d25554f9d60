import { readFile, stat } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const SECRET_FILE_MAX_BYTES = 4_096;

/**
 * The text of a file that holds one secret, without surrounding white space; refused where others on the machine could
 * read it. `what` names the secret, for example `operator token`, and `hint` says what to give.
 * @throws CONFIG_INVALID, without a character of the secret
 */
export async function readSecretFile(path: string, what: string, hint: string): Promise<string> {
  try {
    const { mode, size } = await stat(path);
    if (size > SECRET_FILE_MAX_BYTES) {
      throw new FederationError("CONFIG_INVALID", `Too large for a ${what}.`, { field: path, hint });
    }
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new FederationError("CONFIG_INVALID", `Others on this machine can read the ${what}.`, {
        field: path,
        hint,
      });
    }
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("CONFIG_INVALID", `The ${what} cannot be read.`, { field: path, hint, cause });
  }
}
