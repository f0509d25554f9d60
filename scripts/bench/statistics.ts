#!/usr/bin/env node
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Command } from "commander";
import { dataFolder } from "../testing/dataFolder.ts";
import { exitByGoals, goal, goalLines } from "./Goal.ts";
import { installPython } from "./installPython.ts";
import { machineLines, thisMachine } from "./machine.ts";
import { printFailure } from "./printFailure.ts";
import { largestDifference } from "./statistics/largestDifference.ts";

/** The versions that made the committed values. */
const PACKAGES = [
  "numpy==2.4.6",
  "pandas==2.3.3",
  "scipy==1.17.1",
  "scikit-learn==1.9.1",
  "statsmodels==0.15.0",
  "lifelines==0.30.3",
];
/** Each script of references, its argument, and whether it prints its document instead of writing it. */
const SCRIPTS = [
  { name: "glm", argument: () => join(dataFolder(), "uci-heart-disease"), prints: false },
  { name: "evaluate", argument: () => dataFolder(), prints: true },
  { name: "survival", argument: () => "", prints: false },
];
/** In units of 1e-9: the workloads are held to 1e-8 of these values by `npm test`. */
const LIMIT = 10;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VECTORS = join("test", "vectors", "statistics");
const run = promisify(execFile);

/** Makes every reference again in a folder of its own, and compares it with what is committed. */
async function compare(flags: { python?: string; json?: true }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "consilium-statistics-"));
  try {
    const python = flags.python ?? (await install(folder));
    await cp(join(ROOT, "scripts", "bench", "statistics"), join(folder, "scripts", "bench", "statistics"), {
      recursive: true,
    });
    await mkdir(join(folder, VECTORS), { recursive: true });
    const compared = [];
    for (const { name, argument, prints } of SCRIPTS) {
      process.stderr.write(`${name}: references by Python\n`);
      const script = join(folder, "scripts", "bench", "statistics", `${name}.py`);
      const env = { ...process.env, CONSILIUM_DATA: dataFolder() };
      const { stdout } = await run(python, [script, argument()], { env, maxBuffer: 2 ** 26 });
      const made = join(folder, VECTORS, `${name}.json`);
      if (prints) await writeFile(made, stdout);
      const [now, committed] = await Promise.all([made, join(ROOT, VECTORS, `${name}.json`)].map(readJson));
      compared.push({ name, ...largestDifference(now, committed) });
    }
    const goals = compared.map(({ name, difference }) =>
      goal(`${name}: largest difference, in 1e-9`, 1e9 * difference, LIMIT),
    );
    const machine = await thisMachine(["ml-matrix"]);
    const lines = compared.map(
      ({ name, numbers, place }) =>
        `${name.padEnd(10)}${numbers} figures${place === "" ? ", each the same" : `; the farthest is ${place}`}`,
    );
    const text = [...machineLines(machine), PACKAGES.join(", "), "", ...lines, "", ...goalLines(goals), ""].join("\n");
    process.stdout.write(flags.json ? `${JSON.stringify({ machine, packages: PACKAGES, compared, goals })}\n` : text);
    exitByGoals(goals);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}

/** The path of a Python that has the packages. Throws REQUEST_INVALID where Python, its `venv`, or the package index is missing. */
async function install(folder: string): Promise<string> {
  process.stderr.write(`installing ${PACKAGES.join(", ")}\n`);
  try {
    return await installPython(join(folder, "python"), PACKAGES);
  } catch (cause) {
    throw new FederationError("REQUEST_INVALID", "The packages of the references could not be installed.", {
      field: "--python",
      hint: "It takes Python 3.11 or later with venv and a package index. Or give a Python that has them.",
      cause,
    });
  }
}

await new Command("npm run bench:statistics --")
  .description(
    "Makes the reference values of glm, cox, km and evaluate again with statsmodels, lifelines and scikit-learn, and says where they " +
      "differ from those that the tests hold the workloads to. Needs Python and the clinical data (CONSILIUM_DATA). Exits 1 where one differs.",
  )
  .option("--python <path>", "a Python that has the packages already")
  .option("--json", "print one JSON document on the standard output; progress goes to the standard error")
  .action(compare)
  .parseAsync()
  .catch(printFailure);
