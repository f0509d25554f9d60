import { type Estimate, f1Of, NO_ESTIMATE, shareOf } from "./intervals.ts";
import type { ScoreCell } from "./partition.ts";

/** Patients by what is predicted at a threshold (p at or above it) and what they have. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export const THRESHOLD_FIGURES = ["sensitivity", "specificity", "ppv", "npv", "f1", "accuracy"] as const;

export type ThresholdFigures = Readonly<Record<(typeof THRESHOLD_FIGURES)[number], Estimate>>;

/** Undefined where the threshold is no cut between published cells. */
export function confusionAt(cells: readonly ScoreCell[], threshold: number): Confusion | undefined {
  if (!cells.some(({ low }) => low === threshold)) return undefined;
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const { low, negatives, positives } of cells) {
    counts[low >= threshold ? "truePositives" : "falseNegatives"] += positives;
    counts[low >= threshold ? "falsePositives" : "trueNegatives"] += negatives;
  }
  return counts;
}

/** What a threshold is worth, exactly. No figure where it is withheld. */
export function thresholdFigures(confusion: Confusion | undefined): ThresholdFigures {
  if (confusion === undefined) {
    return Object.fromEntries(THRESHOLD_FIGURES.map((name) => [name, NO_ESTIMATE])) as ThresholdFigures;
  }
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = confusion;
  return {
    sensitivity: shareOf(tp, tp + fn),
    specificity: shareOf(tn, tn + fp),
    ppv: shareOf(tp, tp + fp),
    npv: shareOf(tn, tn + fn),
    f1: f1Of(tp, fp, fn),
    accuracy: shareOf(tp + tn, tp + fp + fn + tn),
  };
}

/**
 * What deciding by the model at a threshold is worth in true positives a patient, against deciding the same for all (Vickers and
 * Elkin, Medical Decision Making 26, 2006).
 */
export function netBenefits(
  { truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion,
  threshold: number,
) {
  const positives = truePositives + falseNegatives;
  const negatives = falsePositives + trueNegatives;
  const odds = threshold / (1 - threshold);
  const rows = positives + negatives;
  return {
    netBenefit: truePositives / rows - (falsePositives / rows) * odds,
    netBenefitAll: positives / rows - (negatives / rows) * odds,
  };
}
