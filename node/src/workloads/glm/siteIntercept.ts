import { PREDICTOR_ROOM } from "@consilium/sdk/workloads/glm/layout.ts";
import type { GlmFamily } from "@consilium/sdk/workloads/glm/spec.ts";

const MOST_STEPS = 200;

/**
 * The site's own intercept α(β) of highest likelihood, given the rest of each row's linear predictor: the root of Σ (y - μ) = 0,
 * which makes of the site's log-likelihood the concentrated one (Patefield, "On the maximized likelihood function", Sankhyā B 39,
 * 1977). It follows from β alone, and never leaves the site. Undefined where all outcomes are equal, so that it is infinite.
 *
 * @param outcomes y of each row; of a gaussian model scaled
 * @param predictors of each row without the intercept, the offset included
 */
export function siteIntercept(family: GlmFamily, outcomes: Float64Array, predictors: Float64Array): number | undefined {
  const n = outcomes.length;
  const total = outcomes.reduce((sum, y) => sum + y, 0);
  if (family === "gaussian") {
    return n === 0 ? undefined : outcomes.reduce((sum, y, i) => sum + (y - predictors[i]!), 0) / n;
  }
  if (total === 0 || (family === "binomial" && total === n)) return undefined;
  return family === "poisson" ? Math.log(total) - logSumExp(predictors) : logisticIntercept(total, predictors);
}

function logSumExp(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * Newton's method within a bracket: the sum of probabilities rises with α, and the root is where all rows but the ends' would
 * agree.
 */
function logisticIntercept(total: number, predictors: Float64Array): number {
  const logit = Math.log(total / (predictors.length - total));
  let low = logit - predictors.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  let high = logit - predictors.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let alpha = logit - predictors.reduce((sum, value) => sum + value, 0) / predictors.length;
  for (let step = 0; step < MOST_STEPS && high > low; step++) {
    let excess = -total;
    let slope = 0;
    for (const predictor of predictors) {
      const eta = Math.min(PREDICTOR_ROOM, Math.max(-PREDICTOR_ROOM, alpha + predictor));
      const mean = 1 / (1 + Math.exp(-eta));
      excess += mean;
      slope += mean * (1 - mean);
    }
    if (excess > 0) high = alpha;
    else low = alpha;
    const newton = alpha - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - alpha) <= 2 ** -51 * Math.max(1, Math.abs(alpha))) return next;
    alpha = next;
  }
  return alpha;
}
