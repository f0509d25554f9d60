import { keccak256, type TransactionReceipt } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import { broadcastRaw } from "./broadcastRaw.ts";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { type AbiOf, addressOf, type ContractName, interfaceOf } from "./contracts.ts";
import { isNonceTaken } from "./rpc/rpcFailure.ts";
import type { SentTransaction } from "./send.ts";
import type { ArgumentsOf, FunctionName, Hex } from "./typedAbi.ts";
import { receiptNow } from "./waitForReceipt.ts";

/** A signed transaction. The chain takes it once, however often and by whomever it is sent, so it may be kept on disk. */
export interface PreparedTransaction {
  raw: Hex;
  hash: Hex;
  nonce: number;
}

/** Signs a call with the account's next nonce and sends nothing. Throws as `send`. */
export async function prepareTransaction<C extends ContractName, N extends FunctionName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  args: ArgumentsOf<AbiOf<C>, N>,
): Promise<PreparedTransaction> {
  const doing = `${contract}.${name}`;
  const { signer, account, provider } = chain;
  if (signer === undefined || account === undefined) {
    throw new FederationError("FORBIDDEN", `${doing} needs an account.`, {
      field: "signer",
      hint: "Connect to the chain with a private key.",
    });
  }
  try {
    const request = {
      from: account,
      to: addressOf(chain.deployment, contract),
      data: interfaceOf(contract).encodeFunctionData(name, args as readonly unknown[]),
    };
    const estimate = await provider.estimateGas(request);
    const nonce = await provider.getTransactionCount(account, "latest");
    // A fifth more than the estimate: the state may have moved on between estimate and block.
    const gasLimit = estimate + estimate / 5n;
    const raw = (await signer.signTransaction(
      await signer.populateTransaction({ ...request, nonce, gasLimit }),
    )) as Hex;
    return { raw, hash: keccak256(raw) as Hex, nonce };
  } catch (error) {
    throw chainError(error, doing);
  }
}

/**
 * Sends a prepared transaction, unless the chain has it, and waits until it is mined. Undefined where it is void for good: it
 * failed, or another transaction of the account took its nonce. Throws CHAIN_UNREACHABLE; then it may still be mined.
 */
export async function deliverTransaction(
  chain: Chain,
  { raw, hash, nonce }: PreparedTransaction,
): Promise<SentTransaction | undefined> {
  const { provider, account } = chain;
  const giveUpAt = Date.now() + chain.receiptTimeoutMs;
  try {
    for (let sent = false; ; ) {
      const taken = (await provider.getTransactionCount(account!, "latest")) > nonce;
      // Looked for after the nonce: if it is taken and there is no receipt, it was taken by another.
      const receipt = await receiptNow(provider, hash);
      if (receipt != null) return receipt.status === 1 ? mined(receipt) : undefined;
      if (receipt === null) {
        if (taken) return undefined;
        if (!sent) await broadcast(chain, raw);
        sent = true;
      }
      if (Date.now() > giveUpAt) throw notMined(hash);
      await new Promise<void>((resolve) => setTimeout(resolve, chain.pollMs));
    }
  } catch (error) {
    throw chainError(error, `Sending transaction ${hash}`);
  }
}

async function broadcast({ provider }: Chain, raw: Hex): Promise<void> {
  try {
    await broadcastRaw(provider, raw);
  } catch (error) {
    // Taken just now, by this transaction or another: the next look at the chain tells.
    if (!isNonceTaken(error)) throw error;
  }
}

function mined({ hash, blockNumber, gasUsed, logs }: TransactionReceipt): SentTransaction {
  return { hash: hash as Hex, blockNumber, gasUsed: Number(gasUsed), logs };
}

function notMined(hash: Hex): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `Transaction ${hash} was sent but not mined in time.`, {
    hint: "Check that the chain makes blocks, and run the command again: it goes on where it stopped.",
  });
}
