#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { MutantResult } from "./testing/mutation/Mutant.ts";
import { readMutants } from "./testing/mutation/readMutants.ts";
import { runMutants } from "./testing/mutation/runMutants.ts";
import { readChange, selectMutants } from "./testing/mutation/selectMutants.ts";
import { summaryLine } from "./testing/testCounts.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

interface Flags {
  list?: true;
  only?: string;
  changed?: true;
  jobs?: string;
  json?: true;
}

await new Command("mutants")
  .description("Switches each defence off in turn, in a copy of the checkout, and expects its named test to fail.")
  .option("--list", "print the mutants and run none")
  .option("--only <text>", "only mutants whose name or file contains this")
  .option("--changed", "only those whose file or test has changed since the main branch, and a tenth of the rest")
  .option("--jobs <count>", "copies that work side by side (default: one for each processor)")
  .option("--json", "print one JSON document on stdout; progress goes to stderr")
  .action(run)
  .parseAsync();

async function run({ list, only, changed, jobs, json }: Flags): Promise<void> {
  const print = json ? console.error : console.log;
  let mutants = (await readMutants(ROOT)).filter(
    ({ name, file }) => only === undefined || name.includes(only) || file.includes(only),
  );
  if (changed) {
    const { base, ...change } = await readChange(ROOT);
    const { chosen, reason } = selectMutants(mutants, change);
    mutants = chosen;
    print(`Since ${base === "" ? "no earlier commit" : base.slice(0, 10)}: ${reason}.`);
  }
  if (list) {
    for (const { name, defence, test } of mutants) console.log(`${name}\n    ${defence}\n    ${test}`);
    return;
  }
  if (mutants.length === 0) {
    console.error("No mutant matches.");
    process.exitCode = 1;
    return;
  }
  const width = Math.max(...mutants.map(({ name }) => name.length));
  const copies = Math.max(1, Math.floor(Number(jobs ?? availableParallelism())) || 1);
  print(`${mutants.length} mutants, one at a time in each of ${copies} copies of the checkout`);
  const results = await runMutants({
    root: ROOT,
    mutants,
    jobs: copies,
    onResult: ({ mutant, verdict, detail, durationMs }) => {
      const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
      print(
        `${mutant.name.padEnd(width)}  ${verdict.padEnd(8)} ${seconds}  ${verdict === "killed" ? "" : detail}`.trimEnd(),
      );
    },
  });
  if (json) console.log(JSON.stringify(results.map(toDocument), null, 2));
  const passed = results.filter(({ verdict }) => verdict === "killed").length;
  print(summaryLine({ passed, failed: results.length - passed, skipped: 0 }));
  process.exitCode = passed === results.length ? 0 : 1;
}

function toDocument({ mutant, verdict, detail, durationMs }: MutantResult) {
  const { name, defence, file, test } = mutant;
  return { name, defence, file, test, verdict, detail, durationMs: Math.round(durationMs) };
}
