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
        hint: "Check that the chain makes blocks.",
      });
    }
    await new Promise<void>((resolve) => setTimeout(resolve, chain.pollMs));
  }
}

/** Unix seconds of the newest block, the time that contracts go by. Throws CHAIN_UNREACHABLE. */
export async function chainSeconds(chain: Chain): Promise<number> {
  try {
    const latest = await chain.provider.getBlock("latest");
    if (latest !== null) return latest.timestamp;
  } catch (error) {
    throw chainError(error, "Reading the newest block");
  }
  throw new FederationError("CHAIN_UNREACHABLE", "The node has no newest block.", {
    hint: "Check that the chain makes blocks.",
  });
}
