#!/usr/bin/env node
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { checkMutants } from "./testing/mutation/checkMutants.ts";
import { readMutants } from "./testing/mutation/readMutants.ts";

/** Whether every mutant still fits the code, in a second: `npm run lint` runs it. Exits 1 and names those that do not. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const mutants = await readMutants(ROOT);
const problems = checkMutants(ROOT, mutants);
for (const problem of problems) console.error(problem);
console.log(
  `${mutants.length} mutants: ${problems.length === 0 ? "each fits its file" : `${problems.length} problems`}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
