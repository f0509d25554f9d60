import { FetchRequest, type JsonRpcApiProvider, JsonRpcProvider, Network, type Signer } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { accountOf } from "./accountOf.ts";
import { chainError } from "./chainErrors.ts";
import { addressOf, contractsOf } from "./contracts.ts";
import type { Deployment } from "./Deployment.ts";
import type { Address } from "./typedAbi.ts";

/** A connection to the consortium's chain, for one account or for reading only. */
export interface Chain {
  readonly provider: JsonRpcApiProvider;
  readonly deployment: Deployment;
  readonly signer?: Signer;
  /** The signer's account. */
  readonly account?: Address;
  /** Time between two looks for a receipt. */
  readonly pollMs: number;
  /** Longest wait for a receipt. */
  readonly receiptTimeoutMs: number;
  close(): void;
}

export interface ConnectChainOptions {
  /** JSON-RPC over HTTP. Any node of the chain will do. */
  rpcUrl?: string;
  /** Instead of `rpcUrl`: a provider that is already there (a wallet's, or an in-process chain's). */
  provider?: JsonRpcApiProvider;
  deployment: Deployment;
  /** Private key (`0x` hex, 32 bytes) or an ethers signer. Without it the connection only reads. */
  signer?: string | Signer;
  pollMs?: number;
  /** Longest wait for one answer of the node. */
  requestTimeoutMs?: number;
  receiptTimeoutMs?: number;
}

function openProvider({ rpcUrl, provider, deployment, pollMs = 100, requestTimeoutMs = 30_000 }: ConnectChainOptions) {
  if (provider !== undefined) return provider;
  if (rpcUrl === undefined || !/^https?:\/\//.test(rpcUrl)) {
    throw new FederationError("CONFIG_INVALID", "is no HTTP URL.", {
      field: "rpcUrl",
      hint: "Give the chain node's JSON-RPC address, for example http://127.0.0.1:8545.",
    });
  }
  const request = new FetchRequest(rpcUrl);
  request.timeout = requestTimeoutMs;
  const network = Network.from(deployment.chainId);
  // Batching waits 10 ms for company, and the cache answers a quarter of a second late; both cost more than they save here.
  return new JsonRpcProvider(request, network, {
    staticNetwork: network,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: pollMs,
  });
}

async function openSigner(signer: string | Signer | undefined, provider: JsonRpcApiProvider) {
  if (signer === undefined) return undefined;
  if (typeof signer !== "string") return signer.provider === null ? signer.connect(provider) : signer;
  try {
    return accountOf(signer).connect(provider);
  } catch {
    // The cause is dropped: ethers puts the key into some of its messages.
    throw new FederationError("CONFIG_INVALID", "is no private key.", {
      field: "signer",
      hint: "Give 32 bytes of 0x hex.",
    });
  }
}

async function checkDeployment(provider: JsonRpcApiProvider, deployment: Deployment): Promise<void> {
  const chainId = Number(await provider.send("eth_chainId", []));
  if (chainId !== deployment.chainId) {
    throw new FederationError("CHAIN_ID_MISMATCH", `The node's chain id is ${chainId}, not ${deployment.chainId}.`, {
      field: "deployment.chainId",
      hint: "Use the deployment.json of this chain, or another RPC URL.",
    });
  }
  const codes = await Promise.all(contractsOf(deployment).map((name) => provider.getCode(addressOf(deployment, name))));
  const missing = contractsOf(deployment).find((_, i) => codes[i] === "0x");
  if (missing !== undefined) {
    throw new FederationError("CONFIG_INVALID", `There is no ${missing} at ${addressOf(deployment, missing)}.`, {
      field: "deployment",
      hint: "Use the deployment.json of this chain; a chain that was started anew needs a new deployment.",
    });
  }
}

/**
 * Connects to the consortium's chain and checks that it is the deployment's.
 * Throws CHAIN_UNREACHABLE, CHAIN_ID_MISMATCH or CONFIG_INVALID (URL, key, or no contract at an address).
 */
export async function connectChain(options: ConnectChainOptions): Promise<Chain> {
  const { deployment, pollMs = 100, receiptTimeoutMs = 120_000 } = options;
  const provider = openProvider(options);
  const close = () => {
    if (options.provider === undefined) provider.destroy();
  };
  try {
    const signer = await openSigner(options.signer, provider);
    await checkDeployment(provider, deployment);
    const account = signer === undefined ? undefined : ((await signer.getAddress()) as Address);
    const base = { provider, deployment, pollMs, receiptTimeoutMs, close };
    return signer === undefined || account === undefined ? base : { ...base, signer, account };
  } catch (error) {
    close();
    throw chainError(error, "Connecting to the chain");
  }
}
