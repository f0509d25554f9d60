import type { JsonRpcApiProvider, TransactionReceipt } from "ethers";
import { FederationError, isFederationError } from "../errors/FederationError.ts";

export interface ReceiptWait {
  /** Time between two looks. */
  pollMs: number;
  timeoutMs: number;
}

/**
 * Waits until a transaction is mined; a node that is away or still indexes its blocks is asked again.
 * @param doing what the transaction is for, named in the error
 * @throws CHAIN_UNREACHABLE when the time is up
 */
export async function waitForReceipt(
  provider: JsonRpcApiProvider,
  hash: string,
  doing: string,
  { pollMs, timeoutMs }: ReceiptWait,
): Promise<TransactionReceipt> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const receipt = await receiptNow(provider, hash);
    if (receipt != null) return receipt;
    if (Date.now() > giveUpAt) {
      throw new FederationError("CHAIN_UNREACHABLE", `${doing} was sent as ${hash} but not mined in time.`, {
        hint: "Check that the chain makes blocks; the transaction may still be mined.",
      });
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * A transaction's receipt, null where it is not mined, undefined where the node cannot say: it is away for longer than its provider
 * tries again, or still indexes its blocks (go-ethereum after a start).
 */
export async function receiptNow(
  provider: JsonRpcApiProvider,
  hash: string,
): Promise<TransactionReceipt | null | undefined> {
  try {
    return await provider.getTransactionReceipt(hash);
  } catch (error) {
    if (isFederationError(error, "CHAIN_UNREACHABLE")) return undefined;
    throw error;
  }
}
