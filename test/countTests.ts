/**
 * Loaded with `node --import` into a process that runs mocha (its own command or Hardhat's task): whichever
 * reporter prints, the counts also go to the file named by CONSILIUM_TEST_COUNTS once the run has ended.
 */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { COUNTS_FILE_VARIABLE, LINGER_VARIABLE, noTests, slowestOf } from "@consilium/scripts/testing/testCounts.ts";
import Mocha from "mocha";

/** A process still alive this long after its last test holds something open. */
const DEFAULT_LINGER_MS = 15_000;
/** The form in which a skipped suite or test says why (test/clinicalData.ts). */
const REASON = /\(skipped: .+\)/;

const lingerMs = Number(process.env[LINGER_VARIABLE] ?? DEFAULT_LINGER_MS);
const countsFile = process.env[COUNTS_FILE_VARIABLE];
// Only this process reports: what it starts must not write over its counts.
delete process.env[COUNTS_FILE_VARIABLE];

if (countsFile !== undefined) {
  const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END } =
    Mocha.Runner.constants;
  const run = Mocha.Runner.prototype.run;
  Mocha.Runner.prototype.run = function countedRun(...parameters) {
    const counts = noTests();
    this.on(EVENT_TEST_PASS, (test) => {
      counts.passed += 1;
      counts.passes.push(test.fullTitle());
      counts.slowest = slowestOf([...counts.slowest, { title: test.fullTitle(), durationMs: test.duration ?? 0 }]);
    });
    this.on(EVENT_TEST_FAIL, (test) => {
      counts.failed += 1;
      counts.failures.push(test.fullTitle());
    });
    this.on(EVENT_TEST_PENDING, (test) => {
      counts.skipped += 1;
      if (!REASON.test(test.fullTitle())) counts.skippedWithoutReason.push(test.fullTitle());
    });
    // What a describe at the top of a file sets up and tears down is in no test's own time.
    let begunMs = 0;
    this.on(EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root) begunMs = performance.now();
    });
    this.on(EVENT_SUITE_END, (suite) => {
      if (!suite.parent?.root || suite.file === undefined) return;
      const title = relative(process.cwd(), suite.file);
      counts.files.push({ title, durationMs: performance.now() - begunMs });
    });
    this.once(EVENT_RUN_END, () => {
      writeFileSync(countsFile, JSON.stringify(counts));
      setTimeout(() => {
        const held = [...new Set(process.getActiveResourcesInfo())].join(", ");
        console.error(`The tests ended but left open: ${held}. Ending the process.`);
        process.exit(counts.failed === 0 ? 0 : 1);
      }, lingerMs).unref();
    });
    return run.apply(this, parameters);
  };
}
