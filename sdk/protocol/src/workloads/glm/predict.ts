import { FederationError } from "../../errors/FederationError.ts";
import type { StageReport } from "../Workload.ts";
import type { LinearPredictor } from "./estimates.ts";

/** A row's values by column: numbers in the column's own unit, 0 or 1, and a category's level as text. Missing: NaN or left out. */
export type PredictorRow = Readonly<Record<string, number | string | undefined>>;

/**
 * The linear predictor of one row under a finished `glm` stage; NaN where a value is missing. Of a logistic model the probability is
 * 1 / (1 + exp(-η)), of a poisson model the mean exp(η), exposure included. Where each site has its own intercept, the predictor less
 * that intercept.
 *
 * @throws WORKLOAD_FAILED where the stage has no estimates.
 * @example predictGlm(report, { age: 63, sex: 1, stage: "II" }) // 0.417
 */
export function predictGlm(report: Pick<StageReport, "document">, row: PredictorRow): number {
  const predictor = report.document.linearPredictor as LinearPredictor | null | undefined;
  if (predictor === null || predictor === undefined) {
    throw new FederationError("WORKLOAD_FAILED", "The stage has no estimates to predict with.", {
      field: "linearPredictor",
      hint: "Look at its status: only a fit that has converged predicts.",
    });
  }
  const { intercept, terms, offset } = predictor;
  let sum = intercept ?? 0;
  for (const { column, level, with: other, coefficient } of terms) {
    const product = valueIn(row, column, level) * (other === undefined ? 1 : valueIn(row, other.column, other.level));
    sum += coefficient * product;
  }
  return offset === undefined ? sum : sum + Math.log(valueIn(row, offset.column) / offset.unit);
}

function valueIn(row: PredictorRow, column: string, level?: string): number {
  const value = row[column];
  if (value === undefined) return Number.NaN;
  if (level !== undefined) return Number.isNaN(value) ? Number.NaN : value === level ? 1 : 0;
  return typeof value === "number" ? value : Number.NaN;
}
