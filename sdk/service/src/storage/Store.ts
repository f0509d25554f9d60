import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Level } from "level";

export interface WriteDurability {
  /** True (the default): acknowledged only once it is on disk (fsync), so that `kill -9` loses nothing. */
  durable?: boolean;
}

export type StoreOperation =
  | { type: "put"; key: string; value: unknown }
  | { type: "putBytes"; key: string; bytes: Uint8Array }
  | { type: "putSealed"; key: string; bytes: Uint8Array }
  | { type: "delete" | "deleteBytes" | "deleteSealed"; key: string };

/**
 * One service's durable key-value store. Documents (JSON), bytes and sealed secrets are three separate key spaces.
 * Keys are printable ASCII without blanks, at most 512 characters; anything else is REQUEST_INVALID.
 */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  put(key: string, value: unknown, durability?: WriteDurability): Promise<void>;
  delete(key: string, durability?: WriteDurability): Promise<void>;
  getBytes(key: string): Promise<Uint8Array | undefined>;
  putBytes(key: string, bytes: Uint8Array, durability?: WriteDurability): Promise<void>;
  deleteBytes(key: string, durability?: WriteDurability): Promise<void>;
  /** Throws KEYSTORE_LOCKED on a value sealed under another store key, moved from another key, or damaged. */
  getSealed(key: string): Promise<Uint8Array | undefined>;
  putSealed(key: string, bytes: Uint8Array, durability?: WriteDurability): Promise<void>;
  /** Deletes every sealed value under a prefix, and rewrites the files that held them. */
  eraseSealed(prefix: string): Promise<void>;
  /** All of it or none, in one write. */
  batch(operations: readonly StoreOperation[], durability?: WriteDurability): Promise<void>;
  /** Documents whose key starts with the prefix, in key order. */
  range<T>(prefix: string): AsyncIterableIterator<[key: string, value: T]>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** AES-256 key, 32 bytes, for the sealed values; without it they are refused (KEYSTORE_LOCKED). */
  storeKey?: Uint8Array;
}

const KEY = /^[\x21-\x7e]{1,512}$/;
/** The character after the last one a key may hold. */
const AFTER_LAST = "\x7f";
const STORE_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEAL_LABEL = "consilium/store/1";

/** Opens or makes the store in a folder. Throws STORE_IN_USE while another process holds it, CONFIG_INVALID otherwise. */
export async function openStore(dir: string, options: StoreOptions = {}): Promise<Store> {
  if (options.storeKey !== undefined && options.storeKey.length !== STORE_KEY_BYTES) {
    throw new FederationError("CONFIG_INVALID", `A store key has ${STORE_KEY_BYTES} bytes.`, { field: "storeKey" });
  }
  const level = await openLevel(dir);
  const documents = level.sublevel<string, unknown>("documents", { valueEncoding: "json" });
  const blobs = level.sublevel<string, Uint8Array>("bytes", { valueEncoding: "view" });
  const secrets = level.sublevel<string, Uint8Array>("sealed", { valueEncoding: "view" });
  const { storeKey } = options;

  const asLevelOperation = (operation: StoreOperation) => {
    const key = checkedKey(operation.key);
    switch (operation.type) {
      case "put":
        if (operation.value === undefined) {
          throw new FederationError("REQUEST_INVALID", "A document is needed.", { field: key });
        }
        return { type: "put" as const, sublevel: documents, key, value: operation.value };
      case "putBytes":
        return { type: "put" as const, sublevel: blobs, key, value: operation.bytes };
      case "putSealed":
        return { type: "put" as const, sublevel: secrets, key, value: seal(storeKey, key, operation.bytes) };
      case "delete":
        return { type: "del" as const, sublevel: documents, key };
      case "deleteBytes":
        return { type: "del" as const, sublevel: blobs, key };
      case "deleteSealed":
        return { type: "del" as const, sublevel: secrets, key };
    }
  };
  const batch = async (operations: readonly StoreOperation[], durability: WriteDurability = {}) => {
    await level.batch<string, unknown>(operations.map(asLevelOperation), { sync: durability.durable ?? true });
  };

  return {
    batch,
    get: async <T>(key: string) => (await documents.get(checkedKey(key))) as T | undefined,
    put: (key, value, durability) => batch([{ type: "put", key, value }], durability),
    delete: (key, durability) => batch([{ type: "delete", key }], durability),
    getBytes: async (key) => await blobs.get(checkedKey(key)),
    putBytes: (key, bytes, durability) => batch([{ type: "putBytes", key, bytes }], durability),
    deleteBytes: (key, durability) => batch([{ type: "deleteBytes", key }], durability),
    async getSealed(key) {
      const sealed = await secrets.get(checkedKey(key));
      return sealed === undefined ? undefined : unseal(storeKey, key, sealed);
    },
    putSealed: (key, bytes, durability) => batch([{ type: "putSealed", key, bytes }], durability),
    async eraseSealed(prefix) {
      const range = { gte: checkedKey(prefix), lt: prefix + AFTER_LAST };
      const keys = await secrets.keys(range).all();
      await batch(keys.map((key) => ({ type: "deleteSealed", key })));
      // A deletion is only a note on top of the old value until the files are rewritten.
      await compact(level, `${secrets.prefix}${range.gte}`, `${secrets.prefix}${range.lt}`);
    },
    async *range<T>(prefix: string) {
      for await (const [key, value] of documents.iterator({ gte: checkedKey(prefix), lt: prefix + AFTER_LAST })) {
        yield [key, value as T] as [string, T];
      }
    },
    close: () => level.close(),
  };
}

async function openLevel(dir: string): Promise<Level<string, unknown>> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const level = new Level<string, unknown>(dir);
    await level.open();
    return level;
  } catch (cause) {
    if (isLocked(cause)) {
      throw new FederationError("STORE_IN_USE", "Another process holds this store.", {
        field: dir,
        hint: "Stop that process, or give this one a folder of its own.",
        cause,
      });
    }
    throw new FederationError("CONFIG_INVALID", "The store cannot be opened.", {
      field: dir,
      hint: "Check that the folder exists, is writable and holds a store.",
      cause,
    });
  }
}

function isLocked(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "LEVEL_LOCKED") return true;
  }
  return false;
}

function checkedKey(key: string): string {
  if (!KEY.test(key)) {
    throw new FederationError("REQUEST_INVALID", "A store key is 1 to 512 printable ASCII characters without blanks.");
  }
  return key;
}

/** classic-level has compactRange; the browser's level, which this package never opens, has not. */
async function compact(level: object, start: string, end: string): Promise<void> {
  if ("compactRange" in level && typeof level.compactRange === "function") await level.compactRange(start, end);
}

/** nonce ‖ ciphertext ‖ tag, AES-256-GCM (NIST SP 800-38D), bound to the key it is stored under. */
function seal(storeKey: Uint8Array | undefined, key: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", unlocked(storeKey, key), nonce);
  cipher.setAAD(sealedUnder(key));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function unseal(storeKey: Uint8Array | undefined, key: string, sealed: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv("aes-256-gcm", unlocked(storeKey, key), sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(sealedUnder(key));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const opened = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
    decipher.final();
    return new Uint8Array(opened);
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("KEYSTORE_LOCKED", "A sealed value does not open.", {
      field: key,
      hint: "Use the keystore this store was made with; if it is the one, the value is damaged: restore the folder from a backup.",
      cause,
    });
  }
}

function sealedUnder(key: string): Uint8Array {
  return utf8([SEAL_LABEL, key].join("\n"));
}

function unlocked(storeKey: Uint8Array | undefined, key: string): Uint8Array {
  if (storeKey !== undefined) return storeKey;
  throw new FederationError("KEYSTORE_LOCKED", "The store was opened without its key.", {
    field: key,
    hint: "Open the keystore first and pass its storeKey.",
  });
}
