import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { getAddress } from "ethers";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { EthereumProvider } from "hardhat/types/providers";
import type { BlockRecord, GenesisRecord } from "./logRecord.ts";

export interface ExecutedBlock {
  number: number;
  hash: string;
  timestamp: number;
  /** Transactions (by index) the EVM itself would not take, with its words. They are in no block. */
  refused: Map<number, string>;
}

export interface MinedBlock {
  number: number;
  hash: string;
  timestamp: number;
}

interface RpcBlock {
  number: string;
  hash: string;
  timestamp: string;
  baseFeePerGas: string;
  /** Hashes, since they are asked for without bodies. */
  transactions: string[];
}

/**
 * Hardhat's in-process EVM (EDR), made from a log's genesis record alone: no compiler, no user configuration,
 * no automatic mining. The same records give the same blocks.
 */
export class EdrChain {
  readonly #provider: EthereumProvider;
  readonly #closeConnection: () => Promise<void>;
  #latest: MinedBlock;

  private constructor(provider: EthereumProvider, close: () => Promise<void>, latest: MinedBlock) {
    this.#provider = provider;
    this.#closeConnection = close;
    this.#latest = latest;
  }

  static async create(genesis: GenesisRecord): Promise<EdrChain> {
    const environment = await createHardhatRuntimeEnvironment({
      // Nothing compiled is read: it would only name contracts in stack traces, and costs half a second.
      paths: { artifacts: "no-artifacts" },
      networks: {
        development: {
          type: "edr-simulated",
          chainType: "l1",
          hardfork: genesis.hardfork,
          chainId: genesis.chainId,
          networkId: genesis.chainId,
          accounts: [],
          blockGasLimit: BigInt(genesis.blockGasLimit),
          initialDate: new Date(genesis.timestamp * 1000),
          // Many blocks a second must not push the chain's clock ahead of the wall's.
          allowBlocksWithSameTimestamp: true,
          throwOnTransactionFailures: false,
          mining: { auto: false, interval: 0, mempool: { order: "fifo" } },
        },
      },
    });
    const connection = await environment.network.create({ network: "development" });
    const { provider } = connection;
    for (const { address, balanceWei } of genesis.accounts) {
      const quantity = `0x${BigInt(balanceWei).toString(16)}`;
      await provider.request({ method: "hardhat_setBalance", params: [getAddress(address), quantity] });
    }
    return new EdrChain(provider, () => connection.close(), headerOf(await readBlock(provider, "latest")));
  }

  get latest(): MinedBlock {
    return this.#latest;
  }

  /** @throws the EVM's own JSON-RPC error ({ code, message, data }). */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    return await this.#provider.request({ method, params });
  }

  /** What the next block charges for gas. The pool is empty between blocks, so nothing else is in it. */
  async nextBaseFeePerGas(): Promise<bigint> {
    return BigInt((await readBlock(this.#provider, "pending")).baseFeePerGas);
  }

  /** Executes one logged block. Live and replay take this one path, so a refusal repeats itself exactly. */
  async execute(block: BlockRecord): Promise<ExecutedBlock> {
    const refused = new Map<number, string>();
    const hashes: (string | undefined)[] = [];
    for (const [index, raw] of block.transactions.entries()) {
      try {
        hashes.push((await this.request("eth_sendRawTransaction", [raw])) as string);
      } catch (error) {
        hashes.push(undefined);
        refused.set(index, error instanceof Error ? error.message : String(error));
      }
    }
    await this.request("evm_mine", [`0x${block.timestamp.toString(16)}`]);
    const mined = await readBlock(this.#provider, "latest");
    const included = new Set(mined.transactions);
    for (const [index, hash] of hashes.entries()) {
      if (hash === undefined || included.has(hash)) continue;
      // Left in the pool it would slip into a later block that the log does not name it in.
      await this.request("hardhat_dropTransaction", [hash]);
      refused.set(index, "the transaction does not fit the block");
    }
    this.#latest = headerOf(mined);
    if (this.#latest.number !== block.number) {
      throw new FederationError("INTERNAL", `block ${block.number} was mined as ${this.#latest.number}`);
    }
    return { ...this.#latest, refused };
  }

  /** After a replay of old blocks the pending block's clock stands in the past; puts it at `nowSeconds`. */
  async moveClockTo(nowSeconds: number): Promise<void> {
    const pending = headerOf(await readBlock(this.#provider, "pending"));
    if (nowSeconds > pending.timestamp) await this.request("evm_increaseTime", [nowSeconds - pending.timestamp]);
  }

  async close(): Promise<void> {
    await this.#closeConnection();
  }
}

async function readBlock(provider: EthereumProvider, tag: "latest" | "pending"): Promise<RpcBlock> {
  return (await provider.request({ method: "eth_getBlockByNumber", params: [tag, false] })) as RpcBlock;
}

function headerOf(block: RpcBlock): MinedBlock {
  return { number: Number(block.number), hash: block.hash, timestamp: Number(block.timestamp) };
}
