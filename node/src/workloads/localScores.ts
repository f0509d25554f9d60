import type { Model } from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { gatherMatrix, gatherOutcomes, trainingRows } from "./cohort.ts";
import { standardiserFor } from "./train.ts";

export interface Evaluation {
  /** Share of rows whose probability is on the outcome's side of 0.5 (0.5 itself counts as 1). Null without rows. */
  readonly accuracy: number | null;
  /** Null where one outcome is absent. */
  readonly auc: number | null;
  readonly n: number;
  readonly positives: number;
}

/**
 * Area under the ROC curve as the Mann-Whitney statistic: the chance that a random positive scores above a random
 * negative, ties counting one half. Null where one outcome is absent.
 */
export function areaUnderRoc(scores: Float64Array, outcomes: Float64Array): number | null {
  const order = Array.from(scores, (_, i) => i).sort((left, right) => scores[left]! - scores[right]!);
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const negatives = outcomes.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const sharedRank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) rankSum += outcomes[order[i]!] === 1 ? sharedRank : 0;
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Accuracy and AUC of predicted probabilities. */
export function evaluateScores(scores: Float64Array, outcomes: Float64Array): Evaluation {
  const n = outcomes.length;
  const correct = outcomes.reduce((sum, outcome, i) => sum + ((scores[i]! >= 0.5 ? 1 : 0) === outcome ? 1 : 0), 0);
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  return { accuracy: n === 0 ? null : correct / n, auc: areaUnderRoc(scores, outcomes), n, positives };
}

/**
 * A model on a site's rows. Under `standardise: site` the inputs are standardised as in training: by mean and deviation
 * of the site's training rows (by default all that are not held out), never of the rows under test.
 */
export function evaluateModel(
  model: Model,
  outcome: string,
  table: FeatureTable,
  rows: readonly number[],
  fittedOn: readonly number[] = trainingRows(table),
): Evaluation {
  const scores = predict(model, gatherMatrix(table, model.featureNames, rows), standardiserFor(model, table, fittedOn));
  return evaluateScores(scores, gatherOutcomes(table, outcome, rows));
}
