#!/usr/bin/env node
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Command, InvalidArgumentError } from "commander";
import { getAddress } from "ethers";
import { ConsortiumChain } from "./ConsortiumChain.ts";

interface Flags {
  dir: string;
  validators: number;
  fund: string[];
  json?: true;
}

await new Command("chain:consortium")
  .description(
    "A chain of several validators on this machine, for trying Consilium on a chain with consensus: CometBFT with " +
      "go-ethereum, built by the Go toolchain. Play money. Continued where the folder exists.",
  )
  .requiredOption("--dir <folder>", "folder of the validators; made when absent")
  .option("--validators <n>", "validators of a new chain, 1 to 16", validators, 4)
  .requiredOption("--fund <address...>", "accounts of a new chain with coin")
  .option("--json", "print one JSON line when ready: {rpcUrls, pid}")
  .addHelpText("after", "\nExample:\n  npm run chain:consortium -- --dir .consilium/consortium --fund 0x…")
  .action(run)
  .parseAsync();

async function run({ dir, validators: count, fund, json }: Flags): Promise<void> {
  try {
    process.stderr.write("Building the validator; the first time this takes minutes ...\n");
    const chain = await ConsortiumChain.start({ dir, validators: count, fund: fund.map((text) => getAddress(text)) });
    const rpcUrls = chain.validators.map(({ rpcUrl }) => rpcUrl);
    if (json) console.log(JSON.stringify({ rpcUrls, pid: process.pid }));
    else for (const { name, rpcUrl } of chain.validators) console.log(`${name}  ${rpcUrl}`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void chain.stop().then(() => process.exit(0)));
    }
  } catch (error) {
    const { code, message } = toFederationError(error);
    process.stderr.write(`${code}: ${message}\n`);
    process.exit(1);
  }
}

function validators(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 16) return count;
  throw new InvalidArgumentError("Give a whole number from 1 to 16.");
}
