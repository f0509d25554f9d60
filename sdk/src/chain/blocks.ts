import { FederationError } from "../errors/FederationError.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";

/**
 * Waits until a block after `block` exists, from when on the state at the end of `block` can be asked for and never changes.
 * Throws CHAIN_UNREACHABLE if none comes within the chain's receipt timeout.
 */
export async function waitForBlockAfter(chain: Chain, block: number): Promise<void> {
  const giveUpAt = Date.now() + chain.receiptTimeoutMs;
  for (;;) {
    let latest: number;
    try {
      latest = await chain.provider.getBlockNumber();
    } catch (error) {
      throw chainError(error, "Reading the block number");
    }
    if (latest > block) return;
    if (Date.now() > giveUpAt) {
      throw new FederationError("CHAIN_UNREACHABLE", `No block came after block ${block}.`, {
        mend: "Check that the chain makes blocks.",
      });
    }
    await new Promise<void>((resolve) => setTimeout(resolve, chain.pollMs));
  }
}
