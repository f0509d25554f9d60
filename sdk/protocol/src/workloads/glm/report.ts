import { Matrix } from "ml-matrix";
import { normalQuantile, normalTwoSided, studentQuantile, studentTwoSided } from "../../statistics/distributions.ts";
import { invertPositiveDefinite } from "../../statistics/symmetric.ts";
import { COEFFICIENT_COLUMNS, coefficientRow, finite, INTERVAL_LEVEL } from "../coefficients.ts";
import type { ReportTable, StageReport } from "../Workload.ts";
import { estimatesOf, type GlmEstimates, linearPredictorOf } from "./estimates.ts";
import { exposureUnit, layoutOf, outcomeScale } from "./layout.ts";
import type { GlmPlace } from "./spec.ts";
import type { GlmFit, GlmState } from "./state.ts";

const LINKS = { gaussian: "identity", binomial: "logit", poisson: "log", multinomial: "logit" } as const;
const FINISHED = "converged";

/** What a fit says. Only one that has converged has estimates; of any other, `status` and `terms` say why it has none. */
export function glmReport(place: GlmPlace, state: GlmState): StageReport {
  const { stage } = place;
  const { status, iteration, beta, fit, squares, terms } = state;
  const frame = {
    family: stage.family,
    link: LINKS[stage.family],
    outcome: stage.outcome,
    intercept: stage.intercept ?? "common",
    offset: stage.offset ?? null,
    ridge: stage.ridge ?? 0,
    lasso: stage.lasso ?? 0,
    robust: stage.robust ?? false,
    status,
    /** The terms that separate the outcomes, or that the terms before determine. */
    statusTerms: terms,
    iterations: iteration,
    sites: fit?.sites ?? null,
    ...(fit?.counts ?? {}),
  };
  if (status !== FINISHED || beta === null || fit === null) {
    const none = { deviance: null, nullDeviance: null, logLik: null, aic: null, dispersion: null };
    const document = {
      ...frame,
      ...none,
      degreesOfFreedom: null,
      parameters: null,
      linearPredictor: null,
      linearPredictors: null,
    };
    return { document, tables: tablesOf([], null, [], []), files: {} };
  }
  const estimates = estimatesOf(place, { beta, fit, squares });
  const { classes, hasIntercept } = layoutOf(place);
  const { halfWidth } = outcomeScale(place);
  const deviance = fit.deviance * halfWidth ** 2;
  const logLik = logLikelihood(place, fit, deviance);
  const ownParameters = estimates.parameters + (stage.family === "gaussian" ? 1 : 0);
  const document = {
    ...frame,
    deviance,
    nullDeviance: nullDeviance(place, fit) * halfWidth ** 2,
    logLik: finite(logLik),
    /** -2 logLik + 2 parameters, a gaussian's variance counted as one, as R does. */
    aic: finite(2 * ownParameters - 2 * logLik),
    dispersion: estimates.dispersion,
    degreesOfFreedom: estimates.degreesOfFreedom,
    parameters: estimates.parameters,
    linearPredictor: classes.length === 0 ? linearPredictorOf(place, estimates) : null,
    /** Of a multinomial model one for each level but the first: the logarithm of its odds against the first. */
    linearPredictors:
      classes.length === 0
        ? null
        : classes.map((level, block) => ({ level, ...linearPredictorOf(place, estimates, block) })),
  };
  return {
    document,
    tables: tablesOf(
      estimates.terms,
      estimates.covariance,
      coefficientRows(place, estimates),
      // Of several coefficients of one column there is no one inflation.
      classes.length === 0 ? vifOf(estimates, hasIntercept) : [],
    ),
    files: {},
  };
}

function tablesOf(
  names: readonly string[],
  covariance: Matrix | null,
  coefficients: ReportTable["rows"],
  vif: ReportTable["rows"],
): Record<string, ReportTable> {
  const rows = names.map((name, j) => [name, ...names.map((_, k) => covariance?.get(j, k) ?? null)]);
  return {
    coefficients: { columns: COEFFICIENT_COLUMNS, rows: coefficients },
    vcov: { columns: ["term", ...names], rows },
    vif: { columns: ["term", "vif"], rows: vif },
  };
}

function coefficientRows(place: GlmPlace, estimates: GlmEstimates): ReportTable["rows"] {
  const { terms, coefficients, covariance, degreesOfFreedom } = estimates;
  const { hasIntercept } = layoutOf(place);
  const isGaussian = place.stage.family === "gaussian";
  const quantile =
    isGaussian && degreesOfFreedom > 0
      ? studentQuantile(INTERVAL_LEVEL, degreesOfFreedom)
      : normalQuantile(INTERVAL_LEVEL);
  const pOf = (statistic: number) =>
    isGaussian ? studentTwoSided(statistic, degreesOfFreedom) : normalTwoSided(statistic);
  return terms.map((term, j) => {
    const estimate = coefficients[j]! - (j === 0 && hasIntercept ? Math.log(exposureUnit(place)) : 0);
    const standardError = covariance === null ? Number.NaN : Math.sqrt(covariance.get(j, j));
    return coefficientRow({ term, estimate, standardError }, { quantile, pOf, hasRatio: !isGaussian });
  });
}

/**
 * Variance inflation of each coefficient: the diagonal of the inverse of the coefficients' correlation matrix without a common
 * intercept. For a gaussian model 1 / (1 - R²) of the column on the others (Fox and Monette, JASA 87, 1992, for others).
 */
function vifOf({ terms, inverseInformation: inverse }: GlmEstimates, hasIntercept: boolean): ReportTable["rows"] {
  const first = hasIntercept ? 1 : 0;
  const names = terms.slice(first);
  const correlation = Matrix.zeros(names.length, names.length);
  for (let j = 0; j < names.length; j++) {
    for (let k = 0; k < names.length; k++) {
      const [left, right] = [first + Math.min(j, k), first + Math.max(j, k)];
      const scale = Math.sqrt(inverse.get(left, left) * inverse.get(right, right));
      correlation.set(j, k, inverse.get(left, right) / scale);
    }
  }
  const inverted = invertPositiveDefinite(correlation, 0);
  return names.map((name, j) => [name, "inverse" in inverted ? finite(inverted.inverse.get(j, j)) : null]);
}

/** Of the outcomes in their own unit. A gaussian's is at the variance of highest likelihood, RSS / n. */
function logLikelihood({ stage }: GlmPlace, fit: GlmFit, deviance: number): number {
  const { rows } = fit.counts;
  if (stage.family === "gaussian") return (-rows / 2) * (Math.log((2 * Math.PI * deviance) / rows) + 1);
  return fit.saturated - deviance / 2;
}

/** The deviance of a model without terms: with the sites' own intercepts each sends its part, else from the totals. */
function nullDeviance(place: GlmPlace, { null: sum, outcome, exposure, classes, counts }: GlmFit): number {
  const { rows } = counts;
  if (place.stage.intercept === "site") return sum;
  const times = (count: number, share: number) => (count === 0 ? 0 : count * Math.log(share));
  switch (place.stage.family) {
    case "gaussian":
      return sum - (outcome * outcome) / rows;
    case "binomial":
      return -2 * (times(outcome, outcome / rows) + times(rows - outcome, 1 - outcome / rows));
    case "multinomial": {
      const first = rows - classes.reduce((all, count) => all + count, 0);
      return [first, ...classes].reduce((all, count) => all - 2 * times(count, count / rows), 0);
    }
    case "poisson":
      return sum - 2 * times(outcome, outcome / exposure);
  }
}
