#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { ProcessSupervisor } from "../local-consortium/ProcessSupervisor.ts";
import { Progress } from "../local-consortium/Progress.ts";
import { BATCH, type ConsentLoadFigures, measureConsentLoad, SITES } from "./consentLoad.ts";
import { type Machine, machineLines, thisMachine } from "./machine.ts";
import { printFailure } from "./printFailure.ts";

interface Flags {
  count: number;
  json?: true;
}

const LIBRARIES = ["ethers", "hardhat", "level"];

async function run({ count, json }: Flags): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "consilium-bench-consents-"));
  const supervisor = new ProcessSupervisor(join(directory, "logs"));
  const progress = new Progress();
  const stop = async () => {
    progress.stop();
    await supervisor.stop();
    await rm(directory, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop().then(() => process.exit(130)));
  try {
    const measuring = measureConsentLoad(count, directory, supervisor, progress);
    measuring.catch(() => undefined);
    const figures = await Promise.race([measuring, supervisor.failure]);
    progress.stop();
    const document = { machine: await thisMachine(LIBRARIES), ...figures, ...rates(figures) };
    process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${lines(document).join("\n")}\n`);
  } finally {
    await stop();
  }
}

function rates({ consents, signedSeconds, relayedSeconds, indexedSeconds }: ConsentLoadFigures) {
  const perSecond = (seconds: number) => Math.round(consents / seconds);
  return {
    signedPerSecond: perSecond(signedSeconds),
    relayedPerSecond: perSecond(relayedSeconds),
    indexedPerSecond: perSecond(indexedSeconds),
  };
}

function lines(document: ConsentLoadFigures & ReturnType<typeof rates> & { machine: Machine }): string[] {
  const row = (what: string, value: string, more = "") => `${what.padEnd(48)} ${value.padStart(12)}  ${more}`.trimEnd();
  const count = (value: number) => Math.round(value).toLocaleString("en");
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return [
    ...machineLines(document.machine),
    `${count(document.consents)} consents of as many keys at ${SITES} sites, ${BATCH} to a transaction`,
    "",
    row("signed, one processor", `${count(document.signedPerSecond)} /s`, seconds(document.signedSeconds)),
    row(
      "relayed and mined, signing beside it",
      `${count(document.relayedPerSecond)} /s`,
      seconds(document.relayedSeconds),
    ),
    row("indexed from the chain", `${count(document.indexedPerSecond)} /s`, seconds(document.indexedSeconds)),
    row("transactions", count(document.transactions)),
    row("gas a consent", count(document.gasPerConsent)),
    row("the chain's durable log", mebibytes(document.chainLogBytes)),
    row("the index on disk", mebibytes(document.indexBytes)),
    row("cohortAt of all of them", `${document.cohortMs.toFixed(0)} ms`),
  ];
}

function consentCount(text: string): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 1_000_000) return value;
  throw new InvalidArgumentError("Give a whole number from 1 to 1000000.");
}

await new Command("npm run bench:consents --")
  .description(
    "Signs consents with as many keys, relays them in batches to the durable development chain, a process of its own, and indexes it.",
  )
  .option("--count <consents>", "how many", consentCount, 100_000)
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .addHelpText("after", "\nExample:\n  npm run --silent bench:consents -- --count 2000 --json")
  .action(run)
  .parseAsync()
  .catch(printFailure);
