import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { AuthenticatedRecords } from "./AuthenticatedRecords.ts";
import type { RecordChange } from "./RecordSet.ts";
import { RecordTags } from "./RecordTags.ts";
import { sealValue, unsealValue } from "./sealedValue.ts";

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
 * One service's durable key-value store. Documents (JSON), bytes and sealed secrets are three separate key spaces. A read
 * gives what was last written under the key, or STORE_DAMAGED: never another content, and never silence.
 * Keys are printable ASCII without blanks, at most 512 characters; anything else is REQUEST_INVALID.
 */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  put(key: string, value: unknown, durability?: WriteDurability): Promise<void>;
  delete(key: string, durability?: WriteDurability): Promise<void>;
  getBytes(key: string): Promise<Uint8Array | undefined>;
  putBytes(key: string, bytes: Uint8Array, durability?: WriteDurability): Promise<void>;
  deleteBytes(key: string, durability?: WriteDurability): Promise<void>;
  getSealed(key: string): Promise<Uint8Array | undefined>;
  putSealed(key: string, bytes: Uint8Array, durability?: WriteDurability): Promise<void>;
  /** Deletes every sealed value under a prefix, and rewrites the files that held them. */
  eraseSealed(prefix: string): Promise<void>;
  /** All of it or none, in one write. */
  batch(operations: readonly StoreOperation[], durability?: WriteDurability): Promise<void>;
  /** Documents whose key starts with the prefix, in key order; those put after it began are left out. */
  range<T>(prefix: string): AsyncIterableIterator<[key: string, value: T]>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /**
   * 32 bytes of the keystore: AES-256 key of the sealed values, and source of the keys that authenticate every record.
   * Without it sealed values are refused (KEYSTORE_LOCKED), and the rest is guarded against damage but not against a forger.
   */
  storeKey?: Uint8Array;
}

const KEY = /^[\x21-\x7e]{1,512}$/;
const STORE_KEY_BYTES = 32;

/**
 * Opens or makes the store in a folder; `<folder>.head` beside it counts its writes. Every record is read and judged first,
 * about a second for a gigabyte.
 * @throws STORE_IN_USE while another process holds it; STORE_DAMAGED where the disk does not answer what was acknowledged;
 * KEYSTORE_LOCKED where it was made with another store key; CONFIG_INVALID otherwise
 */
export async function openStore(dir: string, options: StoreOptions = {}): Promise<Store> {
  const { storeKey } = options;
  if (storeKey !== undefined && storeKey.length !== STORE_KEY_BYTES) {
    throw new FederationError("CONFIG_INVALID", `A store key has ${STORE_KEY_BYTES} bytes.`, { field: "storeKey" });
  }
  const records = await AuthenticatedRecords.open(dir, new RecordTags(storeKey));

  const batch = async (operations: readonly StoreOperation[], { durable = true }: WriteDurability = {}) => {
    const changes = operations.map((operation) => changeOf(operation, storeKey));
    if (changes.length > 0) await records.write(changes, durable);
  };
  const get = async <T>(key: string) => {
    const json = await records.read("documents", checkedKey(key));
    return json === undefined ? undefined : (JSON.parse(Buffer.from(json).toString("utf8")) as T);
  };

  return {
    batch,
    get,
    put: (key, value, durability) => batch([{ type: "put", key, value }], durability),
    delete: (key, durability) => batch([{ type: "delete", key }], durability),
    getBytes: async (key) => await records.read("bytes", checkedKey(key)),
    putBytes: (key, bytes, durability) => batch([{ type: "putBytes", key, bytes }], durability),
    deleteBytes: (key, durability) => batch([{ type: "deleteBytes", key }], durability),
    async getSealed(key) {
      const sealed = await records.read("sealed", checkedKey(key));
      return sealed === undefined ? undefined : unsealValue(storeKey, key, sealed);
    },
    putSealed: (key, bytes, durability) => batch([{ type: "putSealed", key, bytes }], durability),
    async eraseSealed(prefix) {
      const keys = records.keysUnder("sealed", checkedKey(prefix));
      await batch(keys.map((key) => ({ type: "deleteSealed", key })));
      // A deletion is only a note on top of the old value until the files are rewritten.
      await records.rewrite("sealed", prefix);
    },
    async *range<T>(prefix: string) {
      for (const key of records.keysUnder("documents", checkedKey(prefix))) {
        const value = await get<T>(key);
        // Deleted since the range began.
        if (value !== undefined) yield [key, value] as [string, T];
      }
    },
    close: () => records.close(),
  };
}

/** Encoded now, so that what the caller changes later is not what is written. */
function changeOf(operation: StoreOperation, storeKey: Uint8Array | undefined): RecordChange {
  const key = checkedKey(operation.key);
  switch (operation.type) {
    case "put":
      if (operation.value === undefined) {
        throw new FederationError("REQUEST_INVALID", "A document is needed.", { field: key });
      }
      return { space: "documents", key, value: utf8(JSON.stringify(operation.value)) };
    case "putBytes":
      return { space: "bytes", key, value: operation.bytes.slice() };
    case "putSealed":
      return { space: "sealed", key, value: sealValue(storeKey, key, operation.bytes) };
    case "delete":
      return { space: "documents", key, value: undefined };
    case "deleteBytes":
      return { space: "bytes", key, value: undefined };
    case "deleteSealed":
      return { space: "sealed", key, value: undefined };
  }
}

function checkedKey(key: string): string {
  if (!KEY.test(key)) {
    throw new FederationError("REQUEST_INVALID", "A store key is 1 to 512 printable ASCII characters without blanks.");
  }
  return key;
}
