#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { COUNTS_FILE_VARIABLE, noTests } from "./testCounts.ts";

/**
 * Runs Solidity test files on Hardhat's EVM, prints each test with how often it ran and the counterexample of one that failed, and
 * writes the counts to the file that CONSILIUM_TEST_COUNTS names. `--grep` matches names of test functions.
 */
interface TestResult {
  name: string;
  status: "Success" | "Failure" | "Skipped";
}

interface SuiteResult {
  id: { name: string };
  testResults: TestResult[];
}

const { values, positionals } = parseArgs({ options: { grep: { type: "string" } }, allowPositionals: true });
const result = await hre.tasks.getTask(["test", "solidity"]).run({ testFiles: positionals, grep: values.grep });
const outcome = result.success ? result.value : result.error;

const counts = noTests();
for (const { id, testResults } of outcome.suiteResults as SuiteResult[]) {
  for (const { name, status } of testResults) {
    const title = `${id.name} ${name}`;
    if (status === "Success") {
      counts.passed += 1;
      counts.passes.push(title);
    } else if (status === "Failure") {
      counts.failed += 1;
      counts.failures.push(title);
    } else {
      counts.skipped += 1;
      counts.skippedWithoutReason.push(title);
    }
  }
}
// What kept the runner itself from ending well is a failure too.
if (!result.success && counts.failed === 0) {
  counts.failed = 1;
  counts.failures.push("the run of the Solidity tests");
}
const file = process.env[COUNTS_FILE_VARIABLE];
if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
process.exitCode = result.success ? 0 : 1;
