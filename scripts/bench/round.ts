#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { inputsOf, modelSpecOf, trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { Command, InvalidArgumentError } from "commander";
import { ProcessSupervisor } from "../local-consortium/ProcessSupervisor.ts";
import { Progress } from "../local-consortium/Progress.ts";
import { StateDirectory } from "../local-consortium/StateDirectory.ts";
import { type Machine, machineLines, thisMachine } from "./machine.ts";
import { measureRounds, type RoundFigures } from "./measureRounds.ts";
import { benchmarkStudy } from "./roundStudy.ts";

interface Flags {
  sites: number;
  rounds: number;
  json?: true;
}

const WORD_BYTES = 4;
/** The project's own limit on upload against the plain vector. */
const MOST_RATIO = 1.25;
const LIBRARIES = ["libp2p", "@chainsafe/libp2p-noise", "@chainsafe/libp2p-yamux", "@tensorflow/tfjs-core", "hardhat"];

async function run({ sites, rounds, json }: Flags): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "consilium-bench-"));
  const progress = new Progress();
  let state: StateDirectory | undefined;
  let supervisor: ProcessSupervisor | undefined;
  const stop = async () => {
    await supervisor?.stop();
    await state?.close();
    await rm(root, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop().then(() => process.exit(130)));
  try {
    state = await StateDirectory.open(root, "round", { fresh: true });
    supervisor = new ProcessSupervisor(state.at("logs"));
    const measuring = measureRounds({ state, supervisor, progress, sites, rounds });
    measuring.catch(() => undefined);
    const figures = await Promise.race([measuring, supervisor.failure]);
    progress.stop();
    const document = { machine: await thisMachine(LIBRARIES), ...summary(figures, sites) };
    process.stdout.write(json ? `${JSON.stringify(document)}\n` : lines(document).join("\n"));
    process.exitCode = document.ratio <= MOST_RATIO ? 0 : 1;
  } finally {
    progress.stop();
    await stop();
  }
}

/** Medians over the rounds; of the sites, the one that had most to send or receive in each round. */
function summary(figures: readonly RoundFigures[], sites: number) {
  const study = benchmarkStudy(1);
  const parameters = parameterCount(modelSpecOf(study), inputsOf({ study, stage: trainStageOf(study) }).length);
  const plainBytes = WORD_BYTES * parameters;
  const uploadBytesPerSitePerRound = median(figures.map(({ uploadBytes }) => Math.max(...uploadBytes)));
  const phases = [...new Set(figures.flatMap(({ phasesMs }) => Object.keys(phasesMs)))];
  return {
    sites,
    rounds: figures.length,
    parameters,
    plainBytes,
    uploadBytesPerSitePerRound,
    ratio: uploadBytesPerSitePerRound / plainBytes,
    siteSentBytesPerRound: median(figures.map(({ siteSentBytes }) => Math.max(...siteSentBytes))),
    siteReceivedBytesPerRound: median(figures.map(({ siteReceivedBytes }) => Math.max(...siteReceivedBytes))),
    transactionsPerRound: Math.max(...figures.map(({ transactions }) => transactions)),
    gasPerRound: median(figures.map(({ gas }) => gas)),
    phasesMs: Object.fromEntries(
      phases.map((phase) => [phase, median(figures.map(({ phasesMs }) => phasesMs[phase] ?? 0))]),
    ),
  };
}

function lines(document: ReturnType<typeof summary> & { machine: Machine }): string[] {
  const { phasesMs } = document;
  const bytes = (count: number) => `${count.toLocaleString("en-GB")} bytes`;
  return [
    ...machineLines(document.machine),
    `${document.sites} sites, ${document.parameters.toLocaleString("en-GB")} parameters, median of ${document.rounds} rounds`,
    "",
    `upload per site and round   ${bytes(document.uploadBytesPerSitePerRound)}, framing and waiting included`,
    `plain 32-bit vector         ${bytes(document.plainBytes)}`,
    `ratio                       ${document.ratio.toFixed(4)} (at most ${MOST_RATIO})`,
    `all a site sent             ${bytes(document.siteSentBytesPerRound)}`,
    `all a site received         ${bytes(document.siteReceivedBytesPerRound)}`,
    `transactions per round      ${document.transactionsPerRound}`,
    `gas per round               ${document.gasPerRound.toLocaleString("en-GB")}`,
    `phases                      ${Object.entries(phasesMs)
      .map(([phase, ms]) => `${phase} ${ms} ms`)
      .join(", ")}`,
    "",
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  };
}

await new Command("npm run bench --")
  .description(
    "What a round costs: a chain, a coordinator and hospital nodes in processes of their own train a network of about " +
      "100,000 parameters. Exits 1 if a site sends more than 1.25 times the plain 32-bit vector.",
  )
  .option("--sites <n>", "number of sites", wholeNumber(3, 16), 4)
  .option("--rounds <n>", "rounds to measure, after one that is not", wholeNumber(1, 100), 5)
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .action(run)
  .parseAsync()
  .catch((thrown) => {
    const { code, message } = toFederationError(thrown);
    process.stderr.write(`${code}: ${message}\n`);
    process.exitCode = 1;
  });
