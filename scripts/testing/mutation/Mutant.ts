import type { TestRunner } from "../runTests.ts";

/** A defence switched off, and the test that must notice. Paths are relative to the repository's root. */
export interface Mutant {
  /** Short and unique: `chain-log-checksum`. */
  name: string;
  /** What the replaced code defends against. */
  defence: string;
  file: string;
  /** Exact source text; it must occur exactly once in the file. */
  find: string;
  replace: string;
  /** The test file that must fail. */
  test: string;
  /** Narrows the test to full titles that match. */
  grep?: string;
  /** Default mocha. */
  runner?: TestRunner;
}

export type Verdict =
  /** The named test failed: the defence is tested. */
  | "killed"
  /** The test passed without the defence. */
  | "SURVIVED"
  /** The mutant itself is no longer right: its text, its test or its syntax. */
  | "INVALID";

export interface MutantResult {
  mutant: Mutant;
  verdict: Verdict;
  /** Which test failed, or what is wrong. */
  detail: string;
  durationMs: number;
}

/** The text with the defence off, or why it cannot be. */
export function applyMutant(source: string, { find, replace }: Mutant): { text: string } | { problem: string } {
  if (find === "" || find === replace) return { problem: "find is empty or equals replace" };
  const occurrences = source.split(find).length - 1;
  if (occurrences !== 1) return { problem: `find occurs ${occurrences} times, not once` };
  // As a function, so that $ in the replacement means itself.
  return { text: source.replace(find, () => replace) };
}
