import { AbiCoder, isHexString } from "ethers";
import { RPC_CODES, RpcError } from "./RpcError.ts";

/** Reads that ethers v6 and wallets use. What is not named here is refused. */
const READ_METHODS: ReadonlySet<string> = new Set([
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_gasPrice",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getStorageAt",
  "eth_getTransactionByBlockHashAndIndex",
  "eth_getTransactionByBlockNumberAndIndex",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_maxPriorityFeePerGas",
  "eth_syncing",
  "net_listening",
  "net_version",
]);

const REFUSAL_REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(eth_send(Transaction|UserOperation)|eth_sign\w*|personal_\w+|eth_accounts|eth_requestAccounts|wallet_\w+)$/,
    "this development chain holds no keys: sign yourself and use eth_sendRawTransaction",
  ],
  [
    /^(evm|hardhat|anvil|ganache|debug|miner|admin|txpool)_/,
    "this development chain allows no state, time or mining control, as a real chain does not",
  ],
  [
    /^eth_(new\w*Filter|getFilter\w+|newPendingTransactionFilter|uninstallFilter|subscribe|unsubscribe)$/,
    "filters do not outlive a restart: poll eth_getLogs",
  ],
];

export interface RpcBackend {
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  submit(raw: unknown): Promise<string>;
}

export const CLIENT_NAME = "ConsiliumDevelopmentChain";

/**
 * Answers one JSON-RPC method.
 * @throws RpcError, in go-ethereum's terms: -32601 for a refused method, 3 with the data for a revert.
 */
export async function answerMethod(backend: RpcBackend, method: string, params: readonly unknown[]): Promise<unknown> {
  if (method === "eth_sendRawTransaction") return await backend.submit(params[0]);
  if (method === "web3_clientVersion") return `${CLIENT_NAME}/${await forward(backend, method, params)}`;
  if (READ_METHODS.has(method)) return await forward(backend, method, params);
  // ethers falls back to polling on exactly these words.
  const reason = REFUSAL_REASONS.find(([pattern]) => pattern.test(method))?.[1];
  const because = reason === undefined ? "" : `: ${reason}`;
  throw new RpcError(RPC_CODES.methodNotFound, `the method ${method} does not exist/is not available${because}`);
}

async function forward(backend: RpcBackend, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await backend.request(method, params);
  } catch (error) {
    throw toRpcError(error);
  }
}

/** The EVM's error in go-ethereum's form: no Solidity stack guesses, a revert's data as plain hex. */
function toRpcError(error: unknown): RpcError {
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  const text = typeof message === "string" ? message : "internal error";
  if (code === RPC_CODES.reverted && isHexString(data)) {
    const reason = revertReason(data);
    return new RpcError(RPC_CODES.reverted, `execution reverted${reason === undefined ? "" : `: ${reason}`}`, data);
  }
  return new RpcError(typeof code === "number" ? code : RPC_CODES.internal, text);
}

/** The text of `Error(string)`, whose selector is 0x08c379a0. */
function revertReason(data: string): string | undefined {
  if (!data.startsWith("0x08c379a0")) return undefined;
  try {
    return String(AbiCoder.defaultAbiCoder().decode(["string"], `0x${data.slice(10)}`)[0]);
  } catch {
    return undefined;
  }
}
