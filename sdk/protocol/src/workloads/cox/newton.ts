import { Matrix } from "ml-matrix";
import { invertPositiveDefinite, unpackUpper } from "../../statistics/symmetric.ts";
import type { CoxPoint, CoxStart, CoxState } from "./state.ts";

/** A sum of |coefficients| past which a site's exp could leave the range of a double. */
const LARGEST_NORM = 250;
const SMALLEST_PART = 2 ** -60;
const HALVINGS_MOST = 20;
const OVERSHOOT_SHARE = 0.5;
/** In standard deviations of a column among those at risk. */
const LARGEST_MOVE = 1;
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
  const solved = invertPositiveDefinite(penalisedInformation(point, ridge));
  if (best !== null && isSameCohort(best.counts, point.counts) && isWorse(point, best, ridge, solved)) {
    const halvings = state.halvings + 1;
    const isOver = halvings > HALVINGS_MOST || iterations >= maximumIterations;
    const beta = point.beta.map((each, j) => (each + best.beta[j]!) / 2);
    return { ...state, iterations, halvings, ...(isOver ? { status: "notConverged" } : { beta }) };
  }
  return stepFrom({ ...state, iterations, halvings: 0, best: point }, point, solved, options);
}

type Solved = ReturnType<typeof invertPositiveDefinite>;

/**
 * Less likely than the best point, or far past the maximum on the way from it: the slope down there is more than a share of the slope up
 * here (Wolfe's condition), or the information is lost. Newton's step from such a point leads nowhere.
 */
function isWorse(point: CoxPoint, best: CoxPoint, ridge: number, solved: Solved): boolean {
  const before = penalised(best, ridge);
  if ("dependentColumn" in solved || penalised(point, ridge) < before - ROUNDING * (1 + Math.abs(before))) return true;
  const slopeOf = ({ beta, score }: CoxPoint) =>
    score.reduce((sum, each, j) => sum + (each - ridge * beta[j]!) * (point.beta[j]! - best.beta[j]!), 0);
  return slopeOf(point) < -OVERSHOOT_SHARE * slopeOf(best);
}

function stepFrom(state: CoxState, point: CoxPoint, solved: Solved, options: NewtonOptions): CoxState {
  const { beta, score, counts } = point;
  const { names, ridge } = options;
  const finished = (status: CoxState["status"], terms: readonly string[] = []): CoxState => ({
    ...state,
    status,
    terms,
  });
  // A penalty gives every coefficient information and a finite maximum.
  const isFree = ridge === 0;
  const variances = diagonalOf(point);
  const constant = names.filter((_, j) => isFree && variances[j]! <= CONSTANT_INFORMATION * counts.events);
  // Information that was there at 0 and is lost further out comes back with a smaller step.
  if (constant.length > 0 && beta.every((each) => each === 0)) return finished("collinear", constant);
  if ("dependentColumn" in solved) return finished("collinear", [names[solved.dependentColumn]!]);
  const gradient = score.map((each, j) => each - ridge * beta[j]!);
  const step = solved.inverse.mmul(Matrix.columnVector(gradient)).to1DArray();
  const longest = longestOf(step);
  if (longest <= options.tolerance) return finished("converged");
  const gain = step.reduce((sum, each, j) => sum + each * gradient[j]!, 0) / 2;
  const isRunning = isFree && state.lastStep > 0 && longest > RUNAWAY_STEP && longest > RUNAWAY_SHARE * state.lastStep;
  if (gain < FLAT_GAIN && isRunning) {
    return finished(
      "monotone",
      names.filter((_, j) => Math.abs(step[j]!) > longest / 10),
    );
  }
  if (state.iterations >= options.maximumIterations) return finished("notConverged");
  const next = within(beta, step, state.atZero?.spreads ?? []);
  return { ...state, beta: next, lastStep: longestOf(next.map((each, j) => each - beta[j]!)) };
}

function longestOf(step: readonly number[]): number {
  return step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}

/**
 * beta + step, or as much of the step as moves no coefficient by more than {@link LARGEST_MOVE}, since far beyond the maximum of a rare
 * level's coefficient there is no information left to come back; and as much as keeps within what sites can compute.
 */
function within(beta: readonly number[], step: readonly number[], spreads: readonly number[]): number[] {
  const move = longestOf(step.map((each, j) => each * (spreads[j] ?? 0)));
  for (let part = Math.min(1, LARGEST_MOVE / move); part > SMALLEST_PART; part /= 2) {
    const next = beta.map((each, j) => each + part * step[j]!);
    if (next.reduce((sum, each) => sum + Math.abs(each), 0) <= LARGEST_NORM) return next;
  }
  return [...beta];
}

function diagonalOf({ beta, information }: CoxPoint): number[] {
  const p = beta.length;
  return beta.map((_, j) => information[j * p - (j * (j - 1)) / 2]!);
}

/** What there is to compare with from the first sum, at coefficients of 0. */
export function atZeroOf(point: CoxPoint): CoxStart {
  const { logLikelihood, counts } = point;
  const spreads = diagonalOf(point).map((each) => Math.sqrt(Math.max(0, each) / counts.events));
  return { logLikelihood, scoreTest: scoreTest(point), spreads, counts };
}

/** score' information^-1 score at coefficients of 0, or null where the information has no inverse. */
function scoreTest({ score, information }: CoxPoint): number | null {
  const solved = invertPositiveDefinite(unpackUpper(Float64Array.from(information), score.length));
  if ("dependentColumn" in solved) return null;
  const column = Matrix.columnVector(Array.from(score));
  return column.transpose().mmul(solved.inverse).mmul(column).get(0, 0);
}
