import { Matrix } from "ml-matrix";
import { chiSquareUpper, normalQuantile, normalTwoSided } from "../../statistics/distributions.ts";
import { invertPositiveDefinite, unpackUpper } from "../../statistics/symmetric.ts";
import { COEFFICIENT_COLUMNS, coefficientRow, INTERVAL_LEVEL } from "../coefficients.ts";
import { type DesignColumn, designOf } from "../design.ts";
import { type LinearPredictor, linearTermsOf } from "../linearPredictor.ts";
import type { ReportTable, StageContext, StageReport } from "../Workload.ts";
import { isSameCohort, penalisedInformation } from "./newton.ts";
import { proportionalityTest } from "./proportionality.ts";
import { type CoxSpec, coxDefaults } from "./spec.ts";
import type { CoxPoint, CoxState } from "./state.ts";

const NO_FIGURES = COEFFICIENT_COLUMNS.slice(1).map(() => null);

/** Covariances in the columns' own units: the inverse of the information, or of the penalised one under a ridge penalty. */
function covarianceOf(point: CoxPoint, ridge: number, design: readonly DesignColumn[]): Matrix | undefined {
  const solved = invertPositiveDefinite(penalisedInformation(point, ridge));
  if ("dependentColumn" in solved) return undefined;
  const scale = Matrix.diag(design.map(({ halfWidth }) => 1 / halfWidth));
  return scale.mmul(solved.inverse).mmul(scale);
}

/** A chi-square test of all coefficients at once. */
function testOf(statistic: number | null | undefined, degreesOfFreedom: number) {
  if (statistic === null || statistic === undefined) return null;
  return { statistic, degreesOfFreedom, pValue: chiSquareUpper(statistic, degreesOfFreedom) };
}

/** Likelihood ratio, Wald and score test against coefficients of 0; none under a penalty, which changes their distribution. */
function testsOf({ best, atZero }: CoxState, ridge: number) {
  const p = best?.beta.length ?? 0;
  const isComparable = atZero !== null && best !== null && ridge === 0;
  // A cohort that changed since the first round has another likelihood at 0.
  const isSame = isComparable && isSameCohort(atZero.counts, best.counts);
  return {
    likelihoodRatioTest: isSame ? testOf(2 * (best.logLikelihood - atZero.logLikelihood), p) : null,
    waldTest: isComparable ? testOf(waldStatistic(best), p) : null,
    scoreTest: isSame ? testOf(atZero.scoreTest, p) : null,
  };
}

function waldStatistic({ beta, information }: CoxPoint): number {
  const column = Matrix.columnVector(Array.from(beta));
  return column
    .transpose()
    .mmul(unpackUpper(Float64Array.from(information), beta.length))
    .mmul(column)
    .get(0, 0);
}

/** What a Cox stage says. Estimates only where the fit has converged; all in the columns' own units. */
export function coxReport(context: StageContext<CoxSpec>, state: CoxState): StageReport {
  const { stage } = context;
  const { ties, ridge } = coxDefaults(stage);
  const design = designOf(context);
  const { status, best, atZero } = state;
  const fit =
    status === "converged" && best !== null ? { best, covariance: covarianceOf(best, ridge, design) } : undefined;
  const covariance = fit?.covariance;
  const tests = fit === undefined ? testsOf({ ...state, best: null }, ridge) : testsOf(state, ridge);
  const coefficients: ReportTable = {
    columns: COEFFICIENT_COLUMNS,
    rows: design.map((column, j) =>
      fit === undefined || covariance === undefined
        ? [column.name, ...NO_FIGURES]
        : coefficientRow(
            {
              term: column.name,
              estimate: fit.best.beta[j]! / column.halfWidth,
              standardError: Math.sqrt(covariance.get(j, j)),
            },
            { quantile: normalQuantile(INTERVAL_LEVEL), pOf: normalTwoSided, hasRatio: true },
          ),
    ),
  };
  const names = design.map(({ name }) => name);
  const vcov: ReportTable = {
    columns: ["term", ...names],
    rows: covariance === undefined ? [] : names.map((name, j) => [name, ...covariance.getRow(j)]),
  };
  const proportionality = proportionalityTest(names, state);
  const slopes = fit?.best.beta.map((each, j) => each / design[j]!.halfWidth);
  const linearPredictor: LinearPredictor | null =
    slopes === undefined ? null : { intercept: 0, terms: linearTermsOf(design, slopes) };
  return {
    document: {
      time: stage.time,
      event: stage.event,
      strata: "site",
      ties,
      ridge,
      status,
      terms: state.terms,
      statusText: statusText(state),
      iterations: state.iterations,
      rows: best?.counts.rows ?? null,
      events: best?.counts.events ?? null,
      leftOut: best?.counts.leftOut ?? null,
      sites: best?.counts.sites ?? null,
      eventlessSites: best?.counts.eventlessSites ?? null,
      heldBackSites: best?.counts.heldBackSites ?? null,
      logLikelihood: fit?.best.logLikelihood ?? null,
      nullLogLikelihood: atZero?.logLikelihood ?? null,
      ...tests,
      proportionality: stage.proportionality === undefined ? null : proportionalityText(stage, proportionality),
      linearPredictor,
      method: METHOD,
    },
    tables: { coefficients, vcov, ...(proportionality !== undefined && { proportionality }) },
    files: {},
  };
}

function proportionalityText({ proportionality }: CoxSpec, table: ReportTable | undefined): string {
  const time = proportionality === "identity" ? "the time" : "log(1 + time)";
  if (table === undefined) return "Not tested: no fit, or another cohort than that of the fit.";
  return `Score test of log hazard ratios that follow ${time}. A small p speaks against proportional hazards.`;
}

const METHOD =
  "Cox regression stratified by site. Hazard ratios per unit of the column, or against the first level of a category. Concordance is not " +
  "among these figures: it needs each patient's place among the others.";

function statusText({ status, terms }: CoxState): string {
  switch (status) {
    case "running":
      return "The fit has not ended.";
    case "converged":
      return "The fit converged.";
    case "monotone":
      return `No estimates: the likelihood rises for ever as coefficients run away (${terms.join(", ")}), as where no patient of a level has the event. Leave such terms out, merge levels, or set ridge.`;
    case "collinear":
      return `No estimates: ${terms.join(", ")} is constant within every site, has a declared range far wider than its values, or follows from the terms before it. Leave it out, or set ridge.`;
    case "notConverged":
      return "No estimates: the fit did not converge. Raise maximumIterations, or declare narrower ranges.";
    case "tooFew":
      return "No estimates: there are fewer events, censored or left-out rows than minimumCell.";
  }
}
