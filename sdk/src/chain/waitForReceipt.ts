import type { JsonRpcApiProvider, TransactionReceipt } from "ethers";
import { FederationError } from "../errors/FederationError.ts";

export interface ReceiptWait {
  /** Time between two looks. */
  pollMs: number;
  timeoutMs: number;
}

/**
 * Waits until a transaction is mined. A node that still indexes its blocks (go-ethereum after a start) says so with an error
 * instead of `null`; it is asked again.
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
    const receipt = await provider.getTransactionReceipt(hash).catch((error: unknown) => {
      if (isIndexing(error)) return null;
      throw error;
    });
    if (receipt !== null) return receipt;
    if (Date.now() > giveUpAt) {
      throw new FederationError("CHAIN_UNREACHABLE", `${doing} was sent as ${hash} but not mined in time.`, {
        mend: "Check that the chain makes blocks; the transaction may still be mined.",
      });
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pollMs));
  }
}

function isIndexing(error: unknown): boolean {
  return error instanceof Error && error.message.includes("transaction indexing is in progress");
}
