import { chainError } from "@consilium/sdk/chain/chainErrors.ts";
import { askChainId, openChainProvider } from "@consilium/sdk/chain/rpc/openChainProvider.ts";
import { waitForReceipt } from "@consilium/sdk/chain/waitForReceipt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type JsonRpcApiProvider, parseEther, Wallet } from "ethers";

export interface FundAccountsOptions {
  rpcUrl: string;
  /** Private key of an account with coin. */
  faucetKey: string;
  accounts: readonly string[];
}

/** Each account's coin afterwards at least: enough for thousands of rounds at the base fee of an idle chain. */
const BALANCE_WEI = parseEther("1000");
const WAIT = { pollMs: 100, timeoutMs: 60_000 };

/**
 * Gives coin for gas to those of the accounts that have less than 1,000, and returns once all have it.
 * Throws CHAIN_UNREACHABLE, ACCOUNT_UNFUNDED (the faucet has too little), CHAIN_REVERTED or CONFIG_INVALID (the key).
 */
export async function fundAccounts({ rpcUrl, faucetKey, accounts }: FundAccountsOptions): Promise<void> {
  const provider = openChainProvider({ rpcUrl, chainId: await askChainId({ rpcUrl }) });
  try {
    const faucet = walletOf(faucetKey, provider);
    let nonce = await provider.getTransactionCount(faucet.address, "pending");
    const sent = [];
    for (const to of new Set(accounts)) {
      const value = BALANCE_WEI - (await provider.getBalance(to));
      if (value > 0n) sent.push(await faucet.sendTransaction({ to, value, nonce: nonce++ }));
    }
    await Promise.all(sent.map(({ hash }) => waitForReceipt(provider, hash, "The funding of an account", WAIT)));
  } catch (error) {
    throw chainError(error, "Funding the accounts");
  } finally {
    provider.destroy();
  }
}

function walletOf(key: string, provider: JsonRpcApiProvider): Wallet {
  try {
    return new Wallet(key, provider);
  } catch {
    // The cause is dropped: ethers puts the key into some of its messages.
    throw new FederationError("CONFIG_INVALID", "is not a private key.", {
      field: "faucet key",
      hint: "Give 32 bytes of 0x hex.",
    });
  }
}
