import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EquivalentMutant } from "./judgeReport.ts";
import type { PureFile } from "./runStryker.ts";

/**
 * What is wrong with the two tables before any test runs: a file or a test that does not exist, a file listed twice, an
 * equivalent mutant of a line that is gone or of a file outside the pure core. One line each; none where all fit.
 */
export function checkPureCore(
  root: string,
  files: readonly PureFile[],
  equivalents: readonly EquivalentMutant[],
): string[] {
  const problems: string[] = [];
  const linesOf = new Map<string, string[]>();
  for (const { file, tests } of files) {
    if (linesOf.has(file)) problems.push(`${file}: listed twice in the pure core`);
    const missing = [file, ...tests].filter((path) => !existsSync(join(root, path)));
    for (const path of missing) problems.push(`${file}: ${path} does not exist`);
    if (tests.length === 0) problems.push(`${file}: no test judges it`);
    const text = missing.includes(file) ? "" : readFileSync(join(root, file), "utf8");
    linesOf.set(
      file,
      text.split("\n").map((line) => line.trim()),
    );
  }
  for (const { file, line, from } of equivalents) {
    const lines = linesOf.get(file);
    if (lines === undefined) problems.push(`${file}: has an equivalent mutant, but is not in the pure core`);
    else if (!lines.includes(line) || !line.includes(from)) problems.push(`${file}: no line "${line}" with "${from}"`);
  }
  return problems;
}
