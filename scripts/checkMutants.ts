#!/usr/bin/env node
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { checkMutants } from "./testing/mutation/checkMutants.ts";
import { readMutants } from "./testing/mutation/readMutants.ts";
import { checkPureCore } from "./testing/stryker/checkPureCore.ts";
import { EQUIVALENT_MUTANTS } from "./testing/stryker/equivalentMutants.ts";
import { PURE_CORE } from "./testing/stryker/pureCore.ts";

/** Whether every mutant still fits the code, in a second: `npm run lint` runs it. Exits 1 and names those that do not. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const mutants = await readMutants(ROOT);
const problems = [...checkMutants(ROOT, mutants), ...checkPureCore(ROOT, PURE_CORE, EQUIVALENT_MUTANTS)];
for (const problem of problems) console.error(problem);
console.log(
  `${mutants.length} mutants and ${PURE_CORE.length} files of the pure core: ${problems.length === 0 ? "each fits" : `${problems.length} problems`}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
