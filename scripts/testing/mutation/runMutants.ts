import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { runTests, type TestRunResult } from "../runTests.ts";
import { LINGER_VARIABLE } from "../testCounts.ts";
import { type CheckoutCopy, copyCheckout } from "./copyCheckout.ts";
import { applyMutant, type Mutant, type MutantResult, type Verdict } from "./Mutant.ts";

const TEST_TIMEOUT_MS = 30_000;
const BASELINE_LIMIT_MS = 10 * 60_000;
/** A mutant's run that lasts longer than this, and than three times the unchanged file's, has hung: the defence is missed. */
const LEAST_RUN_LIMIT_MS = 45_000;

const QUICK = "quickly-compiled";
/** A contract's mutant is compiled without much optimizing, and histories are fewer than in the tests themselves. */
const QUICKLY = { CONSILIUM_COMPILER: "quick", CONSILIUM_FUZZ_RUNS: "500" };

export interface MutantsOptions {
  /** The checkout the mutants are of; it is never written to. */
  root: string;
  mutants: readonly Mutant[];
  /** Copies that work side by side. Default 1. */
  jobs?: number;
  onResult?: (result: MutantResult) => void;
}

/**
 * Switches each defence off in turn, in a copy of the checkout, and runs its test. What judges the mutants of a test file must
 * pass on the unchanged copy first, or its failing would prove nothing. Results come in the order of `mutants`.
 */
export async function runMutants({ root, mutants, jobs = 1, onResult }: MutantsOptions): Promise<MutantResult[]> {
  // Mutants of one test file share a copy, so that its baseline runs once; those of contracts with their own compiler.
  const kindOf = ({ file, test, runner }: Mutant) => JSON.stringify([test, runner, isContract(file)]);
  const groups = [...Map.groupBy(mutants, kindOf).values()];
  groups.sort((a, b) => b.length - a.length);
  const results = new Map<Mutant, MutantResult>();
  const work = async () => {
    const copy = await copyCheckout(root);
    try {
      for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
        for await (const result of tryGroup(copy, group)) {
          results.set(result.mutant, result);
          onResult?.(result);
        }
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, groups.length) }, work));
  return mutants.map((mutant) => results.get(mutant)!);
}

async function* tryGroup(copy: CheckoutCopy, group: readonly Mutant[]): AsyncGenerator<MutantResult> {
  const { grep: _, ...first } = group[0]!;
  const grep = anyOf(group);
  const unchanged = grep === undefined ? first : { ...first, grep };
  const ofContracts = isContract(unchanged.file);
  if (ofContracts) await compileQuickly(copy);
  const startedMs = performance.now();
  let baseline = await runTest(copy, unchanged, BASELINE_LIMIT_MS);
  // A busy machine may have kept it from ending in time; what fails twice is broken.
  if (baseline.counts === undefined || baseline.counts.failed > 0) {
    baseline = await runTest(copy, unchanged, BASELINE_LIMIT_MS);
  }
  const limitMs = Math.max(LEAST_RUN_LIMIT_MS, 3 * (performance.now() - startedMs));
  for (const mutant of group) {
    const startedMs = performance.now();
    const problem = baselineProblem(baseline, mutant);
    const [verdict, detail] =
      problem === undefined ? await tryMutant(copy, mutant, limitMs) : (["INVALID", problem] satisfies Outcome);
    yield { mutant, verdict, detail, durationMs: performance.now() - startedMs };
  }
  if (ofContracts) await copy.restoreOutputs();
}

/** Matches the tests that judge one of them; undefined, so all of the file, where one names none. */
function anyOf(group: readonly Mutant[]): string | undefined {
  const patterns = new Set(group.map(({ grep }) => grep));
  return patterns.has(undefined) ? undefined : [...patterns].map((grep) => `(?:${grep})`).join("|");
}

const isContract = (file: string) => file.endsWith(".sol");

/** For all mutants of contracts: what the quick compiler makes of the unchanged ones. */
async function compileQuickly(copy: CheckoutCopy): Promise<void> {
  if (await copy.restoreOutputs(QUICK)) return;
  await compile(copy);
  await copy.keepOutputs(QUICK);
}

/** Tests may deploy from the generated files, so these are made from the contracts as they are too. */
async function compile(copy: CheckoutCopy): Promise<void> {
  const generate = join(copy.root, "scripts/generate.ts");
  const hardhat = [join(copy.root, "node_modules/hardhat/dist/src/cli.js"), "build"];
  await promisify(execFile)(process.execPath, existsSync(generate) ? [generate] : hardhat, {
    cwd: copy.root,
    env: { ...process.env, ...QUICKLY },
  });
}

type Outcome = [verdict: Verdict, detail: string];

/** Why the test cannot judge: on the unchanged copy it fails, or runs nothing that matches. */
function baselineProblem({ counts, output }: TestRunResult, { test, grep }: Mutant): string | undefined {
  if (counts === undefined) return `${test} does not run even without the mutant:\n${tail(output)}`;
  if (counts.failed > 0) return `${test} fails even without the mutant: ${counts.failures[0]}`;
  const judging = counts.passes.filter((title) => grep === undefined || new RegExp(grep).test(title));
  return judging.length === 0 ? `${test} runs no test${grep ? ` matching ${grep}` : ""}` : undefined;
}

async function tryMutant(copy: CheckoutCopy, mutant: Mutant, limitMs: number): Promise<Outcome> {
  const path = join(copy.root, mutant.file);
  let original: string;
  try {
    original = await readFile(path, "utf8");
  } catch {
    return ["INVALID", `${mutant.file} does not exist`];
  }
  const applied = applyMutant(original, mutant);
  if ("problem" in applied) return ["INVALID", applied.problem];
  await writeFile(path, applied.text);
  try {
    const syntax = await syntaxProblem(copy, mutant, applied.text);
    if (syntax !== undefined) return ["INVALID", `the mutated file does not parse: ${syntax}`];
    const result = await runTest(copy, mutant, limitMs);
    if (result.timedOut) return ["killed", "the test never ended"];
    const { counts } = result;
    if (counts === undefined) return ["INVALID", `the test does not load with the mutant:\n${tail(result.output)}`];
    return counts.failed > 0
      ? ["killed", counts.failures[0] ?? ""]
      : ["SURVIVED", `${counts.passed} tests pass without it`];
  } finally {
    await writeFile(path, original);
    if (isContract(mutant.file)) await copy.restoreOutputs(QUICK);
  }
}

async function runTest(
  copy: CheckoutCopy,
  { file, test, grep, runner = "mocha" }: Mutant,
  limitMs: number,
): Promise<TestRunResult> {
  return await runTests({
    root: copy.root,
    runner,
    files: [test],
    grep,
    timeoutMs: TEST_TIMEOUT_MS,
    limitMs,
    bail: true,
    output: "keep",
    // A failed test often leaves its servers open; nobody waits for them here.
    env: { [LINGER_VARIABLE]: "500", ...(isContract(file) ? QUICKLY : {}) },
  });
}

/** A test that fails because nothing compiles has shown nothing. */
async function syntaxProblem(copy: CheckoutCopy, mutant: Mutant, text: string): Promise<string | undefined> {
  try {
    if (isContract(mutant.file)) {
      await compile(copy);
    } else if (mutant.file.endsWith(".ts")) {
      stripTypeScriptTypes(text);
    } else if (/\.[cm]?js$/.test(mutant.file)) {
      await promisify(execFile)(process.execPath, ["--check", join(copy.root, mutant.file)]);
    }
    return undefined;
  } catch (error) {
    const { message, stdout, stderr } = error as Error & { stdout?: string; stderr?: string };
    return tail([message, stdout, stderr].filter(Boolean).join("\n"));
  }
}

function tail(output: string): string {
  return output.trim().split("\n").slice(-15).join("\n");
}
