import { type JsonRpcApiProvider, JsonRpcSigner, type Signer } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { accountOf } from "./accountOf.ts";
import { chainError } from "./chainErrors.ts";
import { addressOf, contractsOf } from "./contracts.ts";
import type { Deployment } from "./Deployment.ts";
import type { ChainProvider } from "./rpc/ChainProvider.ts";
import type { ChainOutage } from "./rpc/OutageWatch.ts";
import { openChainProvider } from "./rpc/openChainProvider.ts";
import type { Address } from "./typedAbi.ts";

/** A connection to the consortium's chain, for one account or for reading only. */
export interface Chain {
  /** Every request to the node goes through it, and so through its retries; see rpc/ChainProvider.ts. */
  readonly provider: ChainProvider;
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
  /** Told once when the node begins to fail and once when it answers again, however many requests it fails in between. */
  onOutage?: (outage: ChainOutage) => void;
}

async function openSigner(signer: string | Signer | undefined, provider: ChainProvider) {
  if (signer === undefined) return undefined;
  // A wallet's own signer sends by itself and cannot be moved; every other one sends through this provider.
  if (typeof signer !== "string") return signer instanceof JsonRpcSigner ? signer : signer.connect(provider);
  try {
    return accountOf(signer).connect(provider);
  } catch {
    // The cause is dropped: ethers puts the key into some of its messages.
    throw new FederationError("CONFIG_INVALID", "is not a private key.", {
      field: "signer",
      hint: "Give 32 bytes of 0x hex.",
    });
  }
}

async function checkDeployment(provider: ChainProvider, deployment: Deployment): Promise<void> {
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
      hint: "Use the deployment.json of this chain; a chain that was started again from nothing needs a new deployment.",
    });
  }
}

/**
 * Connects to the consortium's chain and checks that it is the deployment's.
 * Throws CHAIN_UNREACHABLE, CHAIN_ID_MISMATCH or CONFIG_INVALID (URL, key, or no contract at an address).
 *
 * @example
 * const deployment = parseDeployment(await readFile("deployment.json", "utf8"));
 * const chain = await connectChain({ rpcUrl: "http://127.0.0.1:8545", deployment }); // without a signer it only reads
 * // … and at the end
 * chain.close();
 */
export async function connectChain(options: ConnectChainOptions): Promise<Chain> {
  const { deployment, pollMs = 100, receiptTimeoutMs = 120_000 } = options;
  const provider = openChainProvider({ ...options, chainId: deployment.chainId });
  const close = () => {
    // One that was given as it is belongs to whoever gave it.
    if (provider !== options.provider) provider.destroy();
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
