import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type MutantCoverage,
  type StrykerOptions,
} from "@stryker-mutator/api/core";
import { commonTokens, tokens } from "@stryker-mutator/api/plugin";
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import Mocha from "mocha";

const { EVENT_FILE_PRE_REQUIRE, EVENT_FILE_REQUIRE, EVENT_FILE_POST_REQUIRE } = Mocha.Suite.constants;
/** Name of the option that holds, for each mutated file, the test files that judge it. */
export const UNIT_TESTS_OPTION = "unitTests";
/** Stands for a test's title while hooks and the bodies of `describe` run: every test of the file depends on them. */
const OUTSIDE_TESTS = "outside tests";

/**
 * Runs mocha 12 inside a worker of Stryker's; @stryker-mutator/mocha-runner 10.0.0 does not load with it. A mutant runs only
 * the tests of its file's row in the table that reach it. Each run evaluates the test file anew, so that a mutant also acts in
 * the bodies of `describe`; the modules that it imports stay loaded. Stryker starts a fresh worker for a mutant in code that
 * runs while a module loads.
 */
export class UnitTestRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #testsOf: Record<string, string[]>;
  readonly #loaded = new Set<string>();
  #loads = 0;

  constructor(options: StrykerOptions) {
    this.#testsOf = options[UNIT_TESTS_OPTION] as Record<string, string[]>;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    const context = shared();
    const all: TestResult[] = [];
    try {
      for (const file of new Set(Object.values(this.#testsOf).flat())) {
        await this.#loadOnce(file);
        const outside = idOf(file, OUTSIDE_TESTS);
        context.currentTestId = outside;
        const mocha = await this.#load(file);
        const { static: atLoading, perTest } = coverage();
        // What the body of the test file reaches was counted at its first load too; the rest is reached by modules as they load.
        for (const [id, count] of Object.entries(perTest[outside] ?? {})) atLoading[id] = (atLoading[id] ?? 0) - count;
        const tests = await runMocha(mocha, file);
        delete context.currentTestId;
        for (const { id } of tests) perTest[id] = { ...perTest[outside], ...perTest[id] };
        delete perTest[outside];
        all.push(...tests);
      }
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: describeError(error) };
    }
    return { status: DryRunStatus.Complete, tests: all, mutantCoverage: coverage() };
  }

  async mutantRun({
    activeMutant,
    mutantActivation,
    testFilter,
    hitLimit,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const context = shared();
    const ids = testFilter && new Set(testFilter);
    const files = (this.#testsOf[relative(process.cwd(), activeMutant.fileName)] ?? []).filter(
      (file) => testFilter?.some((id) => id.startsWith(idOf(file, ""))) ?? true,
    );
    const all: TestResult[] = [];
    try {
      if (mutantActivation === "runtime") for (const file of files) await this.#loadOnce(file);
      if (hitLimit !== undefined) Object.assign(context, { hitLimit, hitCount: 0 });
      context.activeMutant = activeMutant.id;
      for (const file of files) {
        all.push(...(await runMocha(await this.#load(file), file, ids)));
        if (all.some(({ status }) => status === TestStatus.Failed)) break;
      }
      const endless = determineHitLimitReached(context.hitCount, context.hitLimit);
      return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: all });
    } catch (error) {
      // Without the mutant the file loads.
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: describeError(error), nrOfTests: 0 };
    } finally {
      for (const key of ["activeMutant", "hitCount", "hitLimit"] as const) delete context[key];
    }
  }

  /** Loads the modules that a test file imports, while no mutant acts. */
  async #loadOnce(file: string): Promise<void> {
    if (this.#loaded.has(file)) return;
    this.#loaded.add(file);
    await this.#load(file);
  }

  /** The tests of a file, evaluated anew. */
  async #load(file: string): Promise<Mocha> {
    // Stryker ends a worker whose test takes too long.
    const mocha = new Mocha({ timeout: 0, bail: true });
    const path = resolve(file);
    // Mocha's own loading requires a file, and a file that was required once is not evaluated again.
    mocha.suite.emit(EVENT_FILE_PRE_REQUIRE, globalThis, path, mocha);
    const loaded = await import(`${pathToFileURL(path).href}?run=${++this.#loads}`);
    mocha.suite.emit(EVENT_FILE_REQUIRE, loaded, path, mocha);
    mocha.suite.emit(EVENT_FILE_POST_REQUIRE, globalThis, path, mocha);
    return mocha;
  }
}

/** Runs the tests with these ids, by default all, up to the first that fails. */
async function runMocha(mocha: Mocha, file: string, ids?: ReadonlySet<string>): Promise<TestResult[]> {
  const results: TestResult[] = [];
  // Mocha asks its pattern for every full title of the file.
  mocha.grep({ test: (title: string) => ids?.has(idOf(file, title)) ?? true } as RegExp);
  mocha.reporter(reporterOf(file, results));
  // The first and the last hook of each test.
  mocha.suite.beforeEach(function () {
    shared().currentTestId = idOf(file, this.currentTest?.fullTitle() ?? "");
  });
  mocha.suite.afterEach(() => {
    shared().currentTestId = idOf(file, OUTSIDE_TESTS);
  });
  await new Promise<void>((done) => void mocha.run(() => done()));
  return results;
}

const idOf = (file: string, title: string) => `${file} › ${title}`;

/** What the instrumented code reads and writes. */
function shared(): InstrumenterContext {
  const scope = globalThis as unknown as Record<string, InstrumenterContext | undefined>;
  scope[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  return scope[INSTRUMENTER_CONSTANTS.NAMESPACE]!;
}

/** Who reached which mutant how often; the instrumented code makes it when it first runs. */
function coverage(): MutantCoverage {
  const context = shared();
  context.mutantCoverage ??= { static: {}, perTest: {} };
  return context.mutantCoverage;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function reporterOf(file: string, results: TestResult[]) {
  return class extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner) {
      super(runner);
      const resultOf = (test: Mocha.Test | Mocha.Hook) => {
        const name = (test.ctx?.currentTest ?? test).fullTitle();
        return { id: idOf(file, name), name, fileName: resolve(file), timeSpentMs: test.duration ?? 0 };
      };
      runner.on("pass", (test) => results.push({ ...resultOf(test), status: TestStatus.Success }));
      runner.on("fail", (test, error: Error) =>
        results.push({ ...resultOf(test), status: TestStatus.Failed, failureMessage: error.message || String(error) }),
      );
      runner.on("pending", (test) => results.push({ ...resultOf(test), status: TestStatus.Skipped }));
    }
  };
}
