import { dirname } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { makeDirectory, writeNewFile } from "@consilium/service/files/durableFile.ts";
import { readSecretFile } from "@consilium/service/keystore/secretFile.ts";

/** Writes a private key to a new file that only this account can read. Never overwrites. @throws CONFIG_INVALID */
export async function writeKeyFile(path: string, privateKey: string): Promise<void> {
  await makeDirectory(dirname(path));
  await writeNewFile(path, `${privateKey}\n`);
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
