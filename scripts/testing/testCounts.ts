/** How the counts leave the process that runs the tests. */
export const COUNTS_FILE_VARIABLE = "CONSILIUM_TEST_COUNTS";
/** How long a process may stay alive after its last test, in milliseconds. */
export const LINGER_VARIABLE = "CONSILIUM_TEST_LINGER_MS";

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  /** Full titles of tests skipped without saying why. */
  skippedWithoutReason: string[];
  /** Full titles of passed tests. */
  passes: string[];
  /** Full titles of failed tests. */
  failures: string[];
  /** The tests that took longest, slowest first. */
  slowest: TimedTest[];
  /** Each top suite of each file, with its set-up. */
  files: TimedTest[];
}

export interface TimedTest {
  /** Full title, or the file. */
  title: string;
  durationMs: number;
}

/** How many slow tests are named. */
const SLOWEST_SHOWN = 12;

/** The slowest of all, slowest first. */
export function slowestOf(tests: readonly TimedTest[]): TimedTest[] {
  return [...tests].sort((a, b) => b.durationMs - a.durationMs).slice(0, SLOWEST_SHOWN);
}

/** The slowest files, each with all its suites, slowest first. */
export function slowestFiles(suites: readonly TimedTest[]): TimedTest[] {
  const files = Map.groupBy(suites, ({ title }) => title);
  const sums = [...files].map(([title, parts]) => ({
    title,
    durationMs: parts.reduce((sum, { durationMs }) => sum + durationMs, 0),
  }));
  return slowestOf(sums);
}

/** Counts before any test ran. */
export function noTests(): TestCounts {
  const lists = { skippedWithoutReason: [], passes: [], failures: [], slowest: [], files: [] };
  return { passed: 0, failed: 0, skipped: 0, ...lists };
}

/** The line every test command of this repository ends with. */
export function summaryLine({ passed, failed, skipped }: Pick<TestCounts, "passed" | "failed" | "skipped">): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
