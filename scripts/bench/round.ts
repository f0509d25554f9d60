#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { inputsOf, modelSpecOf, trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { Command, InvalidArgumentError } from "commander";
import { Wallet } from "ethers";
import { ConsortiumChain } from "../consortium-chain/ConsortiumChain.ts";
import { ProcessSupervisor } from "../local-consortium/ProcessSupervisor.ts";
import { Progress } from "../local-consortium/Progress.ts";
import { StateDirectory } from "../local-consortium/StateDirectory.ts";
import type { GivenChain } from "../local-consortium/services.ts";
import { exitByGoals, type Goal, goal, goalLines } from "./Goal.ts";
import { type Machine, machineLines, thisMachine } from "./machine.ts";
import { type MeasuredRounds, measureRounds } from "./measureRounds.ts";
import { printFailure } from "./printFailure.ts";
import { benchmarkStudy, type StudySize } from "./roundStudy.ts";

interface Flags {
  sites: number;
  rounds: number;
  small?: true;
  validators?: true;
  json?: true;
}

const WORD_BYTES = 4;
/** The project's own limit on upload against the plain vector. */
const MOST_RATIO = 1.01;
/** Its limits on a round of four sites with a small vector: wall-clock on the development chain, block times on validators. */
const MOST_SMALL_ROUND_SECONDS = 1;
const MOST_SMALL_ROUND_BLOCKS = 5;
const LIBRARIES = ["libp2p", "@chainsafe/libp2p-noise", "@chainsafe/libp2p-yamux", "@tensorflow/tfjs-core", "hardhat"];

async function run({ sites, rounds, small, validators, json }: Flags): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "consilium-bench-"));
  const progress = new Progress();
  let state: StateDirectory | undefined;
  let supervisor: ProcessSupervisor | undefined;
  let consortium: ConsortiumChain | undefined;
  const stop = async () => {
    await supervisor?.stop();
    await consortium?.stop();
    await state?.close();
    await rm(root, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop().then(() => process.exit(130)));
  try {
    state = await StateDirectory.open(root, "round", { fresh: true });
    supervisor = new ProcessSupervisor(state.at("logs"));
    const size = small ? "small" : "large";
    let chains: GivenChain[] | undefined;
    if (validators) {
      const faucet = Wallet.createRandom();
      consortium = await ConsortiumChain.start({ dir: join(root, "validators"), fund: [faucet.address] });
      chains = consortium.validators.map(({ rpcUrl }) => ({ rpcUrl, faucetKey: faucet.privateKey }));
    }
    const given = chains === undefined ? {} : { chains };
    const measuring = measureRounds({ state, supervisor, progress, sites, rounds, size, ...given });
    measuring.catch(() => undefined);
    const measured = await Promise.race([measuring, supervisor.failure]);
    progress.stop();
    const figures = summary(measured, sites, size);
    const goals = goalsOf(figures, size, validators === true);
    const document = { machine: await thisMachine(LIBRARIES), loadAverage: loadavg()[0]!, ...figures, goals };
    process.stdout.write(json ? `${JSON.stringify(document)}\n` : lines(document).join("\n"));
    exitByGoals(goals);
  } finally {
    progress.stop();
    await stop();
  }
}

/** Medians over the rounds; of the sites, the one that had most to send or receive in each round. */
function summary({ rounds: figures, blockMs, audit }: MeasuredRounds, sites: number, size: StudySize) {
  const study = benchmarkStudy(1, size);
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
    roundMs: median(figures.map(({ roundMs }) => roundMs)),
    blockMs: Math.round(blockMs),
    audit,
    phasesMs: Object.fromEntries(
      phases.map((phase) => [phase, median(figures.map(({ phasesMs }) => phasesMs[phase] ?? 0))]),
    ),
  };
}

type Summary = ReturnType<typeof summary>;

function goalsOf({ sites, ratio, roundMs, blockMs }: Summary, size: StudySize, onValidators: boolean): Goal[] {
  if (size === "large") return [goal("upload of a site / plain 32-bit vector", ratio, MOST_RATIO)];
  const what = `median of a round of ${sites} sites with a small vector`;
  return onValidators
    ? [goal(`${what}, in block times`, roundMs / blockMs, MOST_SMALL_ROUND_BLOCKS)]
    : [goal(`${what}, in seconds`, roundMs / 1_000, MOST_SMALL_ROUND_SECONDS)];
}

function lines(document: Summary & { machine: Machine; loadAverage: number; goals: readonly Goal[] }): string[] {
  const { phasesMs, roundMs, blockMs, audit } = document;
  const bytes = (count: number) => `${count.toLocaleString("en-GB")} bytes`;
  return [
    ...machineLines(document.machine),
    `${document.sites} sites, ${document.parameters.toLocaleString("en-GB")} parameters, median of ${document.rounds} rounds`,
    "",
    `upload per site and round   ${bytes(document.uploadBytesPerSitePerRound)}, framing and waiting included`,
    `plain 32-bit vector         ${bytes(document.plainBytes)}`,
    `ratio                       ${document.ratio.toFixed(4)}`,
    `all a site sent             ${bytes(document.siteSentBytesPerRound)}`,
    `all a site received         ${bytes(document.siteReceivedBytesPerRound)}`,
    `transactions per round      ${document.transactionsPerRound}`,
    `gas per round               ${document.gasPerRound.toLocaleString("en-GB")}`,
    `round                       ${roundMs} ms, ${(roundMs / blockMs).toFixed(1)} times the ${blockMs} ms between two blocks`,
    `phases                      ${Object.entries(phasesMs)
      .map(([phase, ms]) => `${phase} ${ms} ms`)
      .join(", ")}`,
    `audit                       ${(audit.ms / 1_000).toFixed(1)} s for ${audit.rounds} rounds, ${audit.checks.toLocaleString("en-GB")} checks passed`,
    `load of the machine         ${document.loadAverage.toFixed(1)} in the last minute`,
    "",
    ...goalLines(document.goals),
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
      "100,000 parameters, or 14 with --small. Exits 1 where a goal is missed: a site's upload is at most 1.01 times the plain " +
      "32-bit vector; with --small the median of a round at most 1 s, or 5 block times with --validators.",
  )
  .option("--sites <n>", "number of sites", wholeNumber(3, 16), 4)
  .option("--rounds <n>", "rounds to measure, after one that is not", wholeNumber(1, 100), 5)
  .option("--small", "a logistic regression of 14 parameters, for the time of a round")
  .option(
    "--validators",
    "on a chain of four validators, which the Go toolchain builds, instead of the development chain",
  )
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .action(run)
  .parseAsync()
  .catch(printFailure);
