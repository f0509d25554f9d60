import { readFile } from "node:fs/promises";
import { readKeyFile } from "@consilium/cli/keyFile.ts";
import { parseFounders } from "@consilium/sdk/chain/founders.ts";
import type { Candidate } from "@consilium/sdk/chain/members.ts";
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { Command } from "commander";
import { deployConsortium } from "./deployConsortium.ts";

async function readFounders(file: string): Promise<Candidate[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "cannot be read.", { field: file, cause });
  }
  return parseFounders(text, file);
}

const program = new Command("deploy")
  .description("Deploys the consortium's contracts and writes deployment.json")
  .requiredOption("--rpc <url>", "JSON-RPC address of a chain node")
  .requiredOption("--founders <file>", "JSON list of founders: name, account, roles, peerId, boxKey")
  .option("--out <file>", "where to write the deployment", "deployment.json")
  .option("--verifier <address...>", "ERC-7913 verifiers whose keys may sign consents", [])
  .option(
    "--deployer-key-file <file>",
    "the key that pays, in a file only you can read (`consilium identity new --role deployer`)",
  )
  .addHelpText(
    "after",
    "\nWithout --deployer-key-file the deployer's private key is read from CONSILIUM_DEPLOYER_KEY.",
  );

try {
  const options = program
    .parse()
    .opts<{ rpc: string; founders: string; out: string; verifier: string[]; deployerKeyFile?: string }>();
  const deployerKey =
    options.deployerKeyFile === undefined
      ? process.env.CONSILIUM_DEPLOYER_KEY
      : await readKeyFile(options.deployerKeyFile);
  if (deployerKey === undefined) {
    throw new FederationError("CONFIG_INVALID", "is not set.", {
      field: "CONSILIUM_DEPLOYER_KEY",
      hint: "Give --deployer-key-file, or set it to the private key that pays for the deployment.",
    });
  }
  const founders = await readFounders(options.founders);
  const deployment = await deployConsortium({
    rpcUrl: options.rpc,
    deployerKey,
    founders,
    verifiers: options.verifier,
  });
  // Everyone of the consortium reads it, so it is no secret.
  await replaceFile(options.out, `${JSON.stringify(deployment, null, 2)}\n`, { mode: 0o644 });
  process.stdout.write(
    `deployed ${founders.length} founders' consortium on chain ${deployment.chainId}: ${options.out}\n`,
  );
} catch (error) {
  const failure = toFederationError(error);
  process.stderr.write(`${failure.code}: ${failure.message}\n`);
  process.exitCode = 1;
}
