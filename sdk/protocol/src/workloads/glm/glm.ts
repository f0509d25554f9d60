import { canonicalJsonBytes } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { columnsOfDesign, designOf } from "../design.ts";
import type { Reduction, StageContext, VectorShape, Workload } from "../Workload.ts";
import { checkGlmSpec } from "./checkGlmSpec.ts";
import { classesOf, glmShape, layoutOf } from "./layout.ts";
import { isStart, newtonStep, takeSquares } from "./newton.ts";
import { glmReport } from "./report.ts";
import { DEFAULT_ITERATIONS, DEFAULT_TOLERANCE, type GlmPlace, GlmSpec } from "./spec.ts";
import { decodeGlmState, encodeGlmState, type GlmPhase, type GlmState, INITIAL_STATE } from "./state.ts";
import { decodeSums, type GlmSums } from "./sums.ts";

type Context = StageContext<GlmSpec>;

function ask(context: Context, state: Uint8Array): VectorShape | undefined {
  const { status } = decodeGlmState(layoutOf(context), state);
  return status === "fitting" ? glmShape(context) : undefined;
}

/**
 * Where a site takes its sums: coefficients of the scaled columns, whether it starts at its own outcomes instead, and which sums.
 */
export function glmPoint(
  context: Context,
  state: Uint8Array,
): { beta: readonly number[]; starts: boolean; phase: GlmPhase } {
  const layout = layoutOf(context);
  const decoded = decodeGlmState(layout, state);
  const beta = decoded.beta ?? new Array<number>(layout.parameters).fill(0);
  return { beta, starts: isStart(decoded, { family: context.stage.family, layout }), phase: decoded.phase };
}

function reduce(context: Context, bytes: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  const { stage, study } = context;
  const layout = layoutOf(context);
  const state = decodeGlmState(layout, bytes);
  if (state.status !== "fitting") {
    throw new FederationError("ROUND_PHASE", `The fit has ended: ${state.status}.`, { field: "state" });
  }
  const shape = glmShape(context);
  const sums = decodeSums({ study, stage, layout }, shape, sum, survivorCount, state.phase);
  refuseLonely(context, sums.counts, survivorCount);
  const settings = {
    layout,
    family: stage.family,
    ridge: stage.ridge ?? 0,
    lasso: stage.lasso ?? 0,
    maximumIterations: stage.maximumIterations ?? DEFAULT_ITERATIONS,
    tolerance: stage.tolerance ?? DEFAULT_TOLERANCE,
    robust: stage.robust ?? false,
    fractionBits: shape.fractionBits,
  };
  const next = (state.phase === "newton" ? newtonStep : takeSquares)(settings, state, sums, survivorCount);
  return { state: encodeGlmState(next), figures: figuresOf(next) };
}

/** Zeros of the others leave a sum that is one site's, or that colluding sites can take their own off. */
function refuseLonely({ study }: Context, counts: GlmSums["counts"], survivorCount: number): void {
  const { colluders } = study.document.protection;
  const contributing = survivorCount - counts.heldBackSites - counts.silentSites;
  if (contributing >= Math.min(survivorCount, colluders + 2)) return;
  throw new FederationError("AGGREGATE_REFUSED", "Too few sites contribute to the sum.", {
    field: "heldBackSites",
    hint: "Leave out terms that are rare at the sites, or those with many missing values.",
  });
}

/** What the round's transcript says of the fit; the deviance is in units of the scaled outcome. */
function figuresOf({ status, iteration, terms, fit }: GlmState): Reduction["figures"] {
  const { deviance, counts, sites } = fit!;
  return { iteration, status, terms, deviance, sites, ...counts };
}

function columnsOf({ study, stage }: GlmPlace): string[] {
  const { outcome, offset } = stage;
  return [...columnsOfDesign(designOf({ study, stage })), outcome, ...(offset === undefined ? [] : [offset])];
}

/**
 * Generalised linear models whose estimates, standard errors and p are those of the pooled fit to fixed-point error: Newton's
 * method, each step from one secure sum of X'WX, score and deviance.
 */
export const glm: Workload<GlmSpec> = {
  spec: GlmSpec,
  yieldsModel: false,
  checkSpec: checkGlmSpec,
  roundsAtMost: ({ stage }) => (stage.maximumIterations ?? DEFAULT_ITERATIONS) + (stage.robust ? 2 : 1),
  discloses: (place) => ({
    release: "exact",
    columns: columnsOf(place),
    parameters: Math.max(1, classesOf(place).length) * (designOf(place).length + 1),
  }),
  startsFrom: () => [],
  begin: () => encodeGlmState(INITIAL_STATE),
  ask,
  asked: (context, state) => canonicalJsonBytes(glmPoint(context, state)),
  reduce,
  report: (context, state) => glmReport(context, decodeGlmState(layoutOf(context), state)),
};
