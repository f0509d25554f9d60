import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fromHex, toHex, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { replaceFile, writeNewFile } from "../files/durableFile.ts";

/** What a keystore holds: named texts and byte strings. */
export type KeystoreKeys = Record<string, string | Uint8Array>;

export interface KeystoreOptions {
  /** scrypt's cost, a power of two from 2^14 to 2^20; default 2^17 (128 MiB, about half a second). */
  scryptN?: number;
}

interface KeystoreHeader {
  version: 1;
  kdf: { name: "scrypt"; N: number; r: 8; p: 1; salt: string };
  cipher: { name: "aes-256-gcm"; nonce: string };
}

/** A keystore file, or a part of another document that is sealed in the same way. */
export interface SealedKeys extends KeystoreHeader {
  ciphertext: string;
  tag: string;
}

export const DEFAULT_SCRYPT_N = 2 ** 17;
const MIN_SCRYPT_N = 2 ** 14;
const MAX_SCRYPT_N = 2 ** 20;
const MIN_PASSPHRASE_CHARACTERS = 8;
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Writes keys to a new file, encrypted with AES-256-GCM under scrypt (RFC 7914) of the passphrase; the header is
 * authenticated as well. The file appears whole and on disk, mode 0600, or not at all.
 * Throws CONFIG_INVALID when the file exists (it is never overwritten) or the passphrase is too short.
 */
export async function createKeystore(
  path: string,
  passphrase: string,
  keys: KeystoreKeys,
  options: KeystoreOptions = {},
): Promise<void> {
  await writeNewFile(path, `${JSON.stringify(await sealKeys(passphrase, keys, options), null, 2)}\n`);
}

/** The same in place of the keystore that is there: a crash at any moment leaves the old file or the new one. */
export async function replaceKeystore(
  path: string,
  passphrase: string,
  keys: KeystoreKeys,
  options: KeystoreOptions = {},
): Promise<void> {
  await replaceFile(path, `${JSON.stringify(await sealKeys(passphrase, keys, options), null, 2)}\n`);
}

/** Keys as `createKeystore` writes them, as a document. Throws CONFIG_INVALID when the passphrase is too short. */
export async function sealKeys(
  passphrase: string,
  keys: KeystoreKeys,
  options: KeystoreOptions = {},
): Promise<SealedKeys> {
  if (passphrase.length < MIN_PASSPHRASE_CHARACTERS) {
    throw new FederationError("CONFIG_INVALID", `A passphrase has at least ${MIN_PASSPHRASE_CHARACTERS} characters.`, {
      field: "passphrase",
    });
  }
  const scryptN = options.scryptN ?? DEFAULT_SCRYPT_N;
  if (!isScryptCost(scryptN)) {
    throw new FederationError("CONFIG_INVALID", "scrypt's N is a power of two from 2^14 to 2^20.", {
      field: "scryptN",
    });
  }
  const header: KeystoreHeader = {
    version: 1,
    kdf: { name: "scrypt", N: scryptN, r: 8, p: 1, salt: randomBytes(SALT_BYTES).toString("hex") },
    cipher: { name: "aes-256-gcm", nonce: randomBytes(NONCE_BYTES).toString("hex") },
  };
  const key = await deriveKey(passphrase, header);
  const plaintext = utf8(JSON.stringify(Object.fromEntries(Object.entries(keys).map(writeEntry))));
  try {
    const cipher = createCipheriv("aes-256-gcm", key, Buffer.from(header.cipher.nonce, "hex"));
    cipher.setAAD(canonicalJsonBytes(header));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { ...header, ciphertext: ciphertext.toString("hex"), tag: cipher.getAuthTag().toString("hex") };
  } finally {
    key.fill(0);
    plaintext.fill(0);
  }
}

/** Throws KEYSTORE_LOCKED on a wrong passphrase or a damaged file, CONFIG_INVALID when there is no such file. */
export async function openKeystore(path: string, passphrase: string): Promise<KeystoreKeys> {
  return unsealKeys(await readKeystoreFile(path), passphrase, path);
}

/** Opens a document that `sealKeys` made and `isSealedKeys` has checked. Throws KEYSTORE_LOCKED naming `field`. */
export async function unsealKeys(sealed: SealedKeys, passphrase: string, field: string): Promise<KeystoreKeys> {
  const { ciphertext, tag, ...header } = sealed;
  const key = await deriveKey(passphrase, header);
  let plaintext: Buffer | undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(header.cipher.nonce, "hex"), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(canonicalJsonBytes(header));
    decipher.setAuthTag(Buffer.from(tag, "hex"));
    plaintext = decipher.update(Buffer.from(ciphertext, "hex"));
    decipher.final();
    const entries = Object.entries(JSON.parse(plaintext.toString("utf8")) as Record<string, StoredEntry>);
    return Object.fromEntries(entries.map(readEntry));
  } catch (cause) {
    throw new FederationError("KEYSTORE_LOCKED", "The keystore does not open.", {
      field,
      hint: "Check the passphrase; if it is right, the file is damaged: restore it from a backup.",
      cause,
    });
  } finally {
    key.fill(0);
    plaintext?.fill(0);
  }
}

type StoredEntry = { text: string } | { hex: string };

function writeEntry([name, value]: [string, string | Uint8Array]): [string, StoredEntry] {
  return [name, typeof value === "string" ? { text: value } : { hex: toHex(value) }];
}

function readEntry([name, stored]: [string, StoredEntry]): [string, string | Uint8Array] {
  return [name, "text" in stored ? stored.text : fromHex(stored.hex)];
}

async function readKeystoreFile(path: string): Promise<SealedKeys> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The keystore cannot be read.", {
      field: path,
      hint: "Check the path and its permissions.",
      cause,
    });
  }
  let parsed: unknown;
  try {
    parsed = text.length > MAX_FILE_BYTES ? undefined : JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  // Checked before the passphrase is stretched: a forged cost would take all memory.
  if (!isSealedKeys(parsed)) {
    throw new FederationError("KEYSTORE_LOCKED", "The keystore file is damaged or of another version.", {
      field: path,
      hint: "Restore it from a backup.",
    });
  }
  return parsed;
}

/** Whether a document has the form of sealed keys, with a cost that is bearable. Ask this before `unsealKeys`. */
export function isSealedKeys(value: unknown): value is SealedKeys {
  const file = value as Partial<SealedKeys> | null | undefined;
  return (
    typeof file === "object" &&
    file !== null &&
    file.version === 1 &&
    file.kdf?.name === "scrypt" &&
    isScryptCost(file.kdf.N) &&
    file.kdf.r === 8 &&
    file.kdf.p === 1 &&
    isHex(file.kdf.salt, SALT_BYTES) &&
    file.cipher?.name === "aes-256-gcm" &&
    isHex(file.cipher.nonce, NONCE_BYTES) &&
    isHex(file.ciphertext) &&
    isHex(file.tag, TAG_BYTES)
  );
}

function isScryptCost(n: unknown): n is number {
  return typeof n === "number" && n >= MIN_SCRYPT_N && n <= MAX_SCRYPT_N && Number.isInteger(Math.log2(n));
}

function isHex(text: unknown, sizeBytes?: number): text is string {
  return (
    typeof text === "string" &&
    /^([0-9a-f]{2})*$/.test(text) &&
    (sizeBytes === undefined || text.length === 2 * sizeBytes)
  );
}

function deriveKey(passphrase: string, { kdf }: KeystoreHeader): Promise<Buffer> {
  const cost = { N: kdf.N, r: kdf.r, p: kdf.p, maxmem: 256 * kdf.N * kdf.r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), Buffer.from(kdf.salt, "hex"), KEY_BYTES, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(new FederationError("INTERNAL", "The passphrase could not be stretched.", { cause: error }));
    });
  });
}
