import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

export const LOG_FORMAT = 1;

export type Hardfork = "cancun" | "prague" | "osaka";

export interface FundedAccount {
  address: string;
  balanceWei: bigint;
}

/** The log's first record: everything the chain's first block follows from. Amounts are decimal strings. */
export interface GenesisRecord {
  kind: "genesis";
  format: typeof LOG_FORMAT;
  chainId: number;
  hardfork: Hardfork;
  /** Seconds since 1970. */
  timestamp: number;
  blockGasLimit: string;
  accounts: { address: string; balanceWei: string }[];
}

/** What a block is made from; durable before the block exists. */
export interface BlockRecord {
  kind: "block";
  number: number;
  /** Seconds since 1970. */
  timestamp: number;
  /** Signed transactions, 0x hex, in block order. Empty for a block that only moves the clock. */
  transactions: string[];
}

/** What executing the block before gave; a replay must give the same. */
export interface MinedRecord {
  kind: "mined";
  number: number;
  hash: string;
}

export type LogRecord = GenesisRecord | BlockRecord | MinedRecord;

/** Reads a record whose checksum held; refuses one of another version or shape. */
export function parseLogRecord(text: string, path: string, index: number): LogRecord {
  const record: unknown = JSON.parse(text);
  if (isGenesis(record) || isBlock(record) || isMined(record)) return record;
  throw new FederationError("CHAIN_LOG_CORRUPT", `record ${index + 1} is of an unknown kind or format.`, {
    field: path,
    hint: `This program reads format ${LOG_FORMAT}; use the version that wrote the file.`,
  });
}

function fieldsOf(record: unknown): Record<string, unknown> {
  return typeof record === "object" && record !== null ? { ...record } : {};
}

function isGenesis(record: unknown): record is GenesisRecord {
  const { kind, format, chainId, hardfork, timestamp, blockGasLimit, accounts } = fieldsOf(record);
  return (
    kind === "genesis" &&
    format === LOG_FORMAT &&
    Number.isSafeInteger(chainId) &&
    typeof hardfork === "string" &&
    Number.isSafeInteger(timestamp) &&
    typeof blockGasLimit === "string" &&
    Array.isArray(accounts)
  );
}

function isBlock(record: unknown): record is BlockRecord {
  const { kind, number, timestamp, transactions } = fieldsOf(record);
  return (
    kind === "block" &&
    Number.isSafeInteger(number) &&
    Number.isSafeInteger(timestamp) &&
    Array.isArray(transactions) &&
    transactions.every((raw) => typeof raw === "string")
  );
}

function isMined(record: unknown): record is MinedRecord {
  const { kind, number, hash } = fieldsOf(record);
  return kind === "mined" && Number.isSafeInteger(number) && typeof hash === "string";
}
