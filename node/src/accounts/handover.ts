import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { isErrnoException } from "@consilium/service/files/errno.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { sealValue, unsealValue } from "@consilium/service/storage/sealedValue.ts";
import { type AccountKeys, accountOfKeystore } from "./AccountKeys.ts";

const LOOK_MS = 500;
const LABEL = "handover";

/**
 * `handover.sealed` in the state folder: the next account's key on its way from `consilium-node rotate` to the node that
 * runs, sealed under the store's key, which both have. The node takes it once the chain has made the account the site's,
 * and removes the file.
 */
export const handoverFile = (stateDir: string) => join(stateDir, "handover.sealed");

export async function writeHandover(stateDir: string, storeKey: Uint8Array, chainKey: string): Promise<void> {
  await replaceFile(handoverFile(stateDir), sealValue(storeKey, LABEL, Buffer.from(chainKey, "utf8")));
}

export async function removeHandover(stateDir: string): Promise<void> {
  await rm(handoverFile(stateDir), { force: true });
}

/** Whether a handover is waiting to be taken. */
export async function isHandoverWaiting(stateDir: string): Promise<boolean> {
  return (await readSealed(stateDir)) !== undefined;
}

interface Watched {
  readonly stateDir: string;
  readonly storeKey: Uint8Array;
  readonly keys: AccountKeys;
  readonly chain: Chain;
  /** The site's member index. */
  readonly site: number;
  readonly logger: Logger;
}

/** Takes the next account's key where one waits and the chain has it. Says whether it did. Throws KEYSTORE_LOCKED, CHAIN_UNREACHABLE. */
export async function takeHandover({ stateDir, storeKey, keys, chain, site, logger }: Watched): Promise<boolean> {
  const sealed = await readSealed(stateDir);
  if (sealed === undefined) return false;
  const chainKey = Buffer.from(unsealValue(storeKey, LABEL, sealed)).toString("utf8");
  const { address } = accountOfKeystore(chainKey);
  // Until the chain says so, the old account is the one with the right to act.
  if ((await readMember(chain, site)).account.toLowerCase() !== address.toLowerCase()) return false;
  keys.add(chainKey);
  await removeHandover(stateDir);
  logger.info({ account: address }, "the site acts by another account now");
  return true;
}

/** Looks for a handover until the signal aborts. */
export async function watchHandover(watched: Watched, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    await takeHandover(watched).catch((error: unknown) => {
      const text = String(error);
      // Once for each reason: it is looked at twice a second.
      if (text !== last) watched.logger.warn({ err: error }, "the next account cannot be taken over yet");
      last = text;
    });
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function readSealed(stateDir: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(handoverFile(stateDir));
  } catch (error) {
    if (isErrnoException(error, "ENOENT")) return undefined;
    throw error;
  }
}
