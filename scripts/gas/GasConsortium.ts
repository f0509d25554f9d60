import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { type Candidate, ROLES } from "@consilium/sdk/chain/members.ts";
import type { Address, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { BrowserProvider, type Eip1193Provider, id, Wallet } from "ethers";
import hre from "hardhat";
import { deployConsortium } from "../deploy/deployConsortium.ts";

/** Gas of operations by their names. */
export type GasFigures = Record<string, number>;

/** Three sites, a coordinator, an auditor and a relay on a chain in this process, whose time and keys are always the same. */
export interface GasConsortium {
  provider: BrowserProvider;
  deployment: Deployment;
  sites: readonly Chain[];
  coordinator: Chain;
  auditor: Chain;
  relay: Chain;
  /** Unix seconds in what is signed: just before the chain's own time, and the same in every run. */
  now: number;
  fund(account: string): Promise<void>;
  close(): Promise<void>;
}

export const hash = (text: string) => id(text) as Hex;
export const walletOf = (name: string) => new Wallet(id(`consilium gas ${name}`));
export const PURPOSE = 42;

const MEMBERS = ["site 0", "site 1", "site 2", "coordinator", "auditor"];
const ROLES_OF = [ROLES.SITE, ROLES.SITE, ROLES.SITE, ROLES.COORDINATOR, ROLES.AUDITOR];
const CHAIN_BEGINS_AT = Date.UTC(2027, 0, 1) / 1_000;

export async function openGasConsortium(hardfork: "prague" | "osaka"): Promise<GasConsortium> {
  const connection = await hre.network.create({
    override: { hardfork, initialDate: new Date(CHAIN_BEGINS_AT * 1_000) },
  });
  const provider = new BrowserProvider(connection.provider as unknown as Eip1193Provider, 31337, { cacheTimeout: -1 });
  const fund = async (account: string) => {
    await provider.send("hardhat_setBalance", [account, "0x56bc75e2d63100000"]);
  };
  const wallets = [...MEMBERS, "relay"].map(walletOf);
  for (const { address } of wallets) await fund(address);
  const founders: Candidate[] = MEMBERS.map((_, i) => ({
    name: `Hospital of the usual length ${i}`,
    account: wallets[i]!.address as Address,
    roles: ROLES_OF[i]!,
    peerId: `12D3KooWGasTablePeerIdOfTheUsualLengthOf52Characters${i}`,
    boxKey: hash(`box ${i}`),
  }));
  const deployment = await deployConsortium({ provider, deployerKey: walletOf("relay").privateKey, founders });
  const chains: Chain[] = [];
  for (const wallet of wallets) {
    chains.push(await connectChain({ provider, deployment, signer: wallet.privateKey, pollMs: 5 }));
  }
  const [site0, site1, site2, coordinator, auditor, relay] = chains as [Chain, Chain, Chain, Chain, Chain, Chain];
  return {
    provider,
    deployment,
    sites: [site0, site1, site2],
    coordinator,
    auditor,
    relay,
    now: CHAIN_BEGINS_AT,
    fund,
    close: async () => {
      provider.destroy();
      await connection.close();
    },
  };
}
