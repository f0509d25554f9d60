#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Mutant, MutantResult } from "./testing/mutation/Mutant.ts";
import { readMutants } from "./testing/mutation/readMutants.ts";
import { runMutants } from "./testing/mutation/runMutants.ts";
import { selectMutants } from "./testing/mutation/selectMutants.ts";
import { readChange } from "./testing/readChange.ts";
import { EQUIVALENT_MUTANTS } from "./testing/stryker/equivalentMutants.ts";
import type { GeneratedResult } from "./testing/stryker/judgeReport.ts";
import { PURE_CORE } from "./testing/stryker/pureCore.ts";
import { type PureFile, runStryker } from "./testing/stryker/runStryker.ts";
import { summaryLine } from "./testing/testCounts.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Most files of the pure core that are mutated because they or their tests changed. */
const CHANGED_PURE_FILES_MOST = 12;

interface Flags {
  list?: true;
  only?: string;
  changed?: true;
  jobs?: string;
  json?: true;
}

await new Command("mutants")
  .description(
    "Switches each defence off in turn, in a copy of the checkout, and expects its named test to fail; then lets StrykerJS " +
      "mutate the files of the pure core, and expects their unit tests to fail for each mutant.",
  )
  .option("--list", "print the mutants and the files of the pure core, and run none")
  .option("--only <text>", "only mutants whose name or file contains this")
  .option("--changed", "only those whose file or test has changed since the main branch, and a tenth of the rest")
  .option("--jobs <count>", "copies that work side by side (default: one for each processor)")
  .option("--json", "print one JSON document on stdout; progress goes to stderr")
  .action(run)
  .parseAsync();

async function run({ list, only = "", changed, jobs, json }: Flags): Promise<void> {
  const print = json ? console.error : console.log;
  let mutants = (await readMutants(ROOT)).filter(({ name, file }) => name.includes(only) || file.includes(only));
  let files = PURE_CORE.filter(({ file }) => file.includes(only));
  if (changed) {
    const { base, ...change } = await readChange(ROOT);
    const written = selectMutants(mutants, change);
    const pure = selectMutants(
      files.map(({ file, tests }) => ({ name: file, file, test: tests })),
      { ...change, most: CHANGED_PURE_FILES_MOST },
    );
    mutants = written.chosen;
    files = pure.chosen.map(({ file, test }) => ({ file, tests: test }));
    const since = `Since ${base === "" ? "no earlier commit" : base.slice(0, 10)}`;
    print(`${since}: ${written.reason}; of the pure core's files ${pure.reason}.`);
  }
  if (list) {
    for (const { name, defence, test } of mutants) console.log(`${name}\n    ${defence}\n    ${test}`);
    for (const { file, tests } of files)
      console.log(`${file}\n    every mutant that Stryker generates\n    ${tests.join(", ")}`);
    return;
  }
  if (mutants.length + files.length === 0) {
    console.error("No mutant matches.");
    process.exitCode = 1;
    return;
  }
  const copies = Math.max(1, Math.floor(Number(jobs ?? availableParallelism())) || 1);
  const results = await tryWritten(mutants, copies, print);
  const generated = await tryGenerated(files, copies, print);
  if (json) console.log(JSON.stringify([...results.map(toDocument), ...generated], null, 2));
  const judged = [...results, ...generated].filter(({ verdict }) => verdict !== "equivalent");
  const passed = judged.filter(({ verdict }) => verdict === "killed").length;
  print(summaryLine({ passed, failed: judged.length - passed, skipped: 0 }));
  process.exitCode = passed === judged.length ? 0 : 1;
}

type Print = (line: string) => void;

async function tryWritten(mutants: readonly Mutant[], jobs: number, print: Print): Promise<MutantResult[]> {
  if (mutants.length === 0) return [];
  const width = Math.max(...mutants.map(({ name }) => name.length));
  print(`${mutants.length} mutants written by hand, one at a time in each of ${jobs} copies of the checkout`);
  const begunMs = performance.now();
  const results = await runMutants({
    root: ROOT,
    mutants,
    jobs,
    onResult: ({ mutant, verdict, detail, durationMs }) => {
      const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
      print(
        `${mutant.name.padEnd(width)}  ${verdict.padEnd(8)} ${seconds}  ${verdict === "killed" ? "" : detail}`.trimEnd(),
      );
    },
  });
  print(`Written by hand: ${pace(results.length, begunMs)}`);
  return results;
}

async function tryGenerated(files: readonly PureFile[], jobs: number, print: Print): Promise<GeneratedResult[]> {
  if (files.length === 0) return [];
  print(`Mutants that Stryker generates in ${files.length} files of the pure core`);
  const begunMs = performance.now();
  const results = await runStryker({ root: ROOT, files, equivalents: EQUIVALENT_MUTANTS, jobs });
  for (const { file } of files) {
    const counts = Map.groupBy(
      results.filter((result) => result.file === file),
      ({ verdict }) => verdict,
    );
    print(`${file}  ${[...counts].map(([verdict, { length }]) => `${length} ${verdict}`).join(", ")}`);
  }
  for (const { name, verdict, detail } of results) {
    if (verdict === "SURVIVED" || verdict === "INVALID") print(`${name}  ${verdict}  ${detail}`);
  }
  print(`Generated: ${pace(results.length, begunMs)}`);
  return results;
}

/** `70 in 35 s, 0.5 s each`. */
function pace(count: number, begunMs: number): string {
  const seconds = (performance.now() - begunMs) / 1000;
  return `${count} in ${seconds.toFixed(0)} s, ${(seconds / Math.max(1, count)).toFixed(1)} s each`;
}

function toDocument({ mutant, verdict, detail, durationMs }: MutantResult) {
  const { name, defence, file, test } = mutant;
  return { name, defence, file, test, verdict, detail, durationMs: Math.round(durationMs) };
}
