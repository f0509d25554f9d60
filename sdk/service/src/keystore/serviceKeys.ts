import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { peerIdFromSeed } from "@consilium/sdk/wire/peerId.ts";
import { x25519 } from "@noble/curves/ed25519.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { computeAddress } from "ethers";
import { createKeystore, type KeystoreKeys, type KeystoreOptions, openKeystore } from "./keystore.ts";

/** The long-lived secrets of one service. Round keys are not here: they are fresh each round. */
export interface ServiceKeys {
  /** secp256k1 private key of the chain account, `0x` and 64 hex digits. */
  chainKey: string;
  /** Ed25519 seed of the libp2p identity, 32 bytes. */
  peerSeed: Uint8Array;
  /** X25519 private key for boxes sealed to this member, 32 bytes. */
  boxSeed: Uint8Array;
  /** AES-256 key of the sealed values in the level store, 32 bytes. */
  storeKey: Uint8Array;
  /** Key of the account that this one replaced: rounds opened before are still signed with it. It has no right on chain. */
  earlierChainKey?: string;
}

/** What others may know. */
export interface ServiceIdentity {
  /** Checksummed chain address. */
  account: string;
  peerId: string;
  /** X25519 public key, `0x` and 64 hex digits. */
  boxKey: `0x${string}`;
}

export const KEYSTORE_FILE = "keystore.json";

export function generateServiceKeys(): ServiceKeys {
  const random = () => globalThis.crypto.getRandomValues(new Uint8Array(32));
  return {
    chainKey: toHex(secp256k1.utils.randomSecretKey()),
    peerSeed: random(),
    boxSeed: random(),
    storeKey: random(),
  };
}

export function identityOf(keys: ServiceKeys): ServiceIdentity {
  return {
    account: computeAddress(keys.chainKey),
    peerId: peerIdFromSeed(keys.peerSeed),
    boxKey: toHex(x25519.getPublicKey(keys.boxSeed)),
  };
}

/**
 * Opens `keystore.json` in the service's folder, or makes it with fresh keys on first start.
 * Throws KEYSTORE_LOCKED on a wrong passphrase or a damaged file, CONFIG_INVALID on an unusable folder or passphrase.
 */
export async function loadOrCreateServiceKeys(
  dir: string,
  passphrase: string,
  options: KeystoreOptions = {},
): Promise<ServiceKeys> {
  const path = join(dir, KEYSTORE_FILE);
  if (await exists(path)) return checkedServiceKeys(await openKeystore(path, passphrase), path);
  const keys = generateServiceKeys();
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await createKeystore(path, passphrase, { ...keys }, options);
    return keys;
  } catch (error) {
    wipeServiceKeys(keys);
    // Another process made it meanwhile: its keys are the service's.
    if (isFederationError(error, "CONFIG_INVALID") && (await exists(path))) {
      return checkedServiceKeys(await openKeystore(path, passphrase), path);
    }
    throw error;
  }
}

/**
 * Opens `keystore.json` in the service's folder, which must be there.
 * Throws KEYSTORE_LOCKED on a wrong passphrase or a damaged file, CONFIG_INVALID when there is none.
 */
export async function openServiceKeys(dir: string, passphrase: string): Promise<ServiceKeys> {
  const path = join(dir, KEYSTORE_FILE);
  return checkedServiceKeys(await openKeystore(path, passphrase), path);
}

/** Overwrites the byte keys. The chain key is a JavaScript string, which cannot be overwritten, only dropped. */
export function wipeServiceKeys(keys: ServiceKeys): void {
  keys.peerSeed.fill(0);
  keys.boxSeed.fill(0);
  keys.storeKey.fill(0);
  keys.chainKey = "";
  delete keys.earlierChainKey;
}

/** A keystore's content as a service's keys. Throws KEYSTORE_LOCKED naming `path`. */
export function checkedServiceKeys(keys: KeystoreKeys, path: string): ServiceKeys {
  const { chainKey, peerSeed, boxSeed, storeKey, earlierChainKey } = keys;
  if (typeof chainKey === "string" && isKey(peerSeed) && isKey(boxSeed) && isKey(storeKey)) {
    const held = { chainKey, peerSeed, boxSeed, storeKey };
    return typeof earlierChainKey === "string" ? { ...held, earlierChainKey } : held;
  }
  throw new FederationError("KEYSTORE_LOCKED", "The keystore does not hold a service's keys.", {
    field: path,
    hint: "Point to the keystore this service made at its first start.",
  });
}

function isKey(value: string | Uint8Array | undefined): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 32;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
