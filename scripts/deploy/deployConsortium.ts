import { broadcastRaw } from "@consilium/sdk/chain/broadcastRaw.ts";
import { chainError } from "@consilium/sdk/chain/chainErrors.ts";
import { CONTRACTS, type ContractName } from "@consilium/sdk/chain/contracts.ts";
import { type Deployment, parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { type Candidate, candidateTuple } from "@consilium/sdk/chain/members.ts";
import { askChainId, openChainProvider } from "@consilium/sdk/chain/rpc/openChainProvider.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { waitForReceipt } from "@consilium/sdk/chain/waitForReceipt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { ContractFactory, type JsonRpcApiProvider, Wallet } from "ethers";
import { creationBytecode } from "./generated/creationBytecode.ts";

export interface DeployOptions {
  rpcUrl?: string;
  /** Instead of `rpcUrl`: a provider that is already there. */
  provider?: JsonRpcApiProvider;
  /** Private key that pays for the deployment; it keeps no right over the contracts. */
  deployerKey: string;
  /** Founding members, indexed from 0 in this order; at least two of them sites. */
  founders: readonly Candidate[];
  /** ERC-7913 verifiers whose keys may sign consents, beside the passkey verifier that is deployed too. */
  verifiers?: readonly string[];
}

const POLL_MS = 100;
const RECEIPT_TIMEOUT_MS = 120_000;

/** Deploys the contracts, each after those that it knows. Throws CHAIN_UNREACHABLE, CHAIN_REVERTED or CONFIG_INVALID. */
export async function deployConsortium(options: DeployOptions): Promise<Deployment> {
  const { founders, deployerKey, verifiers = [] } = options;
  const chainId = await askChainId(options).catch((error: unknown) => {
    throw chainError(error, "The deployment");
  });
  const provider = openChainProvider({ ...options, chainId });
  try {
    const wallet = new Wallet(deployerKey, provider);
    const blocks: number[] = [];
    let nonce = await provider.getTransactionCount(wallet.address, "latest");

    const deploy = async (name: ContractName, args: unknown[]): Promise<string> => {
      const { data } = await new ContractFactory(CONTRACTS[name].abi, creationBytecode[name]).getDeployTransaction(
        ...args,
      );
      const raw = await wallet.signTransaction(await wallet.populateTransaction({ data, nonce }));
      const hash = await broadcastRaw(provider, raw as Hex);
      nonce += 1;
      const wait = { pollMs: POLL_MS, timeoutMs: RECEIPT_TIMEOUT_MS };
      const { status, blockNumber, contractAddress } = await waitForReceipt(
        provider,
        hash,
        `The deployment of ${name}`,
        wait,
      );
      if (status !== 1 || contractAddress === null)
        throw new FederationError("CHAIN_REVERTED", `The deployment of ${name} failed.`);
      blocks.push(blockNumber);
      return contractAddress;
    };

    const consortium = await deploy("Consortium", [founders.map(candidateTuple)]);
    const passkeyVerifier = await deploy("PasskeyVerifier", [consortium]);
    const consentRegistry = await deploy("ConsentRegistry", [consortium, [passkeyVerifier, ...verifiers]]);
    const studyRegistry = await deploy("StudyRegistry", [consortium]);
    const roundLedger = await deploy("RoundLedger", [consortium, studyRegistry]);
    const modelRegistry = await deploy("ModelRegistry", [consortium, roundLedger]);
    const consentSeals = await deploy("ConsentSeals", [consortium, consentRegistry]);
    const core = { consortium, consentRegistry, studyRegistry, roundLedger, modelRegistry };
    const addresses = { ...core, passkeyVerifier, consentSeals };
    return parseDeployment({ chainId, deployBlock: Math.min(...blocks), ...addresses }, "deployment");
  } catch (error) {
    throw chainError(error, "The deployment");
  } finally {
    if (provider !== options.provider) provider.destroy();
  }
}
