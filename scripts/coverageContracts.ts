#!/usr/bin/env node
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import { copyCheckout } from "./testing/mutation/copyCheckout.ts";
import { readChange } from "./testing/readChange.ts";
import { runTests } from "./testing/runTests.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LIMIT_MS = 20 * 60_000;
/** Instrumented code costs more gas; what these tests run others run too. */
const MEASURES_GAS = /at most 100,000 gas|grant and revoke$|keeps \w+ below the size|shows no compiler warning/;

/** What coverage depends on. */
const MEASURED = /^(contracts|test\/contracts)\//;

interface Flags {
  least: string;
  changed?: true;
  json?: true;
}

interface Coverage {
  file: string;
  /** Percent. */
  lines: number;
  statements: number;
  uncoveredLines: string;
}

await new Command("coverage:contracts")
  .description(
    "Runs the contracts' tests over instrumented contracts, in a copy of the checkout, and prints which part of their " +
      "lines and statements ran. Exits 1 where a contract is below the least share.",
  )
  .option("--least <percent>", "least share of lines and of statements, of each contract", "98")
  .option("--changed", "only if a contract or a test of one has changed since the main branch")
  .option("--json", "print one JSON document")
  .addHelpText("after", "\nExample: npm run coverage:contracts -- --least 100")
  .action(run)
  .parseAsync();

async function run({ least: text, changed, json }: Flags): Promise<void> {
  const least = Number(text);
  if (!(least >= 0 && least <= 100)) throw new Error(`--least is ${text}; give a percentage from 0 to 100.`);
  if (changed && ![...(await readChange(ROOT)).changed].some((path) => MEASURED.test(path))) {
    console.error("Not measured: no contract and no test of one has changed since the main branch.");
    return;
  }
  const { rows, failures } = await measure();
  const low = rows.filter(({ lines, statements }) => Math.min(lines, statements) < least);
  if (json) console.log(JSON.stringify({ least, rows, failures }, null, 2));
  else {
    const width = Math.max(...rows.map(({ file }) => file.length));
    console.log(`${"contract".padEnd(width)}    lines  statements  lines that did not run`);
    for (const { file, lines, statements, uncoveredLines } of rows) {
      const shares = `${percent(lines)}  ${percent(statements).padStart(10)}`;
      console.log(`${file.padEnd(width)}  ${shares}  ${uncoveredLines}`.trimEnd());
    }
    for (const failure of failures) console.log(`failed: ${failure}`);
    console.log(low.length === 0 ? `Each is at ${least} % or above.` : `Below ${least} %: ${low.length}.`);
  }
  process.exitCode = low.length === 0 && failures.length === 0 ? 0 : 1;
}

function percent(share: number): string {
  return share.toFixed(2).padStart(7);
}

async function measure(): Promise<{ rows: Coverage[]; failures: string[] }> {
  // Quickly compiled, for instrumented code is larger; what is deployed in the tests comes from the generated files.
  const env = { HARDHAT_COVERAGE: "true", CONSILIUM_COMPILER: "quick", CONSILIUM_PROPERTY_RUNS: "3" };
  const copy = await copyCheckout(ROOT);
  try {
    await promisify(execFile)(process.execPath, [join(copy.root, "scripts/generate.ts")], {
      cwd: copy.root,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    const { counts, output } = await runTests({
      root: copy.root,
      runner: "hardhat",
      files: globSync("test/contracts/*.test.ts", { cwd: copy.root }).sort(),
      grep: `^(?!.*(${MEASURES_GAS.source}))`,
      timeoutMs: LIMIT_MS,
      limitMs: LIMIT_MS,
      output: "keep",
      env,
    });
    const rows = readTable(output);
    if (counts === undefined || rows.length === 0) throw new Error(`The tests did not end:\n${output.slice(-4_000)}`);
    return { rows, failures: counts.failures };
  } finally {
    await copy.remove();
  }
}

/** Hardhat's table: a row for each file, then the total. */
function readTable(output: string): Coverage[] {
  const rows: Coverage[] = [];
  for (const line of stripVTControlCharacters(output).split("\n")) {
    const [, file, lines, statements, uncovered] =
      /^[|║│]\s*(contracts\/\S+\.sol|Total)\s*[|║│]\s*([\d.]+)\s*[|║│]\s*([\d.]+)\s*[|║│]\s*(.*?)\s*[|║│]$/.exec(
        line,
      ) ?? [];
    if (file === undefined) continue;
    rows.push({
      file: file.replace("contracts/", ""),
      lines: Number(lines),
      statements: Number(statements),
      uncoveredLines: uncovered === "-" ? "" : uncovered!,
    });
  }
  return rows;
}
