#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Command } from "commander";
import { Wallet } from "ethers";
import { buildValidator } from "./consortium-chain/buildValidator.ts";
import { ConsortiumChain } from "./consortium-chain/ConsortiumChain.ts";
import { runTests } from "./testing/runTests.ts";
import { summaryLine, type TestCounts } from "./testing/testCounts.ts";

const MINUTE_MS = 60_000;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FAULT_TESTS = ["test/consortium/validators.test.ts"];
/** The tests of whole consortia in separate processes, as `npm test` runs them on the development chain. */
const END_TO_END_TESTS = [
  ...["e2e/round", "e2e/sealed-round", "faults/site-kill", "faults/coordinator-kill", "e2e/cli", "e2e/bad-input"],
].map((name) => `test/${name}.test.ts`);

await new Command("test:consortium")
  .description(
    "Tests on a chain of four validators (CometBFT with go-ethereum, built by the Go toolchain; see " +
      "scripts/consortium-chain/README.md): validators killed and restarted, and the end-to-end tests unchanged.",
  )
  .option("--grep <pattern>", "only tests whose full title matches")
  .action(run)
  .parseAsync();

async function run({ grep }: { grep?: string }): Promise<void> {
  try {
    console.log("Building the validator (the first time this takes minutes) ...");
    await buildValidator();
    const parts = [await faults(grep), await endToEnd(grep)];
    const total = { passed: 0, failed: 0, skipped: 0 };
    for (const { passed, failed, skipped } of parts) {
      total.passed += passed;
      total.failed += failed;
      total.skipped += skipped;
    }
    console.log(summaryLine(total));
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
  } catch (error) {
    const { code, message } = toFederationError(error);
    console.error(`${code}: ${message}`);
    process.exitCode = 1;
  }
}

async function faults(grep: string | undefined): Promise<Sum> {
  console.log("\n── validators killed and restarted ──");
  return await tests(FAULT_TESTS, grep, {});
}

async function endToEnd(grep: string | undefined): Promise<Sum> {
  console.log("\n── the end-to-end tests on four validators ──");
  const dir = await mkdtemp(join(tmpdir(), "consilium-consortium-"));
  const faucet = Wallet.createRandom();
  const chain = await ConsortiumChain.start({ dir, fund: [faucet.address] });
  try {
    return await tests(END_TO_END_TESTS, grep, {
      CONSILIUM_TEST_CHAIN_URLS: chain.validators.map(({ rpcUrl }) => rpcUrl).join(","),
      CONSILIUM_TEST_FAUCET_KEY: faucet.privateKey,
    });
  } finally {
    await chain.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

type Sum = Pick<TestCounts, "passed" | "failed" | "skipped">;

async function tests(files: readonly string[], grep: string | undefined, env: NodeJS.ProcessEnv): Promise<Sum> {
  const limitMs = 40 * MINUTE_MS;
  const { counts, exitCode, timedOut } = await runTests({
    root: ROOT,
    runner: "mocha",
    files,
    grep,
    timeoutMs: 5 * MINUTE_MS,
    limitMs,
    output: "show",
    env,
  });
  if (counts !== undefined && !timedOut) return counts;
  console.log(`The tests did not run to their end (exit code ${exitCode}).`);
  return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, skipped: counts?.skipped ?? 0 };
}
