import { canonicalJsonBytes } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { triangleLength } from "../../statistics/symmetric.ts";
import { type CountTable, withheldCells } from "../cells.ts";
import { refuseSum } from "../contribution.ts";
import { columnsOfDesign, designOf } from "../design.ts";
import type { Reduction, StageContext, VectorShape, Workload } from "../Workload.ts";
import { checkCoxSpec } from "./checkSpec.ts";
import { advance, atZeroOf } from "./newton.ts";
import { readTrend, trendShape } from "./proportionality.ts";
import { readCounts, refuseDerivatives, refuseLikelihood } from "./refuse.ts";
import { coxReport } from "./report.ts";
import { coxShape, likelihoodScale } from "./shape.ts";
import { CoxSpec, coxDefaults } from "./spec.ts";
import { type CoxCounts, type CoxPoint, type CoxState, decodeCoxState } from "./state.ts";

type Context = StageContext<CoxSpec>;

function begin(context: Context): Uint8Array {
  const beta = designOf(context).map(() => 0);
  const state: CoxState = {
    status: "running",
    beta,
    iterations: 0,
    halvings: 0,
    lastStep: 0,
    best: null,
    atZero: null,
    trend: null,
    terms: [],
  };
  return canonicalJsonBytes(state);
}

/** The state of this stage. @throws WORKLOAD_FAILED where it has other coefficients */
function stateOf(context: Context, bytes: Uint8Array): CoxState {
  const state = decodeCoxState(bytes);
  if (state.beta.length === designOf(context).length && state.beta.every(Number.isFinite)) return state;
  throw new FederationError("WORKLOAD_FAILED", "The state has other coefficients than the stage.", { field: "state" });
}

function ask(context: Context, bytes: Uint8Array): VectorShape | undefined {
  const { status, trend } = stateOf(context, bytes);
  if (status === "running") return coxShape(context);
  const isTested = status === "converged" && context.stage.proportionality !== undefined;
  return isTested && trend === null ? trendShape(context) : undefined;
}

/** What sites compute: a point of the fit, or after it the sums of the test of proportional hazards, at these coefficients. */
export function coxQuestion(context: Context, bytes: Uint8Array): { isTest: boolean; beta: readonly number[] } {
  const { status, beta } = stateOf(context, bytes);
  return { isTest: status !== "running", beta };
}

/**
 * The counts that a contribution gives away, for `withheldCells`: the cohort's rows, whose number is known anyway, are those with the
 * event, those censored and those left out.
 */
export function coxCells({ rows, events, leftOut }: { rows: number; events: number; leftOut: number }): CountTable {
  return {
    cells: { events, censored: rows - events, leftOut, rows: rows + leftOut },
    sums: [{ total: "rows", of: ["events", "censored", "leftOut"] }],
    known: ["rows"],
  };
}

/** The sum by its names. @throws AGGREGATE_REFUSED, WORKLOAD_FAILED */
function readPoint(context: Context, beta: readonly number[], sum: Float64Array, sites: number): CoxPoint {
  const p = beta.length;
  const scale = likelihoodScale(beta, context.study.document.maximumRows);
  const point = {
    beta,
    logLikelihood: sum[0]! * scale,
    score: Array.from(sum.subarray(1, 1 + p)),
    information: Array.from(sum.subarray(1 + p, 1 + p + triangleLength(p))),
    counts: readCounts(context, sum, sites),
  };
  refuseLikelihood(context, point);
  refuseDerivatives(context, point);
  return point;
}

function reduce(context: Context, bytes: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  const state = stateOf(context, bytes);
  const shape = ask(context, bytes);
  if (shape === undefined) {
    throw new FederationError("ROUND_PHASE", "The regression has had its last round.", { field: "state" });
  }
  refuseSum(shape, sum, survivorCount);
  if (state.status === "running") {
    const point = readPoint(context, state.beta, sum, survivorCount);
    return reductionOf(context, nextState(context, state, point), point.counts, { logLikelihood: point.logLikelihood });
  }
  const trend = readTrend(context, sum, survivorCount);
  return reductionOf(context, { ...state, trend }, trend.counts, {});
}

/** Whether a number of rows or events in all is too small to be told, or to be fitted to. */
function areFew({ study }: Context, counts: CoxCounts): boolean {
  return counts.events === 0 || withheldCells(coxCells(counts), study.document.minimumCell).size > 0;
}

/** The next state, and figures without small counts: a cohort may have shrunk since the round before. */
function reductionOf(context: Context, next: CoxState, counts: CoxCounts, figures: object): Reduction {
  const { rows, events, leftOut, ...sites } = counts;
  const isShown = !areFew(context, counts);
  return {
    state: canonicalJsonBytes(next),
    figures: {
      iteration: next.iterations,
      status: next.status,
      ...(isShown ? { rows, events, leftOut, ...figures } : { rows: rows + leftOut }),
      ...sites,
    },
  };
}

function nextState(context: Context, state: CoxState, point: CoxPoint): CoxState {
  const { counts } = point;
  if (areFew(context, counts)) {
    return { ...state, status: "tooFew", iterations: state.iterations + 1, best: null, atZero: null };
  }
  const atZero = state.atZero ?? atZeroOf(point);
  const names = designOf(context).map(({ name }) => name);
  return advance({ ...state, atZero }, point, { names, ...coxDefaults(context.stage) });
}

/**
 * Cox's proportional hazards (JRSS B 34, 1972), stratified by site: every site has its own baseline hazard and forms its risk sets wholly
 * within. What leaves a site in a round is its partial log-likelihood, its gradient and its information, each summed over all event times,
 * and three counts: nothing by time, so no patient's covariates stand alone in it. Equal to the stratified fit of the pooled rows to 1e-8.
 */
export const cox: Workload<CoxSpec> = {
  spec: CoxSpec,
  yieldsModel: false,
  checkSpec: checkCoxSpec,
  roundsAtMost: ({ stage }) => coxDefaults(stage).maximumIterations + (stage.proportionality === undefined ? 0 : 1),
  discloses: (place) => ({
    release: "exact",
    columns: [place.stage.time, place.stage.event, ...columnsOfDesign(designOf(place))],
    parameters: designOf(place).length,
  }),
  startsFrom: () => [],
  begin,
  ask,
  asked: (context, bytes) => canonicalJsonBytes(coxQuestion(context, bytes)),
  reduce,
  report: (context, bytes) => coxReport(context, stateOf(context, bytes)),
};
