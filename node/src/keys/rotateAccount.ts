import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { readMembers } from "@consilium/sdk/chain/members.ts";
import { offerAccount, takeAccount } from "@consilium/sdk/chain/recovery.ts";
import { sendCoin } from "@consilium/sdk/chain/sendCoin.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createKeystore, openKeystore, replaceKeystore } from "@consilium/service/keystore/keystore.ts";
import {
  checkedServiceKeys,
  generateServiceKeys,
  identityOf,
  KEYSTORE_FILE,
  type ServiceKeys,
} from "@consilium/service/keystore/serviceKeys.ts";
import { isHandoverWaiting, removeHandover, writeHandover } from "../accounts/handover.ts";
import { readStatus } from "../status/statusFile.ts";

/** Beside the keystore until the new account acts: a rotation that was interrupted goes on with this very account. */
export const NEXT_KEYSTORE_FILE = "keystore.next.json";
const HANDOVER_WAIT_MS = 30_000;

export interface Rotation {
  readonly stateDir: string;
  readonly passphrase: string;
  /** As `keystore.json` has them. */
  readonly keys: ServiceKeys;
  /** Connects with an account's key. */
  readonly connect: (chainKey: string) => Promise<Chain>;
}

export interface Rotated {
  /** Member index. */
  site: number;
  from: Address;
  account: Address;
  /** Whether a running node took the account over. */
  handedOver: boolean;
}

/** Makes the next account's key, or finds the one that an earlier call made. Nothing is sent. Throws CONFIG_INVALID, KEYSTORE_LOCKED. */
export async function prepareRotation({ stateDir, passphrase, keys }: Omit<Rotation, "connect">): Promise<ServiceKeys> {
  const path = join(stateDir, NEXT_KEYSTORE_FILE);
  if (!(await exists(path))) {
    const { chainKey } = generateServiceKeys();
    await createKeystore(path, passphrase, { ...keys, chainKey, earlierChainKey: keys.chainKey });
  }
  const next = checkedServiceKeys(await openKeystore(path, passphrase), path);
  if (next.earlierChainKey === keys.chainKey || next.chainKey === keys.chainKey) return next;
  throw new FederationError("CONFIG_INVALID", "The next keystore does not follow this one.", {
    field: path,
    hint: "Move it away: it was made for another keystore.",
  });
}

/**
 * Gives the site a fresh account while its node runs: the present account offers its place and half of its coin, the new
 * one takes it, the node goes on with it, and the keystore has it. Each step looks first whether it was done, so that a
 * command which was interrupted at any point is simply given again.
 */
export async function rotateAccount(rotation: Rotation): Promise<Rotated> {
  const { stateDir, keys, connect } = rotation;
  const next = await prepareRotation(rotation);
  const [present, following] = [await connect(keys.chainKey), await connect(next.chainKey)];
  try {
    if (next.chainKey === keys.chainKey) return await finish(rotation, next, following);
    const heir = following.account!;
    const members = await readMembers(present);
    const self = members.find(({ account }) => isSame(account, present.account!));
    if (self !== undefined) {
      // Before the chain knows: the node must be able to act in the very block that makes the account its own.
      await writeHandover(stateDir, keys.storeKey, next.chainKey);
      await offerAccount(present, heir);
      await sendCoin(present, heir, (balance) => balance / 2n);
      await takeAccount(following, self.index);
    } else if (!members.some(({ account }) => isSame(account, heir))) {
      throw new FederationError("MEMBER_UNKNOWN", "This account is not a member's.", {
        field: "keystore",
        hint: "Only a member changes its account: see `consilium member list`.",
      });
    }
    return await finish(rotation, next, following);
  } finally {
    present.close();
    following.close();
  }
}

async function finish({ stateDir, passphrase }: Rotation, next: ServiceKeys, chain: Chain): Promise<Rotated> {
  const { account } = identityOf(next);
  const self = (await readMembers(chain)).find((member) => isSame(member.account, account));
  if (self === undefined) throw new FederationError("INTERNAL", "The new account is not the site's.");
  await replaceKeystore(join(stateDir, KEYSTORE_FILE), passphrase, { ...next });
  await rm(join(stateDir, NEXT_KEYSTORE_FILE), { force: true });
  const handedOver = await untilHandedOver(stateDir);
  await removeHandover(stateDir);
  const from = identityOf({ ...next, chainKey: next.earlierChainKey! }).account as Address;
  return { site: self.index, from, account: account as Address, handedOver };
}

/** Whether a node that runs took the file. */
async function untilHandedOver(stateDir: string): Promise<boolean> {
  const running = await readStatus(stateDir).then(
    (status) => status.running,
    () => false,
  );
  const endMs = Date.now() + HANDOVER_WAIT_MS;
  while (running && Date.now() < endMs) {
    if (!(await isHandoverWaiting(stateDir))) return true;
    await delay(100);
  }
  return false;
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
