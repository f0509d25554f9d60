#!/usr/bin/env node
import { MaskThreads } from "@consilium/service/masking/MaskThreads.ts";
import { Command, InvalidArgumentError } from "commander";
import { exitByGoals, type Goal, goalLines } from "./Goal.ts";
import { machineLines, thisMachine } from "./machine.ts";
import { printFailure } from "./printFailure.ts";
import { Flower, type FlowerFigures } from "./secagg/Flower.ts";
import { type Compared, goalsOf, ratio, serverMasksOf, serverOf, siteOf } from "./secagg/goals.ts";
import { makeMasks, measureSum, type SumFigures } from "./secagg/measureSum.ts";
import { shareAmong } from "./secagg/sharedRound.ts";
import { medianTiming, PeakMemory, type Timing } from "./secagg/stopwatch.ts";

interface Flags {
  quick?: true;
  json?: true;
  runs: number;
  threads?: number;
  flower: boolean;
  flowerPython?: string;
  sites?: number[];
  dimension?: number[];
  dropouts?: number[];
}

const LIBRARIES = ["@noble/post-quantum", "shamir-secret-sharing"];
/** The case that the goals are about. */
const GOAL_CASE = { sites: 100, dimension: 1_000_000, dropouts: 0.1 };
/** A client of Flower's SecAgg+ with 32 neighbours makes so many masks. */
const EQUAL_MASKS = 33;
const WHOLE = { sites: [4, 10, 50, 100, 255], dimension: [100_000, 1_000_000, 10_000_000], dropouts: [0, 0.1, 0.3] };
const QUICK = { sites: [10, 100], dimension: [1_000_000], dropouts: [0.1] };

/** One case, ours and Flower's. */
interface Measured {
  ours: SumFigures;
  secagg?: FlowerFigures;
  secaggPlus?: FlowerFigures;
}

async function run(flags: Flags): Promise<void> {
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const grid = flags.quick ? QUICK : WHOLE;
  const { sites = grid.sites, dimension = grid.dimension, dropouts = grid.dropouts } = flags;
  const threads = MaskThreads.install({ count: flags.threads });
  const memory = await PeakMemory.start();
  let flower: Flower | undefined;
  try {
    if (flags.flower) {
      progress("installing Flower");
      flower = await Flower.start(flags.flowerPython);
    }
    const versions = await flower?.versions();
    const masks = flower && (await equalMasks(flower, flags.runs));
    const cases: Measured[] = [];
    for (const count of sites) {
      progress(`${count} sites: keys and shares`);
      const shared = await shareAmong(count, flags.runs);
      for (const words of dimension) {
        for (const dropoutFraction of dropouts) {
          progress(`${count} sites, ${words} words, ${100 * dropoutFraction} % gone`);
          const ours = await measureSum(shared, { dimension: words, dropoutFraction, runs: flags.runs, memory });
          const measured: Measured = { ours };
          cases.push(measured);
          if (flower === undefined) continue;
          const ask = { sites: count, dimension: words, dropouts: ours.dropouts };
          measured.secagg = await flower.round({ ...ask, neighbours: count - 1, threshold: shared.threshold });
          if (count > EQUAL_MASKS) {
            const neighbours = EQUAL_MASKS - 1;
            measured.secaggPlus = await flower.round({ ...ask, neighbours, threshold: EQUAL_MASKS / 2 + 0.5 });
          }
        }
      }
    }
    const machine = { ...(await thisMachine(LIBRARIES)), flower: versions };
    const goals = goalsFor(cases, masks);
    const document = { machine, runs: flags.runs, masks, cases, goals };
    if (flags.json) process.stdout.write(`${JSON.stringify(document)}\n`);
    else process.stdout.write([...machineLines(machine), ...tables(document)].join("\n"));
    exitByGoals(goals);
  } finally {
    await flower?.stop();
    await threads.stop();
    await memory.stop();
  }
}

/** The same number of masks, ours and Flower's in turn. */
async function equalMasks(flower: Flower, runs: number): Promise<Compared["masks"]> {
  const ours: Timing[] = [];
  const theirs: Timing[] = [];
  // Not counted: these start the threads, compile, and fill caches.
  await makeMasks(EQUAL_MASKS, GOAL_CASE.dimension);
  await flower.masks(EQUAL_MASKS, GOAL_CASE.dimension);
  for (let i = 0; i < Math.max(runs, 5); i++) {
    ours.push(await makeMasks(EQUAL_MASKS, GOAL_CASE.dimension));
    theirs.push(await flower.masks(EQUAL_MASKS, GOAL_CASE.dimension));
  }
  return { count: EQUAL_MASKS, ours: medianTiming(ours), flower: medianTiming(theirs) };
}

function goalsFor(cases: readonly Measured[], masks: Compared["masks"] | undefined): Goal[] {
  const { sites, dimension } = GOAL_CASE;
  const found = cases.find(
    ({ ours }) =>
      ours.members === sites && ours.dimension === dimension && ours.dropouts === sites * GOAL_CASE.dropouts,
  );
  if (found === undefined) return [];
  const { ours, secagg, secaggPlus } = found;
  if (!secagg || !secaggPlus || !masks) return goalsOf(ours);
  return goalsOf(ours, { ours, secagg, secaggPlus, masks });
}

function tables(document: { runs: number; masks?: Compared["masks"] | undefined; cases: Measured[]; goals: Goal[] }) {
  const seconds = (ms: number) => (ms / 1_000).toFixed(3);
  const both = ({ wallMs, cpuMs }: Timing) => `${seconds(wallMs)}/${seconds(cpuMs)}`;
  const share = (ours: Timing, theirs: Timing | undefined) => (theirs ? ratio(ours, theirs).toFixed(3) : "");
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  const rows = document.cases.map(({ ours, secagg, secaggPlus }) => [
    String(ours.members),
    String(ours.dimension),
    String(ours.dropouts),
    both(ours.mask),
    both(ours.site),
    both(ours.coordinator),
    (ours.coordinator.cpuMs / ours.makingRemovedMasks.cpuMs).toFixed(2),
    mebibytes(ours.uploadBytes),
    mebibytes(ours.downloadBytes),
    mebibytes(ours.sitePeakBytes),
    mebibytes(ours.coordinatorPeakBytes),
    share(ours.mask, secagg?.site.mask),
    share(ours.site, secagg && siteOf(secagg)),
    share(ours.coordinator, secagg && serverMasksOf(secagg)),
    share(ours.coordinator, secagg && serverOf(secagg)),
    share(ours.site, secaggPlus && siteOf(secaggPlus)),
    share(ours.coordinator, secaggPlus && serverOf(secaggPlus)),
  ]);
  const head = [
    ...["n", "d", "gone", "mask s", "site s", "coord s", "/making", "up MiB", "down MiB", "site +MiB", "coord +MiB"],
    ...["mask/SA", "site/SA", "coord/SA masks", "coord/SA", "site/SA+", "coord/SA+"],
  ];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padStart(widths[i]!)).join("  ");
  const { masks } = document;
  return [
    `median of ${document.runs} runs; seconds are wall-clock/processor time, ratios are of processor time, all threads`,
    "one site and the coordinator do all their work, the other sites are simulated; +MiB is above what was held before",
    "SA: Flower's SecAgg on the same complete graph, SA+: its SecAgg+ with 32 neighbours; no signatures, no network",
    "",
    line(head),
    ...rows.map(line),
    "",
    ...(masks
      ? [`${masks.count} masks of ${GOAL_CASE.dimension}: ours ${both(masks.ours)}, Flower ${both(masks.flower)}`]
      : []),
    ...goalLines(document.goals),
    "",
  ];
}

function numbers(minimum: number, maximum: number): (text: string) => number[] {
  return (text) =>
    text.split(",").map((part) => {
      const value = Number(part);
      if (part !== "" && value >= minimum && value <= maximum) return value;
      throw new InvalidArgumentError(`Give numbers from ${minimum} to ${maximum}, separated by commas.`);
    });
}

function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  };
}

await new Command("npm run bench:secagg --")
  .description(
    "What the secure sum costs a site and the coordinator on the complete graph, and Flower's SecAgg and SecAgg+ in the same run. " +
      "Flower comes from the Python package index into an environment that is deleted at the end. Exits 1 where a goal fails.",
  )
  .option("--quick", "10 and 100 sites, a million words, 10 % dropouts; about two minutes")
  .option("--sites <n,…>", "numbers of sites", numbers(3, 255))
  .option("--dimension <d,…>", "words of a vector", numbers(1, 10_000_000))
  .option("--dropouts <fraction,…>", "fractions of the sites that vanish after SHARE", numbers(0, 0.5))
  .option("--runs <n>", "repetitions of each step, of which the median counts", wholeNumber(1, 100), 3)
  .option("--threads <n>", "threads that add masks; by default one for each processor", wholeNumber(1, 64))
  .option("--flower-python <path>", "a Python that has Flower already")
  .option("--without-flower", "measure only ours; the goals that need Flower are left out")
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .action(({ withoutFlower, ...flags }: Omit<Flags, "flower"> & { withoutFlower?: true }) =>
    run({ ...flags, flower: withoutFlower !== true }),
  )
  .parseAsync()
  .catch(printFailure);
