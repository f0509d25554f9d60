import type { PureFile } from "./runStryker.ts";

const unit = (...names: readonly string[]) => names.map((name) => `test/unit/${name}.test.ts`);

/**
 * The pure core: files that compute and neither wait nor store, whose unit tests take a second or so. Every mutant that Stryker
 * generates in them must be noticed by the tests beside them, or be listed in equivalentMutants.ts.
 */
export const PURE_CORE: readonly PureFile[] = [
  { file: "sdk/protocol/src/cohort/consentRule.ts", tests: unit("cohort") },
];
