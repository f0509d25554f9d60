import { JsonRpcSigner, type Log, type Signer, type TransactionRequest } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { broadcastRaw } from "./broadcastRaw.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { type AbiOf, addressOf, type ContractName, interfaceOf } from "./contracts.ts";
import { isNonceTaken } from "./rpc/rpcFailure.ts";
import type { ArgumentsOf, FunctionName, Hex } from "./typedAbi.ts";
import { waitForReceipt } from "./waitForReceipt.ts";

/** A mined transaction. */
export interface SentTransaction {
  hash: Hex;
  blockNumber: number;
  gasUsed: number;
  /** Every log of the transaction; `decodeEvents` reads them. */
  logs: readonly Log[];
}

/** One queue per chain and account in this process, so that two sends never take the same nonce. */
const queues = new Map<string, Promise<unknown>>();

async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === mine) queues.delete(key);
  }
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Signs with the nonce that the chain itself counts next, so a restart can leave no gap. If a transaction of an earlier
 * process still holds that nonce in the node's pool, waits for it to be mined and takes the next.
 */
async function broadcast(
  chain: Chain,
  signer: Signer,
  request: TransactionRequest & { nonce: number },
): Promise<string> {
  const giveUpAt = Date.now() + chain.receiptTimeoutMs;
  for (let { nonce } = request; ; nonce = await nextNonce(chain)) {
    try {
      // Only a wallet of its own sends by itself. For others ethers would read the signed transaction again and ask for the block.
      if (signer instanceof JsonRpcSigner) return (await signer.sendTransaction({ ...request, nonce })).hash;
      const raw = await signer.signTransaction(await signer.populateTransaction({ ...request, nonce }));
      return await broadcastRaw(chain.provider, raw as Hex);
    } catch (error) {
      if (!isNonceTaken(error) || Date.now() > giveUpAt) throw error;
      await delay(chain.pollMs);
    }
  }
}

function nextNonce({ provider, account }: Chain): Promise<number> {
  return provider.getTransactionCount(account!, "latest");
}

/** What ethers would ask for itself, one after the other, before it signs. A wallet of its own chooses for itself. */
async function feesOf({ provider, signer }: Chain): Promise<TransactionRequest> {
  if (signer instanceof JsonRpcSigner) return {};
  const { maxFeePerGas, maxPriorityFeePerGas } = await provider.getFeeData();
  return maxFeePerGas === null || maxPriorityFeePerGas === null ? {} : { type: 2, maxFeePerGas, maxPriorityFeePerGas };
}

/** A mined transaction that failed does not say why; running it again on its block's parent does. */
async function reasonOf(chain: Chain, request: TransactionRequest, blockNumber: number): Promise<unknown> {
  try {
    await chain.provider.call({ ...request, blockTag: blockNumber - 1 });
    return new Error("the transaction failed when it was mined");
  } catch (error) {
    return error;
  }
}

/**
 * Sends one transaction to a contract, one at a time per account, and returns once it is mined.
 * Throws FORBIDDEN without a signer, the contract's error under its code or CHAIN_REVERTED, CHAIN_UNREACHABLE.
 * @param options.gasLimit instead of the node's estimate
 */
export async function send<C extends ContractName, N extends FunctionName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  args: ArgumentsOf<AbiOf<C>, N>,
  options: { gasLimit?: number } = {},
): Promise<SentTransaction> {
  const doing = `${contract}.${name}`;
  const { signer, account } = chain;
  if (signer === undefined || account === undefined) {
    throw new FederationError("FORBIDDEN", `${doing} needs an account.`, {
      field: "signer",
      hint: "Connect to the chain with a private key.",
    });
  }
  const request = {
    from: account,
    to: addressOf(chain.deployment, contract),
    data: interfaceOf(contract).encodeFunctionData(name, args as readonly unknown[]),
  };
  return inTurn(`${chain.deployment.chainId}:${account}`, async () => {
    try {
      const [gasLimit, nonce, fees] = await Promise.all([
        options.gasLimit ?? chain.provider.estimateGas(request).then(withMargin),
        nextNonce(chain),
        feesOf(chain),
      ]);
      const hash = await broadcast(chain, signer, { ...request, ...fees, gasLimit, nonce });
      const wait = { pollMs: chain.pollMs, timeoutMs: chain.receiptTimeoutMs };
      const receipt = await waitForReceipt(chain.provider, hash, doing, wait);
      if (receipt.status !== 1) throw await reasonOf(chain, { ...request, gasLimit }, receipt.blockNumber);
      return {
        hash: receipt.hash as Hex,
        blockNumber: receipt.blockNumber,
        gasUsed: Number(receipt.gasUsed),
        logs: receipt.logs,
      };
    } catch (error) {
      throw chainError(error, doing);
    }
  });
}

/** A fifth more than the estimate: the state may have moved on between estimate and block. */
function withMargin(estimate: bigint): bigint {
  return estimate + estimate / 5n;
}
