import { sigmoid } from "../../models/predict.ts";
import { total } from "./discrimination.ts";
import { around, aroundLog, type Estimate, NO_ESTIMATE } from "./intervals.ts";
import type { BinSums } from "./state.ts";

/** How far predicted probabilities are those that were observed (Cox 1958; Van Calster et al., BMC Medicine 17, 2019). */
export interface Recalibration {
  /** Patients with the outcome against the sum of their predicted probabilities; 1 where these are right on average. */
  readonly observedToExpected: Estimate;
  /** a of logit P(y) = a + logit(p); 0 where right. */
  readonly inTheLarge: Estimate;
  /** a and b of logit P(y) = a + b logit(p); 0 and 1 where right. A slope below 1: predictions too extreme. */
  readonly intercept: Estimate;
  readonly slope: Estimate;
}

const MOST_STEPS = 50;

interface Bin {
  readonly rows: number;
  readonly mean: number;
  readonly variance: number;
  /** Third central moment. */
  readonly skew: number;
}

/**
 * Recalibration from sums by bin. The part of the likelihood that has outcomes is exact. The rest is, in each bin, its expansion
 * to third order about the mean logit, by the moments of the logits there: what is left out is of fourth order in a bin's width.
 */
export function recalibrationOf(bins: BinSums, logitOfPositives: number): Recalibration {
  const P = total(bins.positives);
  const rows = P + total(bins.negatives);
  const expected = total(bins.probability);
  if (P === 0 || P === rows || expected <= 0) {
    return { observedToExpected: NO_ESTIMATE, inTheLarge: NO_ESTIMATE, intercept: NO_ESTIMATE, slope: NO_ESTIMATE };
  }
  const parts = bins.negatives.flatMap((negatives, i): Bin[] => {
    const count = negatives + bins.positives[i]!;
    if (count === 0) return [];
    const mean = bins.logit[i]! / count;
    const variance = Math.max(0, bins.logitSquares[i]! / count - mean * mean);
    return [{ rows: count, mean, variance, skew: bins.logitCubes[i]! / count - 3 * mean * variance - mean ** 3 }];
  });
  const large = fit(parts, P, logitOfPositives, true);
  const both = fit(parts, P, logitOfPositives, false);
  return {
    // Variance of the logarithm as Debray et al. (BMJ 356, 2017) have it.
    observedToExpected: aroundLog(P / expected, (1 - P / rows) / P),
    inTheLarge: large === undefined ? NO_ESTIMATE : around(large.a, large.varianceA),
    intercept: both === undefined ? NO_ESTIMATE : around(both.a, both.varianceA),
    slope: both === undefined ? NO_ESTIMATE : around(both.b, both.varianceB),
  };
}

/** Newton's steps; undefined where they lead nowhere, as where the scores separate the outcomes. */
function fit(bins: readonly Bin[], P: number, logitOfPositives: number, fixedSlope: boolean) {
  let [a, b] = [0, 1];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information } = derivatives(bins, a, b);
    const [ga, gb] = [P - gradient[0], logitOfPositives - gradient[1]];
    const [aa, ab, bb] = information;
    const determinant = fixedSlope ? aa : aa * bb - ab * ab;
    if (!(determinant > 0)) return undefined;
    const da = fixedSlope ? ga / aa : (bb * ga - ab * gb) / determinant;
    const db = fixedSlope ? 0 : (aa * gb - ab * ga) / determinant;
    a += da;
    b += db;
    if (!(Math.abs(a) < 1e3 && Math.abs(b) < 1e3)) return undefined;
    if (Math.abs(da) + Math.abs(db) > 1e-10) continue;
    return { a, b, varianceA: (fixedSlope ? 1 : bb) / determinant, varianceB: aa / determinant };
  }
  return undefined;
}

/** First and second derivatives of the sum of log(1 + e^(a + b z)), by its expansion in each bin. */
function derivatives(bins: readonly Bin[], a: number, b: number) {
  let [ga, gb, aa, ab, bb] = [0, 0, 0, 0, 0];
  for (const { rows, mean: m, variance: v, skew: s } of bins) {
    const first = sigmoid(a + b * m);
    const second = first * (1 - first);
    const third = second * (1 - 2 * first);
    const fourth = second * (1 - 6 * second);
    const fifth = third * (1 - 12 * second);
    // Derivatives by a alone, by a and b beyond those through the mean, and by b twice beyond these.
    const slope = first + (third * b ** 2 * v) / 2 + (fourth * b ** 3 * s) / 6;
    const spread = second * b * v + (third * b ** 2 * s) / 2;
    const curve = second + (fourth * b ** 2 * v) / 2 + (fifth * b ** 3 * s) / 6;
    const mixed = third * b * v + (fourth * b ** 2 * s) / 2;
    ga += rows * slope;
    gb += rows * (slope * m + spread);
    aa += rows * curve;
    ab += rows * (curve * m + mixed);
    bb += rows * (curve * m * m + 2 * mixed * m + second * v + third * b * s);
  }
  return { gradient: [ga, gb] as const, information: [aa, ab, bb] as const };
}
