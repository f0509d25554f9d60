import { triangleLength } from "@consilium/sdk/statistics/symmetric.ts";
import { type GlmLayout, PREDICTOR_ROOM } from "@consilium/sdk/workloads/glm/layout.ts";
import type { GlmPhase } from "@consilium/sdk/workloads/glm/state.ts";
import type { GlmRows } from "./glmRows.ts";

/** Where fitted probabilities count as 0 or 1. */
const BOUNDARY = 1e-8;

/**
 * A site's sums of a multinomial model (McCullagh and Nelder 1989, chapter 5): the coefficients of the levels after the first
 * stand one block after another. Between the blocks of levels k and l a row adds μk (δkl - μl) zz'; in the round of the robust
 * errors the squares of its score, rk rl zz'.
 */
export async function sumClasses(input: {
  readonly layout: GlmLayout;
  readonly usable: GlmRows;
  readonly beta: readonly number[];
  readonly phase: GlmPhase;
  readonly rest: { isDue(row: number): boolean; now(): Promise<void> };
}): Promise<{ information: Float64Array; score: Float64Array; deviance: number; boundarySites: number }> {
  const { layout, usable, beta, phase, rest } = input;
  const { parameters, classes } = layout;
  const width = parameters / classes.length;
  const information = new Float64Array(triangleLength(parameters));
  const score = new Float64Array(parameters);
  const z = new Float64Array(width).fill(1);
  const means = new Float64Array(classes.length + 1);
  const residuals = new Float64Array(classes.length);
  let deviance = 0;
  let boundarySites = 0;
  for (let i = 0; i < usable.count; i++) {
    usable.fill(i, z, 1);
    const y = usable.outcomes[i]!;
    fittedOf(beta, z, means);
    deviance -= 2 * Math.log(means[y]!);
    if (means.some((mean) => mean > 1 - BOUNDARY)) boundarySites = 1;
    for (let k = 0; k < classes.length; k++) residuals[k] = (y === k + 1 ? 1 : 0) - means[k + 1]!;
    for (let j = 0, at = 0; j < parameters; j++) {
      const k = Math.floor(j / width);
      const left = z[j - k * width]!;
      score[j]! += residuals[k]! * left;
      for (let m = j; m < parameters; m++) {
        const l = Math.floor(m / width);
        const spread = (k === l ? means[k + 1]! : 0) - means[k + 1]! * means[l + 1]!;
        const weight = phase === "newton" ? spread : residuals[k]! * residuals[l]!;
        information[at++]! += weight * left * z[m - l * width]!;
      }
    }
    if (rest.isDue(i)) await rest.now();
  }
  return { information, score, deviance, boundarySites };
}

/** Writes the fitted probability of each level, the first included. */
function fittedOf(beta: readonly number[], z: Float64Array, means: Float64Array): void {
  let most = 0;
  means[0] = 0;
  for (let k = 1; k < means.length; k++) {
    let eta = 0;
    for (let j = 0; j < z.length; j++) eta += beta[(k - 1) * z.length + j]! * z[j]!;
    means[k] = Math.min(PREDICTOR_ROOM, Math.max(-PREDICTOR_ROOM, eta));
    most = Math.max(most, means[k]!);
  }
  let total = 0;
  for (let k = 0; k < means.length; k++) {
    means[k] = Math.exp(means[k]! - most);
    total += means[k]!;
  }
  for (let k = 0; k < means.length; k++) means[k]! /= total;
}
