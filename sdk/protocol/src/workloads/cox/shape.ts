import { triangleLength } from "../../statistics/symmetric.ts";
import type { Study } from "../../study/Study.ts";
import { studyError } from "../../study/studyFile.ts";
import { designOf } from "../design.ts";
import type { VectorShape } from "../Workload.ts";
import type { CoxSpec } from "./spec.ts";

type Place = { readonly study: Pick<Study, "document">; readonly stage: CoxSpec };

/** After log-likelihood, score and information. */
export const COX_COUNTS = ["rows", "events", "leftOut", "eventlessSites", "heldBackSites"] as const;

const LARGEST_FRACTION_BITS = 44;
const LEAST_FRACTION_BITS = 32;
/** Just above log 2. */
const LOG_2 = 0.6931471805599454;

/**
 * A contribution: log-likelihood / {@link likelihoodScale}, score (p), upper triangle of the information (p (p + 1) / 2), counts. Nothing
 * in it, its length included, depends on how many event times a site has.
 *
 * With u in [-1, 1] each event moves a score by at most 2 and an information by at most 1, the largest variance of such a u. Each
 * coordinate is therefore within 2 * maximumRows.
 */
export function coxShape(place: Place): VectorShape {
  const { maximumRows, sites } = place.study.document;
  const p = designOf(place).length;
  const bound = 2 * maximumRows;
  return {
    dimension: 1 + p + triangleLength(p) + COX_COUNTS.length,
    fractionBits: fractionBitsFor(bound, sites.maximum),
    bound,
  };
}

/**
 * A bound of one event's share of the log-likelihood at these coefficients: its risk set has at most maximumRows rows, whose linear
 * predictors differ by at most 2 * |beta|_1. Log-likelihoods travel divided by it, so all coordinates share one bound. No logarithm: all
 * machines must agree on it.
 */
export function likelihoodScale(beta: readonly number[], maximumRows: number): number {
  const bits = maximumRows.toString(2).length;
  return bits * LOG_2 + 2 * beta.reduce((sum, each) => sum + Math.abs(each), 0);
}

/** The largest f up to 44 whose sums fit 64 bits. @throws STUDY_INVALID where fewer than 32 are left. */
function fractionBitsFor(bound: number, maximumSites: number): number {
  for (let f = LARGEST_FRACTION_BITS; f >= LEAST_FRACTION_BITS; f--) {
    if (BigInt(maximumSites) * (BigInt(bound) * 2n ** BigInt(f) + 1n) < 2n ** 63n) return f;
  }
  throw studyError(
    "study.yaml.maximumRows",
    "The sums of this many rows and sites could leave the 64-bit ring.",
    `Keep maximumRows x sites.maximum below 2^30 (maximumRows up to ${Math.floor((2 ** 30 - 1) / maximumSites)}).`,
  );
}
