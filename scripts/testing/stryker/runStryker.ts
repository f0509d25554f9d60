import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PartialStrykerOptions, schema } from "@stryker-mutator/api/core";
import { copyCheckout } from "../mutation/copyCheckout.ts";
import { runInGroup } from "../runInGroup.ts";
import { type EquivalentMutant, type GeneratedResult, judgeReport } from "./judgeReport.ts";
import { UNIT_TESTS_OPTION } from "./UnitTestRunner.ts";

const RUN_LIMIT_MS = 90 * 60_000;
/** Beside one and a half times what a mutant's tests take without it. */
const MUTANT_LIMIT_MS = 45_000;
const STRYKER = join(
  dirname(createRequire(import.meta.url).resolve("@stryker-mutator/core/package.json")),
  "bin/stryker.js",
);

/** A file of the pure core, and the unit tests that must notice every mutant of it. */
export interface PureFile {
  file: string;
  tests: readonly string[];
}

export interface StrykerRun {
  /** The checkout; it is never written to. */
  root: string;
  files: readonly PureFile[];
  equivalents: readonly EquivalentMutant[];
  /** Workers side by side. */
  jobs: number;
}

/**
 * Lets StrykerJS mutate files in a copy of the checkout and run their unit tests against each mutant. In place, because the
 * sandboxes that Stryker makes link node_modules, and the workspaces' links there lead to the sources that are not mutated.
 */
export async function runStryker({ root, files, equivalents, jobs }: StrykerRun): Promise<GeneratedResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "consilium-stryker-"));
  const copy = await copyCheckout(root);
  try {
    const reportFile = join(folder, "report.json");
    const options: PartialStrykerOptions = {
      inPlace: true,
      mutate: files.map(({ file }) => file),
      [UNIT_TESTS_OPTION]: Object.fromEntries(files.map(({ file, tests }) => [file, tests])),
      testRunner: "unit-tests",
      plugins: [join(import.meta.dirname, "plugin.ts")],
      ignorers: ["prose"],
      coverageAnalysis: "perTest",
      concurrency: jobs,
      timeoutMS: MUTANT_LIMIT_MS,
      // Node strips the types; nobody checks them here.
      disableTypeChecks: false,
      testRunnerNodeArgs: ["--disable-warning=ExperimentalWarning"],
      reporters: ["json"],
      jsonReporter: { fileName: reportFile },
      allowConsoleColors: false,
      tempDirName: join(folder, "backup"),
    };
    const configFile = join(folder, "stryker.config.json");
    await writeFile(configFile, JSON.stringify(options));
    const { output } = await runInGroup([STRYKER, "run", configFile], {
      cwd: copy.root,
      env: process.env,
      limitMs: RUN_LIMIT_MS,
      output: "keep",
    });
    const report = await readFile(reportFile, "utf8").catch(() => undefined);
    if (report === undefined) {
      const detail = `Stryker ended without a report:\n${output.trim().split("\n").slice(-30).join("\n")}`;
      return files.map(({ file }) => ({ name: file, file, verdict: "INVALID", detail }));
    }
    return judgeReport(JSON.parse(report) as schema.MutationTestResult, equivalents);
  } finally {
    await copy.remove();
    await rm(folder, { recursive: true, force: true });
  }
}
