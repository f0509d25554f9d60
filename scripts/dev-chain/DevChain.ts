import { mkdir } from "node:fs/promises";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { DirectoryLock } from "@consilium/service/files/DirectoryLock.ts";
import { BlockProducer } from "./BlockProducer.ts";
import { type GenesisOptions, openChain } from "./openChain.ts";
import { listenRpc } from "./rpcServer.ts";

const DEFAULT_FOLLOW_UP_BLOCK_MS = 1_000;
const DEFAULT_MAX_WAITING_TRANSACTIONS = 8_192;

export interface DevChainOptions extends GenesisOptions {
  /** Holds `chain.log` and `lock`; made when absent. */
  dir: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Lets browser pages of any origin call it. Default false. */
  cors?: boolean;
  /** An empty block this long after a block with transactions, unless another came; 0 for none. Default 1000. */
  followUpBlockMs?: number;
  /** An empty block after this much silence, for a clock that never stands still; 0 for none. Default 0. */
  idleBlockMs?: number;
  maxWaitingTransactions?: number;
  /** Unix seconds; the machine's clock unless a test has one of its own. */
  nowSeconds?: () => number;
  /** Where notices (a torn tail, a failing disk) go. Default stderr. */
  notice?: (line: string) => void;
}

export interface DevChain {
  url: string;
  chainId: number;
  /** Finishes the block under way, closes the server and gives the folder free. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * A development chain: one process, one EVM, no consensus, for trying Consilium out and for its tests; a real
 * consortium chain is another URL. Every acknowledged transaction is on disk before its block exists, so
 * `kill -9` loses none, and a restart gives the same blocks with the same hashes.
 * @throws FederationError STORE_IN_USE, CHAIN_LOG_CORRUPT, CHAIN_ID_MISMATCH, CONFIG_INVALID.
 */
export async function startDevChain(options: DevChainOptions): Promise<DevChain> {
  const { dir, notice = (line) => process.stderr.write(`${line}\n`) } = options;
  const nowSeconds = options.nowSeconds ?? (() => Math.floor(Date.now() / 1000));
  await mkdir(dir, { recursive: true });
  await useWasmRecovery();
  const lock = await DirectoryLock.acquire(dir, "this chain");
  try {
    const { chain, log, genesis, torn, latestHasTransactions } = await openChain(dir, options, nowSeconds);
    if (torn !== undefined) {
      notice(
        `${log.path}: cut off an unfinished last record (${torn.sizeBytes} bytes at byte ${torn.atByte}); it was never acknowledged.`,
      );
    }
    const { chainId, hardfork } = genesis;
    const producer = new BlockProducer({
      chain,
      log,
      rules: { chainId, hardfork, blockGasLimit: BigInt(genesis.blockGasLimit) },
      latestHasTransactions,
      nowSeconds,
      followUpBlockMs: options.followUpBlockMs ?? DEFAULT_FOLLOW_UP_BLOCK_MS,
      idleBlockMs: options.idleBlockMs ?? 0,
      maxWaitingTransactions: options.maxWaitingTransactions ?? DEFAULT_MAX_WAITING_TRANSACTIONS,
      onFailure: (error) => notice(error instanceof Error ? error.message : String(error)),
    });
    const closeStores = async () => {
      await producer.stop();
      await log.close();
      await chain.close();
    };
    try {
      const { url, server } = await listenRpc(
        { request: (method, params) => chain.request(method, params), submit: (raw) => producer.submit(raw) },
        { host: options.host ?? "127.0.0.1", port: options.port ?? 0, cors: options.cors ?? false },
      );
      let stopped: Promise<void> | undefined;
      const stop = async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        await producer.stop();
        server.closeAllConnections();
        await closed;
        await closeStores();
        await lock.release();
      };
      return {
        url,
        chainId,
        stop: () => {
          stopped ??= stop();
          return stopped;
        },
      };
    } catch (error) {
      await closeStores();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}
