#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { parseFounders } from "@consilium/sdk/chain/founders.ts";
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Command } from "commander";
import { Wallet } from "ethers";
import { buildNetwork } from "./buildNetwork.ts";
import type { MemberKeys } from "./members.ts";
import { checkNetworkOptions, FORKS, type Fork, type NetworkOptions } from "./NetworkOptions.ts";
import { writeNetwork } from "./writeNetwork.ts";

interface Flags {
  validators: string;
  out: string;
  chainId: string;
  host: string[];
  account: string[];
  founders?: string;
  fork: string;
  systemContracts?: string;
  blockPeriod: string;
  gasLimit: string;
  rpcTls?: true;
  json?: true;
}

const program = new Command("network")
  .description("Writes a ready Hyperledger Besu QBFT network: genesis, keys, allowlists, start files and a runbook.")
  .requiredOption("--out <dir>", "folder to make; never overwritten")
  .option("--validators <n>", "one node per member, at least 4", "4")
  .option("--host <ip...>", "address of each member's node, in order (default: all on 127.0.0.1)", [])
  .option("--account <address...>", "accounts that may send transactions (default: a new one per member)", [])
  .option("--founders <file>", "take the accounts from a founders file, as the deployment does")
  .option("--chain-id <n>", "chain id", "73570")
  .option("--fork <name>", `rules from the first block: ${FORKS.join(", ")}`, "cancun")
  .option("--system-contracts <file>", "JSON of alloc entries, needed for prague and osaka")
  .option("--block-period <seconds>", "time between blocks", "2")
  .option("--gas-limit <gas>", "gas of a block", "60000000")
  .option("--rpc-tls", "RPC over TLS, for known clients only")
  .option("--json", "print one JSON document");

try {
  const flags = program.parse().opts<Flags>();
  const options = checkNetworkOptions(await readOptions(flags));
  const keys = Array.from({ length: options.validators }, () => newKeys(options.accounts.length === 0));
  const { members, files } = buildNetwork(options, keys);
  await writeNetwork(flags.out, files);
  if (flags.json) {
    const { chainId, fork } = options;
    process.stdout.write(
      `${JSON.stringify({ folder: flags.out, chainId, fork, members, files: files.length }, null, 2)}\n`,
    );
  } else {
    for (const { name, validator, enode } of members) process.stdout.write(`${name}  ${validator}  ${enode}\n`);
    process.stdout.write(
      `${files.length} files in ${flags.out}; read RUNBOOK.md there. Each member's folder holds its secret keys.\n`,
    );
  }
} catch (error) {
  const { code, message } = toFederationError(error);
  process.stderr.write(`${code}: ${message}\n`);
  process.exitCode = 1;
}

async function readOptions(flags: Flags): Promise<NetworkOptions> {
  const founders = flags.founders === undefined ? [] : parseFounders(await readText(flags.founders), flags.founders);
  const contracts = flags.systemContracts === undefined ? {} : await readContracts(flags.systemContracts);
  return {
    validators: Number(flags.validators),
    chainId: Number(flags.chainId),
    hosts: flags.host,
    fork: flags.fork as Fork,
    systemContracts: contracts,
    accounts: [...flags.account, ...founders.map(({ account }) => account)],
    blockPeriodSeconds: Number(flags.blockPeriod),
    gasLimit: Number(flags.gasLimit),
    rpcTls: flags.rpcTls ?? false,
  };
}

function newKeys(withAccount: boolean): MemberKeys {
  const key = () => Wallet.createRandom().privateKey;
  return withAccount ? { node: key(), account: key() } : { node: key() };
}

async function readContracts(file: string): Promise<NetworkOptions["systemContracts"]> {
  const invalid = (cause?: unknown) =>
    new FederationError("CONFIG_INVALID", "is not a JSON object of {address: {balance, code}}.", {
      field: file,
      cause,
    });
  let document: unknown;
  try {
    document = JSON.parse(await readText(file));
  } catch (error) {
    throw error instanceof FederationError ? error : invalid(error);
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) throw invalid();
  for (const entry of Object.values(document)) {
    if (typeof entry !== "object" || entry === null || typeof entry.code !== "string") throw invalid();
  }
  return document as NetworkOptions["systemContracts"];
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "cannot be read.", { field: file, cause });
  }
}
