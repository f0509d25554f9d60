#!/usr/bin/env node
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readSecretFile } from "@consilium/service/keystore/secretFile.ts";
import { Command, InvalidArgumentError } from "commander";
import { useBundles } from "./commands/bundleCommands.ts";
import { dataSetOf } from "./local-consortium/DataSet.ts";
import { ProcessSupervisor } from "./local-consortium/ProcessSupervisor.ts";
import { Progress } from "./local-consortium/Progress.ts";
import { runLocalConsortium } from "./local-consortium/runLocalConsortium.ts";
import { StateDirectory } from "./local-consortium/StateDirectory.ts";
import type { GivenChain } from "./local-consortium/services.ts";
import { ALL_PATIENTS, FEWEST_PATIENTS } from "./synthetic-ehr/hospitals.ts";

interface Flags {
  data?: string;
  fresh?: true;
  keep?: true;
  json?: true;
  rounds?: number;
  seed?: number;
  patients?: number;
  stateDir: string;
  rpc?: string;
  faucetKeyFile?: string;
}

/** Someone wants it to stop. */
class Interrupted extends Error {}

async function start(flags: Flags): Promise<void> {
  const interrupted = interruption();
  const progress = new Progress();
  let state: StateDirectory | undefined;
  let supervisor: ProcessSupervisor | undefined;
  let removeBundles: (() => Promise<void>) | undefined;
  let exitCode = 1;
  try {
    const dataSet = dataSetOf(flags.data);
    if (!dataSet.synthetic && flags.patients !== undefined) {
      const hint = "Leave it out: the patients of a real data set are those it has.";
      throw new FederationError("CONFIG_INVALID", "goes with synthetic records.", { field: "--patients", hint });
    }
    const givenChain = await givenChainOf(flags);
    state = await StateDirectory.open(flags.stateDir, dataSet.name, { fresh: flags.fresh === true });
    supervisor = new ProcessSupervisor(state.at("logs"));
    progress.line(`State and logs: ${state.path} (a demonstration: its keys protect nothing)`);
    removeBundles = await progress.step("Programs", () => useBundles());
    const chosen = { rounds: flags.rounds, seed: flags.seed, patients: flags.patients };
    const work = runLocalConsortium({ state, dataSet, chosen, supervisor, progress, givenChain });
    // Once interrupted, what the work then fails with is of no interest.
    work.catch(() => undefined);
    const { document, table, urls } = await Promise.race([work, supervisor.failure, interrupted]);
    progress.stop();
    process.stdout.write(flags.json ? `${JSON.stringify(document)}\n` : `\n${table}\n`);
    exitCode = document.audit.ok ? 0 : 2;
    if (flags.keep) {
      for (const [name, url] of Object.entries(urls)) process.stderr.write(`${name.padEnd(6)} ${url}\n`);
      process.stderr.write("Everything is up. Ctrl-C stops it.\n");
      await Promise.race([supervisor.failure, interrupted]);
    }
  } catch (thrown) {
    progress.stop();
    if (thrown instanceof Interrupted) {
      if (exitCode === 1) exitCode = 130;
      process.stderr.write("Stopping ...\n");
    } else {
      const error = toFederationError(thrown);
      process.stderr.write(`${error.code}: ${error.message}\n`);
      if (!(thrown instanceof FederationError)) process.stderr.write(`${(thrown as Error).stack}\n`);
      exitCode = 1;
    }
  }
  await supervisor?.stop();
  await removeBundles?.();
  await state?.close();
  // The standard output may be a pipe: let it drain before the process ends.
  process.stdout.write("", () => process.exit(exitCode));
}

async function givenChainOf({ rpc, faucetKeyFile }: Flags): Promise<GivenChain | undefined> {
  if (rpc === undefined && faucetKeyFile === undefined) return undefined;
  const hint = "Give --rpc <url> and --faucet-key-file <file> together: the members' accounts need coin on that chain.";
  if (rpc === undefined || faucetKeyFile === undefined) {
    const field = rpc === undefined ? "--rpc" : "--faucet-key-file";
    throw new FederationError("CONFIG_INVALID", "is missing.", { field, hint });
  }
  return { rpcUrl: rpc, faucetKey: await readSecretFile(faucetKeyFile, "faucet key", hint) };
}

/** Rejects at the first Ctrl-C, termination or hang-up; further ones find the orderly stop already under way. */
function interruption(): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => reject(new Interrupted()));
  });
  interrupted.catch(() => undefined);
  return interrupted;
}

function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  };
}

await new Command("npm start --")
  .description(
    "A local consortium: a development chain, a coordinator and four hospitals, each its own process; patients consent, the " +
      "hospitals train together, three patients revoke half-way, and everything is audited. For demonstration: all keys " +
      "lie in one folder of this machine. Started again, it continues from what is there.",
  )
  .option("--data <dir>", "folder of a real data set (uci-heart-disease) instead of the synthetic records")
  .option("--fresh", "remove this data set's state and start again")
  .option("--keep", "leave everything up at the end and print the URLs, until Ctrl-C")
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .option("--rounds <n>", "training rounds (default: the study's)", wholeNumber(1, 10_000))
  .option(
    "--seed <n>",
    "seed of the synthetic records and of training (default: the study's)",
    wholeNumber(0, 2 ** 31 - 1),
  )
  .option(
    "--patients <n>",
    `synthetic patients of all hospitals, from ${FEWEST_PATIENTS} to ${ALL_PATIENTS} (default: ${ALL_PATIENTS})`,
    wholeNumber(FEWEST_PATIENTS, ALL_PATIENTS),
  )
  .option("--rpc <url>", "a chain that is there already, instead of a development chain; needs --faucet-key-file")
  .option("--faucet-key-file <file>", "private key of an account with coin on that chain, mode 0600")
  .option("--state-dir <dir>", "where state is kept, one folder a data set", ".consilium")
  .action(start)
  .parseAsync();
