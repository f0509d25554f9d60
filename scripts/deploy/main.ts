import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseFounders } from "@consilium/sdk/chain/founders.ts";
import type { Candidate } from "@consilium/sdk/chain/members.ts";
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
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

/** Writes the whole file or nothing: a reader never sees half a deployment. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const program = new Command("deploy")
  .description("Deploys the consortium's contracts and writes deployment.json")
  .requiredOption("--rpc <url>", "JSON-RPC address of a chain node")
  .requiredOption("--founders <file>", "JSON list of founders: name, account, roles, peerId, boxKey")
  .option("--out <file>", "where to write the deployment", "deployment.json")
  .option("--verifier <address...>", "ERC-7913 verifiers whose keys may sign consents", [])
  .addHelpText("after", "\nThe deployer's private key is read from CONSILIUM_DEPLOYER_KEY.");

try {
  const options = program.parse().opts<{ rpc: string; founders: string; out: string; verifier: string[] }>();
  const deployerKey = process.env.CONSILIUM_DEPLOYER_KEY;
  if (deployerKey === undefined) {
    throw new FederationError("CONFIG_INVALID", "is not set.", {
      field: "CONSILIUM_DEPLOYER_KEY",
      hint: "Set it to the private key that pays for the deployment.",
    });
  }
  const founders = await readFounders(options.founders);
  const deployment = await deployConsortium({
    rpcUrl: options.rpc,
    deployerKey,
    founders,
    verifiers: options.verifier,
  });
  await writeAtomically(options.out, `${JSON.stringify(deployment, null, 2)}\n`);
  process.stdout.write(
    `deployed ${founders.length} founders' consortium on chain ${deployment.chainId}: ${options.out}\n`,
  );
} catch (error) {
  const failure = toFederationError(error);
  process.stderr.write(`${failure.code}: ${failure.message}\n`);
  process.exitCode = 1;
}
