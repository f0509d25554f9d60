import { FederationError } from "../../errors/FederationError.ts";
import { factorsOf, type LinearPredictor, type TermFactor } from "../linearPredictor.ts";
import type { StageReport } from "../Workload.ts";

/**
 * A row's values by column: numbers in the column's own unit, 0 or 1, and a category's level as text. Missing: NaN or left out.
 */
export type PredictorRow = Readonly<Record<string, number | string | undefined>>;

/**
 * The linear predictor of one row under a finished `glm` stage; NaN where a value is missing. Of a logistic model the probability
 * is 1 / (1 + exp(-η)), of a poisson model the mean exp(η), exposure included. Where each site has its own intercept, the
 * predictor less that intercept. Of a multinomial model it is that of a level: the logarithm of its odds against the first.
 *
 * @throws WORKLOAD_FAILED where the stage has no estimates.
 * @param level of the outcome of a multinomial model, not its first
 * @example predictGlm(report, { age: 63, sex: 1, stage: "II" }) // 0.417
 */
export function predictGlm({ document }: Pick<StageReport, "document">, row: PredictorRow, level?: string): number {
  const ofLevels = document.linearPredictors as readonly (LinearPredictor & { level: string })[] | null | undefined;
  const predictor =
    (document.linearPredictor as LinearPredictor | null) ?? ofLevels?.find((each) => each.level === level);
  if (predictor === undefined) {
    const levels = ofLevels?.map((each) => each.level).join(", ");
    throw new FederationError("WORKLOAD_FAILED", "The stage has no estimates to predict this with.", {
      field: "linearPredictor",
      hint:
        levels === undefined
          ? "Look at its status: only a fit that has converged predicts."
          : `Name one of the levels ${levels}.`,
    });
  }
  const { intercept, terms, offset } = predictor;
  let sum = intercept ?? 0;
  for (const term of terms) {
    sum += term.coefficient * factorsOf(term).reduce((product, factor) => product * valueIn(row, factor), 1);
  }
  return offset === undefined ? sum : sum + Math.log(valueIn(row, offset) / offset.unit);
}

function valueIn(row: PredictorRow, { column, level }: TermFactor): number {
  const value = row[column];
  if (value === undefined) return Number.NaN;
  if (level !== undefined) return Number.isNaN(value) ? Number.NaN : value === level ? 1 : 0;
  return typeof value === "number" ? value : Number.NaN;
}
