import { normalQuantile } from "../../statistics/distributions.ts";
import type { Discrimination } from "./discrimination.ts";

/** An estimate with its 95 % interval; null where there is none. */
export interface Estimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export const NO_ESTIMATE: Estimate = { value: null, lower: null, upper: null };

const Z = normalQuantile(0.95);

/** A share with its score interval (Wilson, JASA 22, 1927). @example shareOf(8, 10) // 0.8, from 0.490 to 0.943 */
export function shareOf(count: number, of: number): Estimate {
  if (of === 0) return NO_ESTIMATE;
  const share = count / of;
  const scale = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { value: share, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

/**
 * F1 = 2J / (1 + J), which rises with J, the share of true positives among all that are positive or predicted so: J's interval.
 */
export function f1Of(truePositives: number, falsePositives: number, falseNegatives: number): Estimate {
  const { value, lower, upper } = shareOf(truePositives, truePositives + falsePositives + falseNegatives);
  const f1 = (share: number | null) => (share === null ? null : (2 * share) / (1 + share));
  return { value: f1(value), lower: f1(lower), upper: f1(upper) };
}

/** Estimate ± 1.96 standard errors. */
export function around(value: number | null, variance: number | null): Estimate {
  if (value === null || variance === null) return { ...NO_ESTIMATE, value };
  const half = Z * Math.sqrt(variance);
  return { value, lower: value - half, upper: value + half };
}

/** The same of the logarithm, for ratios. `variance` is that of the logarithm. */
export function aroundLog(value: number, variance: number): Estimate {
  const factor = Math.exp(Z * Math.sqrt(variance));
  return { value, lower: value / factor, upper: value * factor };
}

/**
 * An AUC with its interval on the scale of the logit, which stays within 0 and 1; none where the scores separate the outcomes.
 */
export function aucEstimate({ auc, variance }: Pick<Discrimination, "auc" | "variance">): Estimate {
  if (auc === null || variance === null || auc <= 0 || auc >= 1) return { ...NO_ESTIMATE, value: auc };
  const half = (Z * Math.sqrt(variance)) / (auc * (1 - auc));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  const logit = Math.log(auc / (1 - auc));
  return { value: auc, lower: back(logit - half), upper: back(logit + half) };
}
