import { join } from "node:path";
import { startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { fundAccounts } from "@consilium/scripts/fundAccounts.ts";

/**
 * An existing chain for the tests instead of a development chain of their own: JSON-RPC URLs of its nodes, separated by
 * commas, and the private key of an account with coin. scripts/testConsortium.ts sets both.
 */
export const CHAIN_URLS_VARIABLE = "CONSILIUM_TEST_CHAIN_URLS";
export const FAUCET_KEY_VARIABLE = "CONSILIUM_TEST_FAUCET_KEY";

const BALANCE_WEI = 10n ** 24n;

export interface TestChain {
  /** The nodes to talk to: services take them in turn. */
  readonly urls: readonly [string, ...string[]];
  stop(): Promise<void>;
}

/**
 * The chain that a test's consortium lives on, with the accounts funded: a development chain in this process, or the
 * chain that the environment names, so that the same tests run on several validators.
 */
export async function openTestChain(dir: string, accounts: readonly string[]): Promise<TestChain> {
  const [url, ...others] = process.env[CHAIN_URLS_VARIABLE]?.split(",") ?? [];
  const faucetKey = process.env[FAUCET_KEY_VARIABLE];
  if (url === undefined || faucetKey === undefined) {
    const devChain = await startDevChain({
      dir: join(dir, "chain"),
      accounts: accounts.map((address) => ({ address, balanceWei: BALANCE_WEI })),
    });
    return { urls: [devChain.url], stop: () => devChain.stop() };
  }
  await fundAccounts({ rpcUrl: url, faucetKey, accounts });
  return { urls: [url, ...others], stop: async () => undefined };
}
