import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { getAddress } from "ethers";
import { ChainLog, type ChainLogOptions, corrupt, type TornTail } from "./ChainLog.ts";
import { EdrChain } from "./EdrChain.ts";
import { type BlockRecord, type FundedAccount, type GenesisRecord, type Hardfork, LOG_FORMAT } from "./logRecord.ts";

/** What a new chain is made of. On an existing one each given value must be the one it was made with. */
export interface GenesisOptions {
  chainId?: number;
  hardfork?: Hardfork;
  blockGasLimit?: bigint;
  accounts?: readonly FundedAccount[];
}

export const DEFAULT_CHAIN_ID = 7357;
const DEFAULT_HARDFORK: Hardfork = "prague";
const DEFAULT_BLOCK_GAS_LIMIT = 60_000_000n;

export interface OpenedChain {
  chain: EdrChain;
  log: ChainLog;
  genesis: GenesisRecord;
  torn: TornTail | undefined;
  latestHasTransactions: boolean;
}

/**
 * Opens `<dir>/chain.log`, making it first where there is none, and replays every block of it.
 * @throws FederationError CHAIN_LOG_CORRUPT on damage or when a replayed block has another hash than it had;
 * CHAIN_ID_MISMATCH and CONFIG_INVALID when the options are not those of the existing chain.
 */
export async function openChain(
  dir: string,
  options: GenesisOptions,
  nowSeconds: () => number,
  logOptions: ChainLogOptions = {},
): Promise<OpenedChain> {
  const path = join(dir, "chain.log");
  await mkdir(dir, { recursive: true });
  if (!(await exists(path))) await ChainLog.create(path, newGenesis(options, nowSeconds()));

  let genesis: GenesisRecord | undefined;
  let chain: EdrChain | undefined;
  let unconfirmed: BlockRecord | undefined;
  let latestHasTransactions = false;
  try {
    const { log, torn } = await ChainLog.open(
      path,
      async (record, index) => {
        if (record.kind === "genesis") {
          if (index !== 0) throw corrupt(path, index, "a second genesis record");
          assertSameGenesis(record, options, path);
          genesis = record;
          chain = await EdrChain.create(record);
          return;
        }
        if (chain === undefined) throw corrupt(path, index, "the log does not begin with a genesis record");
        if (record.kind === "block") {
          if (unconfirmed !== undefined)
            throw corrupt(path, index, `the hash of block ${unconfirmed.number} is missing`);
          if (record.number !== chain.latest.number + 1)
            throw corrupt(path, index, `block ${record.number} is out of order`);
          unconfirmed = record;
          latestHasTransactions = record.transactions.length > 0;
          await chain.execute(record);
          return;
        }
        if (unconfirmed === undefined) throw corrupt(path, index, "a block hash without its block");
        const replayed = chain.latest;
        if (record.number !== replayed.number || record.hash !== replayed.hash) {
          throw corrupt(path, index, `block ${record.number} had hash ${record.hash} and replays to ${replayed.hash}`);
        }
        unconfirmed = undefined;
      },
      logOptions,
    );
    if (genesis === undefined || chain === undefined) throw corrupt(path, 0, "the genesis record is missing");
    // The crash came between the fsync and the block's hash: the block counts, so its hash is noted now.
    if (unconfirmed !== undefined) {
      await log.appendLazily({ kind: "mined", number: chain.latest.number, hash: chain.latest.hash });
    }
    await chain.moveClockTo(nowSeconds());
    return { chain, log, genesis, torn, latestHasTransactions };
  } catch (error) {
    await chain?.close();
    throw error;
  }
}

function newGenesis(options: GenesisOptions, timestamp: number): GenesisRecord {
  return {
    kind: "genesis",
    format: LOG_FORMAT,
    chainId: options.chainId ?? DEFAULT_CHAIN_ID,
    hardfork: options.hardfork ?? DEFAULT_HARDFORK,
    timestamp,
    blockGasLimit: String(options.blockGasLimit ?? DEFAULT_BLOCK_GAS_LIMIT),
    accounts: recordAccounts(options.accounts ?? []),
  };
}

function recordAccounts(accounts: readonly FundedAccount[]): GenesisRecord["accounts"] {
  return accounts.map(({ address, balanceWei }) => ({ address: getAddress(address), balanceWei: String(balanceWei) }));
}

function assertSameGenesis(genesis: GenesisRecord, options: GenesisOptions, path: string): void {
  const { chainId, hardfork, blockGasLimit, accounts } = options;
  if (chainId !== undefined && chainId !== genesis.chainId) {
    throw new FederationError("CHAIN_ID_MISMATCH", `this chain has id ${genesis.chainId}, not ${chainId}.`, {
      field: path,
      hint: "Start it with its own --chain-id, or in another --dir.",
    });
  }
  const differing =
    hardfork !== undefined && hardfork !== genesis.hardfork
      ? "hardfork"
      : blockGasLimit !== undefined && String(blockGasLimit) !== genesis.blockGasLimit
        ? "blockGasLimit"
        : accounts !== undefined && JSON.stringify(recordAccounts(accounts)) !== JSON.stringify(genesis.accounts)
          ? "accounts"
          : undefined;
  if (differing === undefined) return;
  throw new FederationError("CONFIG_INVALID", `this chain was made with another ${differing}.`, {
    field: path,
    hint:
      differing === "accounts"
        ? "Start it without --fund and --accounts, and fund accounts with `npm run chain -- fund <account> --dir <folder>`."
        : `Start it without --${differing}, or in another --dir.`,
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
