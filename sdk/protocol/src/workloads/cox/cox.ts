import { canonicalJsonBytes } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { triangleLength } from "../../statistics/symmetric.ts";
import { type CountTable, withheldCells } from "../cells.ts";
import { refuseSum } from "../contribution.ts";
import type { Reduction, StageContext, VectorShape, Workload } from "../Workload.ts";
import { checkCoxSpec } from "./checkSpec.ts";
import { coxDesign, termColumns } from "./design.ts";
import { advance, scoreTest } from "./newton.ts";
import { coxReport } from "./report.ts";
import { COX_COUNTS, coxShape, likelihoodScale } from "./shape.ts";
import { CoxSpec, coxDefaults } from "./spec.ts";
import { type CoxPoint, type CoxState, decodeCoxState } from "./state.ts";

type Context = StageContext<CoxSpec>;

function begin(context: Context): Uint8Array {
  const beta = coxDesign(context).map(() => 0);
  const state: CoxState = {
    status: "running",
    beta,
    iterations: 0,
    halvings: 0,
    lastStep: 0,
    best: null,
    atZero: null,
    terms: [],
  };
  return canonicalJsonBytes(state);
}

/** The state of this stage. @throws WORKLOAD_FAILED where it has other coefficients */
function stateOf(context: Context, bytes: Uint8Array): CoxState {
  const state = decodeCoxState(bytes);
  if (state.beta.length === coxDesign(context).length && state.beta.every(Number.isFinite)) return state;
  throw new FederationError("WORKLOAD_FAILED", "The state has other coefficients than the stage.", { field: "state" });
}

function ask(context: Context, bytes: Uint8Array): VectorShape | undefined {
  return stateOf(context, bytes).status === "running" ? coxShape(context) : undefined;
}

/** The coefficients at which a round's sum is asked, per half of each column's range. */
export function askedBeta(context: Context, bytes: Uint8Array): readonly number[] {
  return stateOf(context, bytes).beta;
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

/** The sum by its names. */
function readPoint(context: Context, beta: readonly number[], sum: Float64Array, sites: number): CoxPoint {
  const p = beta.length;
  const scale = likelihoodScale(beta, context.study.document.maximumRows);
  const [rows, events, leftOut, eventlessSites, heldBackSites] = sum.subarray(sum.length - COX_COUNTS.length);
  return {
    beta,
    logLikelihood: sum[0]! * scale,
    score: Array.from(sum.subarray(1, 1 + p)),
    information: Array.from(sum.subarray(1 + p, 1 + p + triangleLength(p))),
    counts: {
      rows: rows!,
      events: events!,
      leftOut: leftOut!,
      eventlessSites: eventlessSites!,
      heldBackSites: heldBackSites!,
      sites,
    },
  };
}

function reduce(context: Context, bytes: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  const state = stateOf(context, bytes);
  if (state.status !== "running") {
    throw new FederationError("ROUND_PHASE", "The regression has had its last round.", { field: "state" });
  }
  refuseSum(coxShape(context), sum, survivorCount);
  const fraction = sum.findIndex(
    (count, i) => i >= sum.length - COX_COUNTS.length && !(Number.isInteger(count) && count >= 0),
  );
  if (fraction >= 0) {
    throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number from 0.", {
      field: `sum.${fraction}`,
    });
  }
  const point = readPoint(context, state.beta, sum, survivorCount);
  refuseAggregate(context, point);
  const next = nextState(context, state, point);
  const { rows, events, leftOut, ...sites } = point.counts;
  const isShown = next.status !== "tooFew";
  return {
    state: canonicalJsonBytes(next),
    figures: {
      iteration: next.iterations,
      status: next.status,
      ...(isShown ? { rows, events, leftOut, logLikelihood: point.logLikelihood } : { rows: rows + leftOut }),
      ...sites,
    },
  };
}

function nextState(context: Context, state: CoxState, point: CoxPoint): CoxState {
  const { counts, logLikelihood } = point;
  const { minimumCell } = context.study.document;
  if (counts.events === 0 || withheldCells(coxCells(counts), minimumCell).size > 0) {
    return { ...state, status: "tooFew", iterations: state.iterations + 1, best: null, atZero: null };
  }
  const atZero = state.atZero ?? { logLikelihood, scoreTest: scoreTest(point), counts };
  const names = coxDesign(context).map(({ name }) => name);
  return advance({ ...state, atZero }, point, { names, ...coxDefaults(context.stage) });
}

/** What contributions within the rules cannot add up to. */
function refuseAggregate(context: Context, { beta, score, information, logLikelihood, counts }: CoxPoint): void {
  const { minimumCohort, maximumRows } = context.study.document;
  const { rows, events, eventlessSites, heldBackSites, sites } = counts;
  const p = beta.length;
  const slack = sites * 2 ** -coxShape(context).fractionBits + 1e-9 * events;
  const scale = likelihoodScale(beta, maximumRows);
  const refuse = (field: string): never => {
    throw new FederationError("AGGREGATE_REFUSED", "The sums are not what the survivors' cohorts can add up to.", {
      field,
      hint: "A site broke the rules; the sum does not say which.",
    });
  };
  if (eventlessSites + heldBackSites > sites) refuse("sites");
  if (rows < (sites - heldBackSites) * minimumCohort) refuse("rows");
  if (events > rows || events < sites - heldBackSites - eventlessSites) refuse("events");
  if (logLikelihood > slack * scale || logLikelihood < -(events + slack) * scale) refuse("logLikelihood");
  if (score.some((each) => Math.abs(each) > 2 * events + slack)) refuse("score");
  let at = 0;
  const variance = Array.from({ length: p }, (_, j) => information[j * p - (j * (j - 1)) / 2]!);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const covariance = information[at++]!;
      const largest = Math.sqrt(Math.max(0, variance[i]!) * Math.max(0, variance[j]!));
      if (variance[i]! < -slack || variance[i]! > events + slack || Math.abs(covariance) > largest + slack) {
        refuse("information");
      }
    }
  }
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
  roundsAtMost: ({ stage }) => coxDefaults(stage).maximumIterations,
  discloses: (place) => ({
    release: "exact",
    columns: [place.stage.time, place.stage.event, ...termColumns(place)],
    parameters: coxDesign(place).length,
  }),
  startsFrom: () => [],
  begin,
  ask,
  asked: (context, bytes) => canonicalJsonBytes({ beta: askedBeta(context, bytes) }),
  reduce,
  report: (context, bytes) => coxReport(context, stateOf(context, bytes)),
};
