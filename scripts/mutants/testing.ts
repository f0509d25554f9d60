import type { Mutant } from "../testing/mutation/Mutant.ts";

const WITHOUT_DATA = "test/unit/withoutData.test.ts";

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
] satisfies readonly Mutant[];
