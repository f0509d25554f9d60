import { recoverSigner } from "@consilium/sdk/crypto/recoverSigner.ts";
import { dataLength, getAddress, getBytes, isHexString, keccak256, Transaction } from "ethers";
import { RPC_CODES, RpcError } from "./RpcError.ts";

const MAX_RAW_TRANSACTION_BYTES = 128 * 1024;
/** EIP-3860. */
const MAX_INITCODE_BYTES = 49_152;
/** EIP-7825, from Osaka on. */
const OSAKA_GAS_CAP = 16_777_216n;

/** A signed transaction whose form and signature hold; the state is not looked at yet. */
export interface CheckedTransaction {
  raw: string;
  hash: string;
  from: string;
  nonce: number;
  gasLimit: bigint;
  maxFeePerGas: bigint;
  /** The most it can cost its sender: value plus gasLimit × the highest fee. */
  maxCostWei: bigint;
}

export interface TransactionRules {
  chainId: number;
  blockGasLimit: bigint;
  hardfork: string;
}

/** What is known of a sender when a block is being put together. */
export interface SenderState {
  nonce: number;
  balanceWei: bigint;
}

/**
 * Decodes a raw transaction and checks all that needs no state.
 * @throws RpcError with go-ethereum's words.
 */
export function checkTransaction(raw: unknown, rules: TransactionRules): CheckedTransaction {
  if (!isHexString(raw)) throw new RpcError(RPC_CODES.invalidParams, "expected one 0x-prefixed hex transaction");
  if (dataLength(raw) > MAX_RAW_TRANSACTION_BYTES) throw rejected("oversized data");
  const transaction = decode(raw);
  const from = senderOf(transaction);
  if (from === undefined) throw rejected("invalid signature");
  if (transaction.type === 3) throw rejected("transaction type not supported: no blobs on this chain");
  if (transaction.chainId !== BigInt(rules.chainId)) {
    throw rejected(`invalid chain id for signer: have ${transaction.chainId} want ${rules.chainId}`);
  }
  if (transaction.gasLimit > rules.blockGasLimit) throw rejected("exceeds block gas limit");
  if (rules.hardfork === "osaka" && transaction.gasLimit > OSAKA_GAS_CAP)
    throw rejected("transaction gas limit too high");
  const required = intrinsicGas(transaction, rules.hardfork);
  if (transaction.gasLimit < required) {
    throw rejected(`intrinsic gas too low: gas ${transaction.gasLimit}, minimum needed ${required}`);
  }
  const maxFeePerGas = transaction.maxFeePerGas ?? transaction.gasPrice ?? 0n;
  const maxCostWei = transaction.value + transaction.gasLimit * maxFeePerGas;
  const { nonce, gasLimit } = transaction;
  return { raw, hash: keccak256(raw), from, nonce, gasLimit, maxFeePerGas, maxCostWei };
}

/**
 * Checks a transaction against the state its block begins with.
 * @throws RpcError "nonce too low", "nonce too high", "insufficient funds", "max fee per gas less than block base fee".
 */
export function checkAgainstState(transaction: CheckedTransaction, sender: SenderState, baseFeePerGas: bigint): void {
  const { nonce, from, maxCostWei, maxFeePerGas } = transaction;
  const nonces = `address ${from}, tx: ${nonce} state: ${sender.nonce}`;
  if (nonce < sender.nonce) throw rejected(`nonce too low: ${nonces}`);
  if (nonce > sender.nonce) throw rejected(`nonce too high: ${nonces}`);
  if (maxCostWei > sender.balanceWei) {
    throw rejected(`insufficient funds for gas * price + value: have ${sender.balanceWei} want ${maxCostWei}`);
  }
  if (maxFeePerGas < baseFeePerGas) {
    throw rejected(
      `max fee per gas less than block base fee: maxFeePerGas: ${maxFeePerGas}, baseFee: ${baseFeePerGas}`,
    );
  }
}

/** ethers would recover it in JavaScript, six times slower than this where the process takes WebAssembly. */
function senderOf({ unsignedHash, signature }: Transaction): string | undefined {
  const address = signature === null ? undefined : recoverSigner(getBytes(unsignedHash), signature.serialized);
  return address === undefined ? undefined : getAddress(address);
}

function rejected(message: string): RpcError {
  return new RpcError(RPC_CODES.rejected, message);
}

/** ethers checks signature, field ranges and that the tip is within the fee cap. */
function decode(raw: string): Transaction {
  try {
    const transaction = Transaction.from(raw);
    // One transaction has one encoding; another would go by a second hash.
    if (transaction.isSigned() && transaction.serialized === raw.toLowerCase()) return transaction;
  } catch {
    // Refused below.
  }
  throw rejected("invalid transaction: its signature, a field or its encoding does not hold");
}

/** The gas a transaction needs before its first instruction (Yellow Paper §6.2, EIP-2930, 3860, 7623, 7702). */
function intrinsicGas(transaction: Transaction, hardfork: string): bigint {
  const bytes = getBytes(transaction.data);
  let zeros = 0;
  for (const byte of bytes) if (byte === 0) zeros += 1;
  const tokens = zeros + 4 * (bytes.length - zeros);
  let gas = 21_000 + 4 * tokens;
  if (transaction.to === null) {
    if (bytes.length > MAX_INITCODE_BYTES) throw rejected("max initcode size exceeded");
    gas += 32_000 + 2 * Math.ceil(bytes.length / 32);
  }
  for (const { storageKeys } of transaction.accessList ?? []) gas += 2_400 + 1_900 * storageKeys.length;
  gas += 25_000 * (transaction.authorizationList?.length ?? 0);
  const floor = hardfork === "cancun" ? 0 : 21_000 + 10 * tokens;
  return BigInt(Math.max(gas, floor));
}
