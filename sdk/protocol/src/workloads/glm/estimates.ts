import { Matrix } from "ml-matrix";
import { invertPositiveDefinite, packUpper, unpackUpper } from "../../statistics/symmetric.ts";
import { type LinearPredictor, linearTermsOf } from "../linearPredictor.ts";
import { exposureUnit, layoutOf, outcomeScale } from "./layout.ts";
import type { GlmPlace } from "./spec.ts";
import type { GlmFit } from "./state.ts";

/** Coefficients in the columns' own units. Only + − × ÷ and roots, so that later stages may rest on them. */
export interface GlmEstimates {
  /** `(intercept)` first where it is common. */
  readonly terms: readonly string[];
  /**
   * The intercept is that of exposures in units of the offset's maximum ({@link exposureUnit}): in the offset's own unit it is
   * less by the logarithm of that maximum.
   */
  readonly coefficients: readonly number[];
  /** Covariance of the coefficients, times the dispersion; null under a lasso, and where no degree of freedom is left. */
  readonly covariance: Matrix | null;
  /** Inverse of the information, robust errors or not: what the inflation of variances is taken from. */
  readonly inverseInformation: Matrix;
  /**
   * The coefficients and the sites' intercepts; under a ridge fewer, the trace of the hat matrix; under a lasso those that are
   * not 0 (Zou, Hastie and Tibshirani 2007).
   */
  readonly parameters: number;
  readonly degreesOfFreedom: number;
  /** Of the outcome's own unit, squared; 1 for other families than gaussian. */
  readonly dispersion: number | null;
}

/**
 * Estimates from coefficients of the scaled columns and the sums there.
 *
 * Under a ridge the covariance is P⁻¹ H P⁻¹ with P = H + λI: of the penalised estimates about their own mean, so that intervals
 * do not cover for the bias that shrinkage makes. With an intercept for each site, the inverse of the concentrated information is
 * the block of the inverse of the full one (Patefield, Sankhyā B 39, 1977).
 */
export function estimatesOf(
  place: GlmPlace,
  { beta, fit, squares }: { beta: readonly number[]; fit: GlmFit; squares: readonly number[] | null },
): GlmEstimates {
  const { design, parameters, names, hasIntercept, isIntercept } = layoutOf(place);
  const ridge = place.stage.ridge ?? 0;
  const information = unpackUpper(Float64Array.from(fit.information), parameters);
  const penalised = information.clone();
  for (let j = 0; j < parameters; j++) if (!isIntercept(j)) penalised.set(j, j, penalised.get(j, j) + ridge);
  const inverted = invertPositiveDefinite(penalised, 0);
  const inverse = "inverse" in inverted ? inverted.inverse : Matrix.zeros(parameters, parameters);
  const shrunk = inverse.mmul(information);
  const isRobust = squares !== null;
  const middle = isRobust ? unpackUpper(Float64Array.from(squares), parameters) : information;
  const scaledCovariance = ridge === 0 && !isRobust ? inverse : inverse.mmul(middle).mmul(inverse);

  const { centre, halfWidth } = outcomeScale(place);
  const toOwn = Matrix.zeros(parameters, parameters);
  const first = hasIntercept ? 1 : 0;
  for (let block = 0; block < parameters; block += first + design.length) {
    if (hasIntercept) toOwn.set(block, block, halfWidth);
    design.forEach((column, j) => {
      const at = block + first + j;
      toOwn.set(at, at, halfWidth / column.halfWidth);
      if (hasIntercept) toOwn.set(block, at, (-halfWidth * column.centre) / column.halfWidth);
    });
  }
  const coefficients = toOwn.mmul(Matrix.columnVector([...beta])).to1DArray();
  if (hasIntercept) coefficients[0]! += centre;

  const { rows, heldBackSites, silentSites } = fit.counts;
  const siteIntercepts = hasIntercept ? 0 : fit.sites - heldBackSites - silentSites;
  const hasLasso = (place.stage.lasso ?? 0) > 0;
  const nonZero = beta.filter((b, j) => b !== 0 || isIntercept(j)).length;
  const unpenalised = ridge === 0 ? parameters : shrunk.trace();
  const effective = (hasLasso ? nonZero : unpenalised) + siteIntercepts;
  const degreesOfFreedom = rows - effective;
  const scaledDispersion = place.stage.family === "gaussian" ? fit.deviance / degreesOfFreedom : 1;
  const isKnown = degreesOfFreedom > 0;
  const inOwnUnits = (scaled: Matrix) => unpackUpper(packUpper(toOwn.mmul(scaled).mmul(toOwn.transpose())), parameters);
  const covariance = inOwnUnits(scaledCovariance).mul(isRobust ? 1 : scaledDispersion);
  return {
    terms: names,
    coefficients,
    covariance: isKnown && !hasLasso ? covariance : null,
    inverseInformation: inOwnUnits(inverse),
    parameters: effective,
    degreesOfFreedom,
    dispersion: isKnown ? scaledDispersion * halfWidth * halfWidth : null,
  };
}

/** The linear predictor; of a multinomial model that of the n-th level after the first. */
export function linearPredictorOf(place: GlmPlace, estimates: GlmEstimates, block = 0): LinearPredictor {
  const { design, hasIntercept } = layoutOf(place);
  const width = design.length + (hasIntercept ? 1 : 0);
  const coefficients = estimates.coefficients.slice(block * width, (block + 1) * width);
  const { offset } = place.stage;
  return {
    intercept: hasIntercept ? coefficients[0]! : null,
    terms: linearTermsOf(design, coefficients.slice(hasIntercept ? 1 : 0)),
    ...(offset !== undefined && { offset: { column: offset, unit: exposureUnit(place) } }),
  };
}
