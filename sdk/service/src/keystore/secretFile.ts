import { open } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const SECRET_FILE_MAX_BYTES = 4_096;

/**
 * The text of a file that holds one secret, as it stands there; refused where others on the machine could read it.
 *
 * @param what Names the secret, for example `operator token`
 * @param hint Says what to give
 * @throws CONFIG_INVALID, without a character of the secret
 */
export async function readSecretText(path: string, what: string, hint: string): Promise<string> {
  try {
    // What is judged is what is read: both go through one descriptor.
    const file = await open(path, "r");
    try {
      const { mode, size } = await file.stat();
      if (size > SECRET_FILE_MAX_BYTES) {
        throw new FederationError("CONFIG_INVALID", `Too large for a ${what}.`, { field: path, hint });
      }
      requireOwnerOnly(mode, path, what, hint);
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("CONFIG_INVALID", `The ${what} cannot be read.`, { field: path, hint, cause });
  }
}

/** The same without white space around it. */
export async function readSecretFile(path: string, what: string, hint: string): Promise<string> {
  return (await readSecretText(path, what, hint)).trim();
}

/** Refuses a file that anyone but its owner may read, write or run, by its mode. Windows has no such bits. @throws CONFIG_INVALID */
export function requireOwnerOnly(mode: number, path: string, what: string, hint: string): void {
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  throw new FederationError("CONFIG_INVALID", `Others on this machine can read the ${what}.`, { field: path, hint });
}
