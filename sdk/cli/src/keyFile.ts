import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { isErrnoException } from "@consilium/service/transcripts/errno.ts";
import { readSecretFile } from "./secretFile.ts";

/** Writes a private key to a new file that only this account can read. Never overwrites. @throws CONFIG_INVALID */
export async function writeKeyFile(path: string, privateKey: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "wx", 0o600);
  } catch (cause) {
    const message = isErrnoException(cause, "EEXIST") ? "The file already exists." : "The file cannot be written.";
    throw new FederationError("CONFIG_INVALID", message, { field: path, hint: "Choose another path.", cause });
  }
  try {
    await file.writeFile(`${privateKey}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The private key in a file, refused where others could read it. @throws CONFIG_INVALID, without a digit of the key */
export async function readKeyFile(path: string): Promise<string> {
  const hint = "Give a file with one private key, readable by its owner only (chmod 600).";
  const key = await readSecretFile(path, "key", hint);
  if (!/^0x[0-9a-f]{64}$/.test(key)) {
    throw new FederationError("CONFIG_INVALID", "Not a private key.", { field: path, hint });
  }
  return key;
}
