import type { JsonRpcApiProvider } from "ethers";
import { FederationError } from "../../errors/FederationError.ts";
import { batchedTransport } from "./batchedTransport.ts";
import { ChainProvider } from "./ChainProvider.ts";
import type { ChainOutage } from "./OutageWatch.ts";
import { providerTransport, type RpcTransport } from "./transport.ts";

export interface OpenChainProviderOptions {
  /** JSON-RPC over HTTP. */
  rpcUrl?: string;
  /** Instead of `rpcUrl`: a provider that is already there. */
  provider?: JsonRpcApiProvider;
  chainId: number;
  /** Longest wait for one answer of the node. */
  requestTimeoutMs?: number;
  onOutage?: (outage: ChainOutage) => void;
}

/** Opens the way to a chain node; nothing is asked yet. @throws CONFIG_INVALID where the URL is none */
export function openChainProvider(options: OpenChainProviderOptions): ChainProvider {
  const { provider, chainId, onOutage } = options;
  if (provider instanceof ChainProvider) return provider;
  const transport = transportOf(options);
  return new ChainProvider({ transport, chainId, onOutage });
}

/** Asks a node for its chain id, for whoever has no deployment yet. @throws CONFIG_INVALID, CHAIN_UNREACHABLE */
export async function askChainId(options: Pick<OpenChainProviderOptions, "rpcUrl" | "provider">): Promise<number> {
  // The id that a provider is made with is not asked for; any will do for this one request.
  const provider = openChainProvider({ ...options, chainId: 1 });
  try {
    return Number(await provider.send("eth_chainId", []));
  } finally {
    if (provider !== options.provider) provider.destroy();
  }
}

function transportOf({ rpcUrl, provider, requestTimeoutMs = 30_000 }: OpenChainProviderOptions): RpcTransport {
  if (provider !== undefined) return providerTransport(provider);
  if (rpcUrl !== undefined && URL.canParse(rpcUrl) && /^https?:\/\//.test(rpcUrl)) {
    return batchedTransport(rpcUrl, requestTimeoutMs);
  }
  throw new FederationError("CONFIG_INVALID", "is not an HTTP URL.", {
    field: "rpcUrl",
    hint: "Give the chain node's JSON-RPC address, for example http://127.0.0.1:8545.",
  });
}
