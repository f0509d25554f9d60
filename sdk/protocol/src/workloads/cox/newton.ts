import { Matrix } from "ml-matrix";
import { invertPositiveDefinite, unpackUpper } from "../../statistics/symmetric.ts";
import type { CoxPoint, CoxState } from "./state.ts";

/** A sum of |coefficients| past which a site's exp could leave the range of a double. */
const LARGEST_NORM = 250;
const SMALLEST_PART = 2 ** -60;
const HALVINGS_MOST = 20;
/** A column with less information an event is constant at every site. */
const CONSTANT_INFORMATION = 1e-8;
/** The likelihood can gain no more than this ... */
const FLAT_GAIN = 1e-5;
/** ... and a coefficient still moves, by more than half of its move before: towards a maximum each move is far below the last. */
const RUNAWAY_SHARE = 0.5;
/** What rounding moves where ranges are very wide is less. */
const RUNAWAY_STEP = 1e-3;
/** What rounding may leave of a log-likelihood of 1. */
const ROUNDING = 1e-9;

export interface NewtonOptions {
  readonly names: readonly string[];
  readonly ridge: number;
  readonly maximumIterations: number;
  readonly tolerance: number;
}

/** log-likelihood - lambda / 2 |beta|^2. */
function penalised({ logLikelihood, beta }: CoxPoint, ridge: number): number {
  return logLikelihood - (ridge / 2) * beta.reduce((sum, each) => sum + each * each, 0);
}

/** Information plus lambda. */
export function penalisedInformation({ beta, information }: CoxPoint, ridge: number): Matrix {
  const p = beta.length;
  return unpackUpper(Float64Array.from(information), p).add(Matrix.eye(p).mul(ridge));
}

/** Whether two sums are over as many rows, events and sites. A revocation or a dropout in between changes the likelihood itself. */
export function isSameCohort(a: CoxPoint["counts"], b: CoxPoint["counts"]): boolean {
  return a.rows === b.rows && a.events === b.events && a.sites === b.sites && a.heldBackSites === b.heldBackSites;
}

/**
 * Newton's method one sum further: where the point is worse than the best one, half of the step back; else a step from it, or the end.
 * Additions, products, quotients and roots only.
 */
export function advance(state: CoxState, point: CoxPoint, options: NewtonOptions): CoxState {
  const { ridge, maximumIterations } = options;
  const iterations = state.iterations + 1;
  const { best } = state;
  if (best !== null && isSameCohort(best.counts, point.counts)) {
    const before = penalised(best, ridge);
    if (penalised(point, ridge) < before - ROUNDING * (1 + Math.abs(before))) {
      const halvings = state.halvings + 1;
      const isOver = halvings > HALVINGS_MOST || iterations >= maximumIterations;
      const beta = point.beta.map((each, j) => (each + best.beta[j]!) / 2);
      return { ...state, iterations, halvings, ...(isOver ? { status: "notConverged" } : { beta }) };
    }
  }
  return stepFrom({ ...state, iterations, halvings: 0, best: point }, point, options);
}

function stepFrom(state: CoxState, point: CoxPoint, { names, ridge, ...options }: NewtonOptions): CoxState {
  const { beta, score, counts } = point;
  const information = penalisedInformation(point, ridge);
  const finished = (status: CoxState["status"], terms: readonly string[] = []): CoxState => ({
    ...state,
    status,
    terms,
  });
  const constant = names.filter((_, j) => information.get(j, j) <= CONSTANT_INFORMATION * counts.events);
  // A coefficient that has run away has no information left either; at 0 none has.
  if (constant.length > 0) return finished(beta.every((each) => each === 0) ? "collinear" : "monotone", constant);
  const solved = invertPositiveDefinite(information);
  if ("dependentColumn" in solved) return finished("collinear", [names[solved.dependentColumn]!]);
  const gradient = score.map((each, j) => each - ridge * beta[j]!);
  const step = solved.inverse.mmul(Matrix.columnVector(gradient)).to1DArray();
  const longest = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (longest <= options.tolerance) return finished("converged");
  const gain = step.reduce((sum, each, j) => sum + each * gradient[j]!, 0) / 2;
  const isRunning = state.lastStep > 0 && longest > RUNAWAY_STEP && longest > RUNAWAY_SHARE * state.lastStep;
  if (gain < FLAT_GAIN && isRunning) {
    return finished(
      "monotone",
      names.filter((_, j) => Math.abs(step[j]!) > longest / 10),
    );
  }
  if (state.iterations >= options.maximumIterations) return finished("notConverged");
  return { ...state, beta: within(beta, step), lastStep: longest };
}

/** beta + step, or as much of the step as keeps it within what sites can compute. */
function within(beta: readonly number[], step: readonly number[]): number[] {
  for (let part = 1; part > SMALLEST_PART; part /= 2) {
    const next = beta.map((each, j) => each + part * step[j]!);
    if (next.reduce((sum, each) => sum + Math.abs(each), 0) <= LARGEST_NORM) return next;
  }
  return [...beta];
}

/** score' information^-1 score at coefficients of 0, or null where the information has no inverse. */
export function scoreTest({ score, information }: CoxPoint): number | null {
  const solved = invertPositiveDefinite(unpackUpper(Float64Array.from(information), score.length));
  if ("dependentColumn" in solved) return null;
  const column = Matrix.columnVector(Array.from(score));
  return column.transpose().mmul(solved.inverse).mmul(column).get(0, 0);
}
