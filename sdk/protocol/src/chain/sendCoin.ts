import { FederationError } from "../errors/FederationError.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { isNonceTaken } from "./rpc/rpcFailure.ts";
import type { Address } from "./typedAbi.ts";
import { waitForReceipt } from "./waitForReceipt.ts";

/**
 * Sends coin from the caller's account, and returns once it is there. `amountOf` the balance, in wei; nothing is sent where
 * that is 0, as on chains without a price of gas. Throws FORBIDDEN without a signer, ACCOUNT_UNFUNDED, CHAIN_UNREACHABLE.
 */
export async function sendCoin(chain: Chain, to: Address, amountOf: (balance: bigint) => bigint): Promise<bigint> {
  const { signer, account, provider, pollMs, receiptTimeoutMs } = chain;
  const doing = "Sending coin";
  if (signer === undefined || account === undefined)
    throw new FederationError("FORBIDDEN", `${doing} needs an account.`);
  try {
    const value = amountOf(await provider.getBalance(account));
    if (value <= 0n) return 0n;
    const endMs = Date.now() + receiptTimeoutMs;
    for (;;) {
      try {
        const nonce = await provider.getTransactionCount(account, "latest");
        const { hash } = await signer.sendTransaction({ to, value, nonce });
        await waitForReceipt(provider, hash, doing, { pollMs, timeoutMs: receiptTimeoutMs });
        return value;
      } catch (error) {
        // Another process of the same account was quicker.
        if (!isNonceTaken(error) || Date.now() > endMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  } catch (error) {
    throw chainError(error, doing);
  }
}
