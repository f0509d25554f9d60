#!/usr/bin/env node
import { existsSync, globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { runTests, type TestRunner } from "./testing/runTests.ts";
import { summaryLine, type TestCounts } from "./testing/testCounts.ts";

const MINUTE_MS = 60_000;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

interface Suite {
  name: string;
  runner: TestRunner;
  /** Default: every `*.test.ts` of the folder with the suite's name. */
  files?: string;
  /** Suites of one lane run one after the other; the lanes run side by side. */
  lane: "computing" | "processes";
  timeoutMs: number;
  limitMs: number;
}

const SUITES: readonly Suite[] = [
  { name: "contracts", runner: "hardhat", lane: "computing", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  {
    name: "contracts",
    runner: "solidity",
    lane: "computing",
    files: "test/contracts/solidity/**/*.t.sol",
    timeoutMs: MINUTE_MS,
    limitMs: 20 * MINUTE_MS,
  },
  { name: "unit", runner: "mocha", lane: "computing", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  { name: "vectors", runner: "mocha", lane: "computing", timeoutMs: MINUTE_MS, limitMs: 20 * MINUTE_MS },
  { name: "integration", runner: "mocha", lane: "processes", timeoutMs: 3 * MINUTE_MS, limitMs: 30 * MINUTE_MS },
  { name: "e2e", runner: "mocha", lane: "processes", timeoutMs: 5 * MINUTE_MS, limitMs: 40 * MINUTE_MS },
];
const NAMES = [...new Set(SUITES.map(({ name }) => name))];

new Command("test")
  .description(
    "Runs the test suites, each in its own process, and sums their counts: those that only compute beside those that start " +
      "processes of their own, and then what each printed comes when it has ended.",
  )
  .argument("[suites...]", `which suites: ${NAMES.join(", ")} (default all)`)
  .option("--grep <pattern>", "only tests whose full title matches")
  .action(run)
  .parse();

async function run(names: string[], { grep }: { grep?: string }): Promise<void> {
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    console.error(`No such suite: ${unknown.join(", ")}. Suites: ${NAMES.join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  const env = clinicalDataEnv();
  const chosen = SUITES.filter(({ name }) => names.length === 0 || names.includes(name));
  const lanes = [...Map.groupBy(chosen, ({ lane }) => lane).values()];
  const output = lanes.length > 1 ? "keep" : "show";
  const counted = new Map<Suite, TestCounts>();
  await Promise.all(
    lanes.map(async (suites) => {
      for (const suite of suites) {
        console.log(`\n── ${labelOf(suite)} ──${output === "keep" ? " begins" : ""}`);
        counted.set(suite, await runSuite(suite, { grep, env, output }));
      }
    }),
  );
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
  const lines = chosen.map((suite) => `${labelOf(suite).padEnd(24)} ${summaryLine(counted.get(suite)!)}`);
  console.log(`\n${lines.join("\n")}\n${summaryLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

function labelOf({ name, runner }: Suite): string {
  return runner === "solidity" ? `${name}, in Solidity` : name;
}

interface HowToRun {
  grep: string | undefined;
  env: NodeJS.ProcessEnv;
  output: "show" | "keep";
}

/** Runs one suite; whatever kept it from running its tests to the end counts as one failure more. */
async function runSuite(suite: Suite, { grep, env, output }: HowToRun): Promise<TestCounts> {
  const pattern = suite.files ?? `test/${suite.name}/**/*.test.ts`;
  const files = globSync(pattern, { cwd: ROOT }).sort();
  const nothing: TestCounts = { passed: 0, failed: 0, skipped: 0, skippedWithoutReason: [], passes: [], failures: [] };
  const failure = (why: string, counts = nothing): TestCounts => {
    console.log(`Suite ${suite.name} fails: ${why}`);
    return { ...counts, failed: counts.failed + 1 };
  };
  if (files.length === 0) return failure(`no file matches ${pattern}.`);
  const { runner, timeoutMs, limitMs } = suite;
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

/** Says once where the clinical test data is, and tells the tests. */
function clinicalDataEnv(): NodeJS.ProcessEnv {
  const folder = resolve(ROOT, process.env.CONSILIUM_DATA ?? join("..", "shared", "data"));
  if (existsSync(folder)) {
    console.log(`Clinical data: ${folder}`);
    return { CONSILIUM_DATA: folder };
  }
  console.log(`Clinical data: none at ${folder} (set CONSILIUM_DATA); the tests that need it are skipped.`);
  return {};
}
