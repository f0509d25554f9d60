import type { Mutant } from "./Mutant.ts";

/** A rule of a contract, the exact text that holds it, and the title of the test that must miss it. */
export type Rule = [name: string, defence: string, find: string, replace: string, grep: string, test?: string];

/** Mutants of one contract's rules, each judged by the named test file unless the rule names another. */
export function contractMutants(file: string, test: string, rules: readonly Rule[]): Mutant[] {
  return rules.map(([name, defence, find, replace, grep, other]) => {
    const judge = other ?? test;
    return {
      name,
      defence,
      file,
      find,
      replace,
      grep,
      test: judge,
      runner: judge.endsWith(".sol") ? "solidity" : "hardhat",
    };
  });
}
