#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Command, InvalidArgumentError } from "commander";
import { getAddress, HDNodeWallet, parseEther } from "ethers";
import { type DevChainOptions, startDevChain } from "./DevChain.ts";
import { faucetOf, fundFromFaucet } from "./faucet.ts";
import type { FundedAccount, Hardfork } from "./logRecord.ts";
import { DEFAULT_CHAIN_ID } from "./openChain.ts";

/** The mnemonic every Ethereum development tool uses: its keys are public, fit for play money only. */
const PUBLIC_MNEMONIC = "test test test test test test test test test test test junk";
const BALANCE_WEI = parseEther("10000");
const FAUCET_BALANCE_WEI = parseEther("1000000000");

interface Flags {
  dir: string;
  host: string;
  port: number;
  chainId?: number;
  hardfork?: Hardfork;
  accounts?: number;
  fund: string[];
  cors?: true;
  followUpMs?: number;
  idleMs?: number;
  json?: true;
}

const program = new Command("dev-chain")
  .description(
    "A DEVELOPMENT chain for Consilium: one process, no consensus, play money. Every acknowledged transaction survives kill -9. Never use it for a real consortium.",
  )
  .requiredOption("--dir <folder>", "folder of the chain's log; made when absent")
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber, 8545)
  .option("--chain-id <number>", `chain id of a new chain (default ${DEFAULT_CHAIN_ID})`, wholeNumber)
  .option("--hardfork <name>", "EVM rules of a new chain: cancun, prague or osaka (default prague)", hardfork)
  .option("--accounts <n>", "fund the first n accounts of the public test mnemonic, 10000 ETH each", wholeNumber)
  .option("--fund <address...>", "fund these addresses, 10000 ETH each", [])
  .option("--cors", "let browser pages of any origin call it")
  .option(
    "--follow-up-ms <n>",
    "empty block this long after one with transactions; 0: never (default 1000)",
    wholeNumber,
  )
  .option("--idle-ms <n>", "empty block after this much silence; 0: never (default 0)", wholeNumber)
  .option("--json", "print one JSON line when ready: {url, chainId, pid}")
  .action(run);

program
  .command("fund")
  .description("Gives accounts coin later, 1,000 each, from the faucet of the running chain in --dir.")
  .argument("<account...>", "accounts, 0x and 40 hex digits")
  .addHelpText("after", "\nExample:\n  npm run chain -- fund 0x… --dir chain --port 8545")
  .action(async (accounts: string[]) => {
    const { dir, host, port } = program.opts<Flags>();
    try {
      const funded = await fundFromFaucet(dir, `http://${host}:${port}`, accounts);
      console.log(`Funded ${funded.join(", ")}.`);
    } catch (error) {
      fail(error);
    }
  });

await program.parseAsync();

async function run(flags: Flags): Promise<void> {
  try {
    const chain = await startDevChain(await toOptions(flags));
    if (flags.json) console.log(JSON.stringify({ url: chain.url, chainId: chain.chainId, pid: process.pid }));
    else {
      console.log("Consilium development chain: one process, no consensus, play money. Not for a real consortium.");
      console.log(`JSON-RPC ${chain.url}  chain id ${chain.chainId}  folder ${flags.dir}  (Ctrl-C stops it)`);
    }
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        chain.stop().then(
          () => process.exit(0),
          (error: unknown) => fail(error),
        );
      });
    }
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  const { code, message } = toFederationError(error);
  process.stderr.write(`${code}: ${message}\n`);
  process.exit(1);
}

async function toOptions(flags: Flags): Promise<DevChainOptions> {
  const accounts: FundedAccount[] = [
    ...publicTestAddresses(flags.accounts ?? 0),
    ...flags.fund.map((address) => getAddress(address)),
  ].map((address) => ({ address, balanceWei: BALANCE_WEI }));
  // On a chain that is there, no account given means those that it was made with.
  const isNew = !existsSync(join(flags.dir, "chain.log"));
  const faucet = await faucetOf(flags.dir);
  if (faucet !== undefined && (isNew || accounts.length > 0)) {
    accounts.push({ address: faucet, balanceWei: FAUCET_BALANCE_WEI });
  }
  const { dir, host, port, chainId, hardfork, cors, followUpMs, idleMs } = flags;
  return {
    dir,
    host,
    port,
    ...(cors && { cors }),
    ...(chainId !== undefined && { chainId }),
    ...(hardfork !== undefined && { hardfork }),
    ...(accounts.length > 0 && { accounts }),
    ...(followUpMs !== undefined && { followUpBlockMs: followUpMs }),
    ...(idleMs !== undefined && { idleBlockMs: idleMs }),
  };
}

function publicTestAddresses(count: number): string[] {
  const root = HDNodeWallet.fromPhrase(PUBLIC_MNEMONIC, undefined, "m/44'/60'/0'/0");
  return Array.from({ length: count }, (_, index) => root.deriveChild(index).address);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

function hardfork(text: string): Hardfork {
  if (text === "cancun" || text === "prague" || text === "osaka") return text;
  throw new InvalidArgumentError("Give cancun, prague or osaka.");
}
