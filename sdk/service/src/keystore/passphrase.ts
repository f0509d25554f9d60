import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readSecretText } from "./secretFile.ts";

export interface PassphraseSource {
  /** The environment variable to read, for example `CONSILIUM_PASSPHRASE`; it is unset once read. */
  env: string;
  /** A file to read instead, for example a mounted secret; its last line break is not part of the passphrase. Owner-only. */
  file?: string;
}

/** The passphrase of the keystore. Throws CONFIG_INVALID naming both sources when neither gives one. */
export async function readPassphrase(source: PassphraseSource): Promise<string> {
  if (source.file !== undefined) return readPassphraseFile(source.file);
  const passphrase = process.env[source.env];
  // Child processes and crash reports inherit the environment.
  delete process.env[source.env];
  if (passphrase === undefined || passphrase === "") {
    throw new FederationError("CONFIG_INVALID", "The keystore's passphrase is missing.", {
      field: source.env,
      hint: `Set ${source.env}, or name a passphrase file in the configuration.`,
    });
  }
  return passphrase;
}

async function readPassphraseFile(file: string): Promise<string> {
  const hint = "Give a file with the passphrase alone, readable by its owner only (chmod 600).";
  const passphrase = (await readSecretText(file, "passphrase", hint)).replace(/\r?\n$/, "");
  if (passphrase === "") {
    throw new FederationError("CONFIG_INVALID", "The passphrase file is empty.", { field: file, hint });
  }
  return passphrase;
}
