import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { Candidate } from "@consilium/sdk/chain/members.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { BrowserProvider, type Eip1193Provider, HDNodeWallet, id, Mnemonic, Wallet } from "ethers";
import { network } from "hardhat";

/** The accounts that the simulated chain funds. */
const mnemonic = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
export const keyOf = (i: number): Hex => HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${i}`).privateKey as Hex;
export const accountOf = (i: number): Hex => new Wallet(keyOf(i)).address as Hex;

export const digest = (text: string): Hex => id(text) as Hex;
export const ZERO: Hex = `0x${"00".repeat(32)}`;

/** Members 0 … 3 are sites, 4 coordinates, 5 audits, 6 sponsors; account 9 deploys, 8 relays and is nobody. */
export const SITES = [0, 1, 2, 3] as const;
export const COORDINATOR = 4;
export const AUDITOR = 5;
export const SPONSOR = 6;
export const STRANGER = 8;

export function candidate(i: number, roles: number): Candidate {
  return {
    name: `Hospital ${i}`,
    account: accountOf(i),
    roles,
    peerId: `12D3KooW-peer-${i}`,
    boxKey: digest(`box ${i}`),
  };
}

const FOUNDERS: Candidate[] = [
  ...SITES.map((i) => candidate(i, ROLES.SITE)),
  candidate(COORDINATOR, ROLES.COORDINATOR),
  candidate(AUDITOR, ROLES.AUDITOR),
  candidate(SPONSOR, ROLES.SPONSOR),
];

export interface World {
  deployment: Deployment;
  provider: BrowserProvider;
  /** The chain as this account sees it. */
  as(account: number): Chain;
  rpc(method: string, ...params: unknown[]): Promise<any>;
  /** Block time of the newest block, unix seconds. */
  now(): Promise<number>;
  block(): Promise<number>;
  /** Mines `count` empty blocks. */
  mine(count?: number): Promise<void>;
  /** Mines a block at this time. */
  travelTo(timestamp: number): Promise<void>;
  /** Gives the next block this time, so that a refused call's own time is known. */
  nextTime(timestamp: number): Promise<void>;
  /** Runs `work` with transactions collected into one block, which is mined at the end. */
  inOneBlock(work: () => Promise<void>): Promise<void>;
  snapshot(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A fresh in-process chain with the contracts and four sites, a coordinator, an auditor and a sponsor. */
export async function openWorld(
  founders: Candidate[] = FOUNDERS,
  verifiers: string[] = [],
  hardfork: "prague" | "osaka" = "prague",
): Promise<World> {
  const connection = await network.create({ override: { hardfork } });
  const provider = new BrowserProvider(connection.provider as unknown as Eip1193Provider, 31337, {
    cacheTimeout: -1,
    pollingInterval: 20,
  });
  const deployment = await deployConsortium({ provider, deployerKey: keyOf(9), founders, verifiers });
  const chains = new Map<number, Chain>();
  for (let i = 0; i < 10; i++) {
    chains.set(i, await connectChain({ provider, deployment, signer: keyOf(i), pollMs: 5 }));
  }
  const rpc = (method: string, ...params: unknown[]) => connection.provider.request({ method, params });
  const world: World = {
    deployment,
    provider,
    as: (account) => chains.get(account)!,
    rpc,
    now: async () => (await provider.getBlock("latest"))!.timestamp,
    block: () => provider.getBlockNumber(),
    mine: async (count = 1) => void (await rpc("hardhat_mine", `0x${count.toString(16)}`)),
    travelTo: async (timestamp) => {
      await rpc("evm_setNextBlockTimestamp", timestamp);
      await rpc("evm_mine");
    },
    nextTime: async (timestamp) => void (await rpc("evm_setNextBlockTimestamp", timestamp)),
    inOneBlock: async (work) => {
      await rpc("evm_setAutomine", false);
      try {
        await work();
        await rpc("evm_mine");
      } finally {
        await rpc("evm_setAutomine", true);
      }
    },
    snapshot: async () => {
      const snapshotId = await rpc("evm_snapshot");
      return async () => void (await rpc("evm_revert", snapshotId));
    },
    close: async () => {
      provider.destroy();
      await connection.close();
    },
  };
  return world;
}
