import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyMutant, type Mutant } from "./Mutant.ts";

/**
 * What is wrong with mutants before any test runs: a file or test that does not exist, a `find` that does not occur exactly
 * once, a `grep` that is no pattern. One line each, beginning with the mutant's name; none where all fit.
 */
export function checkMutants(root: string, mutants: readonly Mutant[]): string[] {
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string) => {
    if (!texts.has(file)) {
      texts.set(file, existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined);
    }
    return texts.get(file);
  };
  return mutants.flatMap((mutant) => {
    const { name, file, test, grep } = mutant;
    const source = textOf(file);
    const problems: string[] = [];
    if (source === undefined) problems.push(`${file} does not exist`);
    else {
      const applied = applyMutant(source, mutant);
      if ("problem" in applied) problems.push(`${file}: ${applied.problem}`);
    }
    if (textOf(test) === undefined) problems.push(`its test ${test} does not exist`);
    if (grep !== undefined && !isPattern(grep)) problems.push(`grep is not a pattern: ${grep}`);
    return problems.map((problem) => `${name}: ${problem}`);
  });
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
