import type { schema } from "@stryker-mutator/api/core";
import type { Verdict } from "../mutation/Mutant.ts";

/** A generated mutant that behaves as the original does, so that no test can notice it. */
export interface EquivalentMutant {
  file: string;
  /** The line of the source on which the mutated part begins, without the spaces around it. */
  line: string;
  /** The mutated part, as in the source; of one over several lines what stands on the first. */
  from: string;
  /** What Stryker puts there. */
  to: string;
  /** Why nothing changes. */
  reason: string;
}

export interface GeneratedResult {
  /** `sdk/protocol/src/x.ts:12:5 EqualityOperator`. */
  name: string;
  file: string;
  verdict: Verdict | "equivalent";
  /** What replaces what, or what is wrong. */
  detail: string;
}

/**
 * Stryker's report as verdicts. A mutant that survives must be in the table of equivalent ones; an entry of the table for a
 * file of the report that no surviving mutant needs is INVALID, so that the table cannot grow stale.
 */
export function judgeReport(
  { files }: Pick<schema.MutationTestResult, "files">,
  equivalents: readonly EquivalentMutant[],
): GeneratedResult[] {
  const results: GeneratedResult[] = [];
  const needed = new Set<EquivalentMutant>();
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const listed = equivalents.filter((entry) => entry.file === file);
    const lines = source.split("\n");
    for (const { status, location, mutatorName, replacement = "" } of mutants) {
      if (status === "Ignored") continue;
      const { start, end } = location;
      const line = lines[start.line - 1] ?? "";
      const from = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
      const entry = listed.find((each) => each.line === line.trim() && each.from === from && each.to === replacement);
      // The limit ends a mutant on a busy machine too, so it shows nothing about the table.
      if (entry !== undefined && status !== "Killed") needed.add(entry);
      results.push({
        name: `${file}:${start.line}:${start.column} ${mutatorName}`,
        file,
        verdict: verdictOf(status, entry),
        detail: `${from}${start.line === end.line ? "" : " …"} → ${replacement}`,
      });
    }
    for (const { line, to } of listed.filter((each) => !needed.has(each))) {
      const detail = `listed as equivalent, but no mutant of "${line}" to "${to}" survives: remove the entry`;
      results.push({ name: `${file} equivalent`, file, verdict: "INVALID", detail });
    }
  }
  return results;
}

function verdictOf(status: schema.MutantStatus, entry: EquivalentMutant | undefined): GeneratedResult["verdict"] {
  switch (status) {
    case "Killed":
    case "Timeout":
      return "killed";
    case "Survived":
    case "NoCoverage":
      return entry === undefined ? "SURVIVED" : "equivalent";
    default:
      return "INVALID";
  }
}
