import type { Mutant } from "../testing/mutation/Mutant.ts";

const WITHOUT_DATA = "test/unit/withoutData.test.ts";
const STRYKER = "test/tools/stryker.test.ts";
const JUDGE = "scripts/testing/stryker/judgeReport.ts";

export default [
  {
    name: "skip-reason",
    defence: "a suite without its data says in its title why it is skipped",
    file: "test/clinicalData.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    find: "describe.skip(`${title} (${reason})`",
    replace: "describe.skip(title",
    test: WITHOUT_DATA,
    grep: "with a reason",
  },
  {
    name: "skip-own-rule",
    defence: "no test file decides by itself what to skip",
    file: "test/integration/heart-disease.test.ts",
    find: 'describe("heart disease at four hospitals"',
    replace: 'describe.skip("heart disease at four hospitals"',
    test: WITHOUT_DATA,
    grep: "leaves to test/clinicalData.ts",
  },
  {
    name: "stryker-survivor",
    defence: "a generated mutant that survives and is not listed fails the run",
    file: JUDGE,
    find: 'entry === undefined ? "SURVIVED" : "equivalent"',
    replace: '"equivalent"',
    test: STRYKER,
    grep: "as judged",
  },
  {
    name: "stryker-equivalent-part",
    defence: "an entry excuses the mutant that it describes and no other one of its line",
    file: JUDGE,
    find: " && each.to === replacement",
    replace: "",
    test: STRYKER,
    grep: "as judged",
  },
  {
    name: "stryker-equivalent-stale",
    defence: "an equivalent mutant that a test kills is taken off the list",
    file: JUDGE,
    find: 'if (entry !== undefined && status !== "Killed")',
    replace: "if (entry !== undefined)",
    test: STRYKER,
    grep: "as judged",
  },
  {
    name: "stryker-describe",
    defence: "a mutant also acts in the bodies of describe",
    file: "scripts/testing/stryker/UnitTestRunner.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    find: "?run=${++this.#loads}`",
    replace: "`",
    test: STRYKER,
    grep: "in describe",
  },
  {
    name: "commands-other-checkout",
    defence: "a changed copy of the checkout runs its own sources, never what the original bundled",
    file: "scripts/commands/commandScript.ts",
    find: 'bundles?.startsWith(ROOT + (ROOT.endsWith(sep) ? "" : sep))',
    replace: "bundles !== undefined",
    test: "test/unit/commandScript.test.ts",
    grep: "another checkout",
  },
] satisfies readonly Mutant[];
