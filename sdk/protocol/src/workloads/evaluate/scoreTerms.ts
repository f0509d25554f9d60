import type { ColumnSpec } from "../../schemas/columns.ts";
import type { StudyDocument } from "../../schemas/study.ts";
import { studyError } from "../../study/studyFile.ts";
import { TERM_TYPES } from "../design.ts";
import { factorsOf, type LinearTerm } from "../linearPredictor.ts";
import { namedColumn } from "../stageColumns.ts";

/** The columns of these terms, each once. */
export function columnsOfTerms(terms: readonly LinearTerm[]): string[] {
  return [...new Set(terms.flatMap(factorsOf).map(({ column }) => column))];
}

/** Refuses terms of columns and levels that are not there, and the outcome as a term. @throws STUDY_INVALID */
export function checkScoreTerms(
  document: Pick<StudyDocument, "columns">,
  terms: readonly LinearTerm[],
  outcome: string,
  field: string,
): void {
  for (const [i, term] of terms.entries()) {
    for (const { column, level } of factorsOf(term)) {
      const spec = namedColumn(document, column, TERM_TYPES, `${field}.${i}.column`);
      if (column === outcome) {
        throw studyError(`${field}.${i}.column`, "The outcome cannot predict itself.", "Leave the term out.");
      }
      if (level === undefined && spec.type !== "category") continue;
      const levels = levelsOf(spec);
      if (level !== undefined && levels.includes(level)) continue;
      const hint = levels.length === 0 ? "Leave level out." : `Use one of ${levels.join(", ")}.`;
      throw studyError(`${field}.${i}.level`, `The column '${column}' has no such level.`, hint);
    }
  }
}

/** Names of the values that a column counts by: levels of a category, 0 and 1 of a binary column; none of a number. */
export function levelsOf(column: ColumnSpec): readonly string[] {
  if (column.type === "category") return column.levels;
  return column.type === "binary" ? ["0", "1"] : [];
}
