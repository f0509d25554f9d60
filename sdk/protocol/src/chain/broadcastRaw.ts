import { type JsonRpcApiProvider, keccak256 } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import type { Hex } from "./typedAbi.ts";

/**
 * Sends a signed transaction and says its hash, as the chain counts it: Keccak-256 of its bytes.
 * @throws CHAIN_UNREACHABLE where the node says another hash: it is then not this transaction that it took
 */
export async function broadcastRaw(provider: JsonRpcApiProvider, raw: Hex): Promise<Hex> {
  const hash = keccak256(raw) as Hex;
  const said: unknown = await provider.send("eth_sendRawTransaction", [raw]);
  if (said !== hash) {
    throw new FederationError("CHAIN_UNREACHABLE", `The chain node answered transaction ${hash} with another hash.`, {
      hint: "Use another node of the chain.",
    });
  }
  return hash;
}
