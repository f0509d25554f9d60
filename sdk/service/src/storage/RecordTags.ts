import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/** Documents, bytes and sealed secrets: three key spaces of one store. */
export type Space = "documents" | "bytes" | "sealed";

export const TAG_BYTES = 32;
const KEY_BYTES = 32;
const MODULUS = 1n << 256n;

/**
 * The tags that tell a store's records from anything else that the disk may answer.
 *
 * A record's tag is HMAC-SHA-256 (RFC 2104) over its space, its key and its value, so that neither bytes nor places can be
 * exchanged. A set of records is the sum of a second HMAC of their tags modulo 2^256, a keyed incremental multiset hash
 * (MSet-Add-Hash: Clarke, Devadas, van Dijk, Gassend and Suh, ASIACRYPT 2003). It changes in constant time with each write and
 * shows a record that is missing, that was there before, or that stands twice. Only a tag over the sum is ever written.
 *
 * The keys come from the keystore's store key by HKDF (RFC 5869). Without a store key they are public: they show damage then,
 * and no forger.
 */
export class RecordTags {
  // Key objects: a third of the time of bare bytes.
  readonly #recordKey: KeyObject;
  readonly #sumKey: KeyObject;
  readonly #stateKey: KeyObject;
  /** Tells a store of another keystore from a damaged one; says nothing about the key. 16 bytes. */
  readonly keyId: Buffer;

  constructor(storeKey: Uint8Array = new Uint8Array(KEY_BYTES)) {
    const derive = (use: string) =>
      new Uint8Array(hkdfSync("sha256", storeKey, "", `consilium/store/2 ${use}`, KEY_BYTES));
    this.#recordKey = createSecretKey(derive("record"));
    this.#sumKey = createSecretKey(derive("sum"));
    this.#stateKey = createSecretKey(derive("state"));
    this.keyId = Buffer.from(derive("id").subarray(0, 16));
  }

  /** 32 bytes over the record. */
  ofRecord(space: Space, key: string, value: Uint8Array): Buffer {
    return createHmac("sha256", this.#recordKey).update(recordName(space, key)).update(value).digest();
  }

  /** A record's tag, and what it adds to the sum over the set it is in. */
  markOf(space: Space, key: string, value: Uint8Array): { tag: Buffer; summand: bigint } {
    const tag = this.ofRecord(space, key, value);
    return { tag, summand: BigInt(`0x${createHmac("sha256", this.#sumKey).update(tag).digest("hex")}`) };
  }

  /** 32 bytes over what a store says of itself. */
  ofState(kind: string, ...parts: readonly (string | Uint8Array)[]): Buffer {
    const mac = createHmac("sha256", this.#stateKey).update(`${kind}\n`);
    for (const part of parts) mac.update(`${part.length}\n`).update(part);
    return mac.digest();
  }
}

/** Spaces and keys hold no line break, so space, key and value are told apart. */
function recordName(space: Space, key: string): string {
  return `${space}\n${key}\n`;
}

/** The sum of a set of records that changes as they do. */
export function addToSum(sum: bigint, change: bigint): bigint {
  return (((sum + change) % MODULUS) + MODULUS) % MODULUS;
}
