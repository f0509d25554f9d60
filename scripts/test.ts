#!/usr/bin/env node
import { randomBytes } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { useBundles } from "./commands/bundleCommands.ts";
import { dataFolder } from "./testing/dataFolder.ts";
import { runTests, type TestRunner } from "./testing/runTests.ts";
import { noTests, slowestFiles, slowestOf, summaryLine, type TestCounts } from "./testing/testCounts.ts";

const MINUTE_MS = 60_000;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

interface Suite {
  name: string;
  runner: TestRunner;
  /** Default: every `*.test.ts` of the folder with the suite's name. */
  files?: string;
  /** Suites of one lane run one after the other; lanes run side by side, as many as there are processors and one more. */
  lane: "contracts" | "computing" | "services" | "processes";
  /** Its files are dealt to so many processes, each a lane of its own: one process would be what all others wait for. */
  parts?: number;
  timeoutMs: number;
  limitMs: number;
  /** Runs only where it is named: it takes minutes and shows one thing. */
  onlyNamed?: true;
  /** Set where they are not set already. */
  env?: () => Readonly<Record<string, string>>;
}

/** Their tests start the commands, which are bundled first. */
const USES_COMMANDS: ReadonlySet<Suite["lane"]> = new Set(["services", "processes"]);
const SOLIDITY_TESTS = "test/contracts/solidity/**/*.t.sol";

const SUITES: readonly Suite[] = [
  { name: "contracts", runner: "hardhat", lane: "contracts", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  {
    name: "contracts",
    runner: "solidity",
    lane: "contracts",
    files: SOLIDITY_TESTS,
    timeoutMs: MINUTE_MS,
    limitMs: 20 * MINUTE_MS,
  },
  { name: "e2e", runner: "mocha", lane: "processes", timeoutMs: 5 * MINUTE_MS, limitMs: 40 * MINUTE_MS },
  {
    name: "integration",
    runner: "mocha",
    lane: "services",
    parts: 3,
    timeoutMs: 3 * MINUTE_MS,
    limitMs: 30 * MINUTE_MS,
  },
  { name: "unit", runner: "mocha", lane: "computing", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  { name: "vectors", runner: "mocha", lane: "computing", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  {
    name: "start",
    runner: "mocha",
    lane: "processes",
    timeoutMs: 5 * MINUTE_MS,
    limitMs: 20 * MINUTE_MS,
    onlyNamed: true,
  },
  {
    name: "fuzz",
    runner: "solidity",
    lane: "computing",
    files: SOLIDITY_TESTS,
    timeoutMs: MINUTE_MS,
    limitMs: 60 * MINUTE_MS,
    onlyNamed: true,
    env: () => ({ CONSILIUM_FUZZ_RUNS: "5000", CONSILIUM_FUZZ_SEED: `0x${randomBytes(32).toString("hex")}` }),
  },
  {
    name: "faulty-chain",
    runner: "mocha",
    lane: "processes",
    timeoutMs: 15 * MINUTE_MS,
    limitMs: 20 * MINUTE_MS,
    onlyNamed: true,
  },
  {
    name: "faults",
    runner: "mocha",
    lane: "processes",
    timeoutMs: 5 * MINUTE_MS,
    limitMs: 20 * MINUTE_MS,
    onlyNamed: true,
  },
  {
    name: "tools",
    runner: "mocha",
    lane: "computing",
    timeoutMs: MINUTE_MS,
    limitMs: 10 * MINUTE_MS,
    onlyNamed: true,
  },
  {
    name: "many-sites",
    runner: "mocha",
    lane: "processes",
    timeoutMs: 5 * MINUTE_MS,
    limitMs: 15 * MINUTE_MS,
    onlyNamed: true,
  },
];
const NAMES = [...new Set(SUITES.map(({ name }) => name))];

new Command("test")
  .description(
    "Runs the test suites, each in its own process, and sums their counts: those that only compute, those that start services " +
      "within them and those that start processes run side by side, and then what each printed comes when it has ended.",
  )
  .argument("[suites...]", `which suites: ${NAMES.join(", ")} (default all)`)
  .option("--grep <pattern>", "only tests whose full title matches")
  .option(
    "--without-data",
    "as where nobody has the data: only the files that ask for it, and CONSILIUM_DATA names no folder",
  )
  .action(run)
  .parse();

interface Flags {
  grep?: string;
  withoutData?: true;
}

async function run(names: string[], { grep, withoutData }: Flags): Promise<void> {
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    console.error(`No such suite: ${unknown.join(", ")}. Suites: ${NAMES.join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  if (withoutData) process.env.CONSILIUM_DATA = join(ROOT, "no-data-here", "data");
  sayWhereDataIs();
  const chosen = SUITES.filter(({ name, onlyNamed }) => names.includes(name) || (names.length === 0 && !onlyNamed))
    .map((suite) => ({ ...suite, files: filesOf(suite).filter((file) => !withoutData || asksForData(file)) }))
    .filter(({ files }) => !withoutData || files.length > 0)
    .flatMap((suite): ChosenSuite[] => (grep === undefined && !withoutData ? partsOf(suite) : [suite]));
  const removeBundles = chosen.some(({ lane }) => USES_COMMANDS.has(lane)) ? await useBundles() : undefined;
  const lanes = [...Map.groupBy(chosen, ({ lane, part = 1 }) => `${lane} ${part}`).values()];
  const output = lanes.length > 1 ? "keep" : "show";
  const counted = new Map<ChosenSuite, TestCounts>();
  const tookMs = new Map<ChosenSuite, number>();
  const waiting = [...lanes];
  const work = async () => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      for (const suite of lane) {
        console.log(`\n── ${labelOf(suite)} ──${output === "keep" ? " begins" : ""}`);
        const begunMs = performance.now();
        counted.set(suite, await runSuite(suite, { grep, output }));
        tookMs.set(suite, performance.now() - begunMs);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  await removeBundles?.();
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counted.values()) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  if (total.passed + total.failed === 0) {
    console.log("No test ran.");
    total.failed += 1;
  }
  const all = [...counted.values()];
  for (const [what, tests] of [
    ["tests", slowestOf(all.flatMap(({ slowest }) => slowest))],
    ["files, set-up included", slowestFiles(all.flatMap(({ files }) => files))],
  ] as const) {
    console.log(`\nThe slowest ${what}:`);
    for (const { title, durationMs } of tests) console.log(`${secondsOf(durationMs)}  ${title}`);
  }
  const lines = chosen.map(
    (suite) => `${labelOf(suite).padEnd(24)} ${secondsOf(tookMs.get(suite)!)}  ${summaryLine(counted.get(suite)!)}`,
  );
  console.log(`\n${lines.join("\n")}\n${summaryLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

function secondsOf(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`.padStart(8);
}

/** A suite and its test files, relative to the repository's root. */
type ChosenSuite = Omit<Suite, "files"> & { files: readonly string[]; part?: number };

/** Deals the files in turn, so that neighbours, which are often alike, come to different processes. */
function partsOf(suite: ChosenSuite): ChosenSuite[] {
  const { parts = 1, files } = suite;
  if (parts === 1) return [suite];
  return Array.from({ length: parts }, (_, part) => ({
    ...suite,
    part: part + 1,
    files: files.filter((_file, i) => i % parts === part),
  }));
}

function filesOf({ name, files }: Suite): string[] {
  return globSync(files ?? `test/${name}/**/*.test.ts`, { cwd: ROOT }).sort();
}

/** Whether a test file reads clinical data or a folder beside it. */
function asksForData(file: string): boolean {
  return /from "[./]+clinicalData\.ts"/.test(readFileSync(join(ROOT, file), "utf8"));
}

function labelOf({ name, runner, part, parts }: Pick<ChosenSuite, "name" | "runner" | "part" | "parts">): string {
  if (part !== undefined) return `${name}, part ${part} of ${parts}`;
  return runner === "solidity" ? `${name}, in Solidity` : name;
}

interface HowToRun {
  grep: string | undefined;
  output: "show" | "keep";
}

/** Runs one suite; whatever kept it from running its tests to the end counts as one failure more. */
async function runSuite(suite: ChosenSuite, { grep, output }: HowToRun): Promise<TestCounts> {
  const failure = (why: string, counts = noTests()): TestCounts => {
    console.log(`Suite ${suite.name} fails: ${why}`);
    return { ...counts, failed: counts.failed + 1 };
  };
  const { runner, files, timeoutMs, limitMs } = suite;
  const env = Object.fromEntries(
    Object.entries(suite.env?.() ?? {}).map(([name, value]) => [name, process.env[name] ?? value]),
  );
  for (const [name, value] of Object.entries(env)) console.log(`${name}=${value}`);
  if (files.length === 0) return failure("it has no file.");
  const result = await runTests({ root: ROOT, runner, files, grep, timeoutMs, limitMs, output, env });
  if (output === "keep") console.log(`\n── ${labelOf(suite)} ──\n${result.output}`);
  const { counts } = result;
  if (result.timedOut) return failure(`it ran longer than ${limitMs / MINUTE_MS} minutes.`, counts);
  if (counts === undefined) return failure(`its process ended (exit code ${result.exitCode}) before its tests did.`);
  if (counts.skippedWithoutReason.length > 0) {
    return failure(`tests are skipped without a reason: ${counts.skippedWithoutReason.join("; ")}`, counts);
  }
  if (counts.passed + counts.failed + counts.skipped === 0)
    return grep === undefined ? failure("no test ran.") : counts;
  if (counts.failed === 0 && result.exitCode !== 0) return failure(`its exit code is ${result.exitCode}.`, counts);
  return counts;
}

/** Says once where the clinical test data is. */
function sayWhereDataIs(): void {
  const folder = dataFolder();
  if (existsSync(folder)) console.log(`Clinical data: ${folder}`);
  else console.log(`Clinical data: none at ${folder} (set CONSILIUM_DATA); the tests that need it are skipped.`);
}
