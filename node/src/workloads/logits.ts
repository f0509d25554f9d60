import { forward } from "@consilium/sdk/models/predict.ts";
import { standardiseRows } from "@consilium/sdk/models/standardise.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import type { LogisticPredictor, Score } from "@consilium/sdk/workloads/evaluate/score.ts";
import { factorsOf, type TermFactor } from "@consilium/sdk/workloads/linearPredictor.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { columnOf, gatherMatrix } from "./cohort.ts";

/**
 * The logit that a score gives each row. A model takes a missing input for the mean, as in training; a linear predictor gives a
 * row without one of its values NaN.
 */
export function logitsOf(
  score: Score,
  document: Pick<StudyDocument, "columns">,
  table: FeatureTable,
  rows: readonly number[],
): Float64Array {
  if (score.kind === "linear") return linearLogits(score.predictor, document, table, rows);
  const { featureNames, standardiser } = score.model;
  const x = standardiseRows(gatherMatrix(table, featureNames, rows), featureNames.length, standardiser);
  return forward(score.model, x, featureNames.length);
}

function linearLogits(
  { intercept, terms }: LogisticPredictor,
  { columns }: Pick<StudyDocument, "columns">,
  table: FeatureTable,
  rows: readonly number[],
): Float64Array {
  const logits = new Float64Array(rows.length).fill(intercept);
  for (const term of terms) {
    const factors = factorsOf(term).map(valuesOf);
    for (const [i, row] of rows.entries()) {
      logits[i]! += factors.reduce((product, valueAt) => product * valueAt(row), term.coefficient);
    }
  }
  return logits;

  function valuesOf({ column, level }: TermFactor): (row: number) => number {
    const values = columnOf(table, column);
    if (level === undefined) return (row) => values[row]!;
    const spec = columns.find(({ name }) => name === column);
    const wanted = spec?.type === "category" ? spec.levels.indexOf(level) : Number(level);
    return (row) => (Number.isNaN(values[row]) ? Number.NaN : values[row] === wanted ? 1 : 0);
  }
}
