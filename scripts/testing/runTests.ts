import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type GroupRunResult, runInGroup } from "./runInGroup.ts";
import { COUNTS_FILE_VARIABLE, type TestCounts } from "./testCounts.ts";

/** `hardhat` runs mocha with a chain in its process, `solidity` tests that are contracts themselves. */
export type TestRunner = "mocha" | "hardhat" | "solidity";

export interface TestRun {
  /** The checkout to run in; its node_modules holds the runner. */
  root: string;
  runner: TestRunner;
  files: readonly string[];
  /** Only tests whose full title matches. */
  grep?: string | undefined;
  /** For one test (mocha only; Hardhat's own setting holds there). */
  timeoutMs: number;
  /** For the whole process. */
  limitMs: number;
  bail?: boolean;
  /** Lists the tests as passed or skipped without running any (mocha only). */
  dryRun?: boolean;
  /** Shown as it comes, or kept for the result. */
  output: "show" | "keep";
  env?: NodeJS.ProcessEnv;
}

export interface TestRunResult extends GroupRunResult {
  /** Absent when the process ended before its tests did: a crash, a file that does not load, a timeout. */
  counts: TestCounts | undefined;
}

const COUNT_TESTS = new URL("../../test/countTests.ts", import.meta.url).href;

/** Runs test files in a process of their own and counts what ran. */
export async function runTests(run: TestRun): Promise<TestRunResult> {
  const folder = await mkdtemp(join(tmpdir(), "consilium-tests-"));
  const countsFile = join(folder, "counts.json");
  try {
    const ended = await runInGroup(runnerArguments(run), {
      cwd: run.root,
      env: { ...compileCache(), ...process.env, ...run.env, [COUNTS_FILE_VARIABLE]: countsFile },
      limitMs: run.limitMs,
      output: run.output,
    });
    return { counts: await readCounts(countsFile), ...ended };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Where Node keeps what it has compiled: hundreds of processes load the same files, and with it each needs a second less of a
 * processor. In the checkout and not in the system's temporary folder, where others could put code of theirs. With coverage
 * Node would report less precisely from it.
 */
function compileCache(): NodeJS.ProcessEnv {
  if (process.env.NODE_V8_COVERAGE !== undefined) return {};
  return { NODE_COMPILE_CACHE: fileURLToPath(new URL("../../node_modules/.cache/node-compile", import.meta.url)) };
}

function runnerArguments({ root, runner, files, grep, timeoutMs, bail, dryRun }: TestRun): string[] {
  const grepArguments = grep === undefined ? [] : ["--grep", grep];
  const bailArguments = bail ? ["--bail"] : [];
  if (runner === "solidity") return [join(root, "scripts/testing/runSolidityTests.ts"), ...grepArguments, ...files];
  if (runner === "hardhat") {
    return [
      "--import",
      COUNT_TESTS,
      join(root, "node_modules/hardhat/dist/src/cli.js"),
      "test",
      "mocha",
      ...grepArguments,
      ...bailArguments,
      ...files,
    ];
  }
  const mocha = join(root, "node_modules/mocha/bin/mocha.js");
  const only = process.env.CI === undefined ? [] : ["--forbid-only"];
  return [
    "--import",
    COUNT_TESTS,
    mocha,
    "--timeout",
    String(timeoutMs),
    ...only,
    ...grepArguments,
    ...bailArguments,
    ...(dryRun ? ["--dry-run"] : []),
    ...files,
  ];
}

async function readCounts(path: string): Promise<TestCounts | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as TestCounts;
  } catch {
    return undefined;
  }
}
