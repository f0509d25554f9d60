import { Matrix } from "ml-matrix";
import { invertPositiveDefinite, unpackUpper } from "../../statistics/symmetric.ts";
import { proximalStep } from "./elasticNet.ts";
import { type GlmLayout, INTERCEPT } from "./layout.ts";
import type { GlmFamily } from "./spec.ts";
import type { AcceptedPoint, GlmState, GlmStatus } from "./state.ts";
import type { GlmSums } from "./sums.ts";

/** What a step of the fit rests on besides state and sums. */
export interface NewtonSettings {
  readonly layout: GlmLayout;
  readonly family: GlmFamily;
  readonly ridge: number;
  readonly lasso: number;
  readonly maximumIterations: number;
  readonly tolerance: number;
  readonly robust: boolean;
  /** f of the round's sums. */
  readonly fractionBits: number;
}

/** A column of which those before it leave less than this share (of its sum of squares) is collinear. */
const COLLINEAR = 1e-10;
/** A fall of the deviance within this share is as good as none. */
const SLACK = 1e-10;
/** Separation: the last gains are below the first of these, and each at least the second of these times the one before. */
const RUNAWAY = { gain: 1e-4, ratio: 0.2, steps: 4 };
/** A coefficient runs away where its step is this share of its own size and of the largest step. */
const RUNAWAY_SHARE = 0.01;

/**
 * Whether the sums are of the poisson start with one intercept, at means of y + 0.1 (McCullagh and Nelder 1989, section 2.5,
 * moved off 0): at coefficients of 0 a mean of 1 may be far off. Everything else starts at coefficients of 0.
 */
export function isStart(state: GlmState, { family, layout }: Pick<NewtonSettings, "family" | "layout">): boolean {
  return state.beta === null && family === "poisson" && layout.hasIntercept;
}

/**
 * One Newton step (Fisher scoring, the links being canonical) from the sums at the state's coefficients. A step after which
 * deviance plus penalty have risen, or more sites clamp, is halved: the next sums are taken half way. Sums of other rows than
 * before, since sites come and go, are not compared.
 *
 * Where fitted probabilities go to 0 or 1, the maximum is at infinity (Albert and Anderson 1984): each step then gains e times
 * less than the one before, where near a maximum it gains quadratically less. Four such steps in a row end the fit as
 * `separated`.
 */
export function newtonStep(settings: NewtonSettings, state: GlmState, sums: GlmSums, sites: number): GlmState {
  const { layout, ridge, lasso, maximumIterations, tolerance } = settings;
  const beta = state.beta ?? new Array<number>(layout.parameters).fill(0);
  const iteration = state.iteration + 1;
  const { rows, clampedSites } = sums.counts;
  const penalties = beta.map((_, j) => (layout.isIntercept(j) ? 0 : ridge));
  const corners = beta.map((_, j) => (layout.isIntercept(j) ? 0 : lasso));
  const penalty = beta.reduce((sum, b, j) => sum + penalties[j]! * b * b + 2 * corners[j]! * Math.abs(b), 0);
  const objective = sums.deviance + penalty;
  const starts = isStart(state, settings);
  const here: AcceptedPoint | null = starts ? null : { beta, objective, clampedSites, rows, sites };
  const { score: _score, ones: _ones, information, ...rest } = sums;
  const fit = { ...rest, information: Array.from(information), sites };
  const end = (status: GlmStatus, terms: readonly string[] = []): GlmState => ({
    ...state,
    ...{ status, iteration, beta, accepted: null, gains: [], fit, terms },
  });

  const before = state.accepted;
  const isComparable = before !== null && before.rows === rows && before.sites === sites;
  const hasRisen =
    isComparable &&
    (objective > before.objective + SLACK * (Math.abs(before.objective) + 1) || clampedSites > before.clampedSites);
  if (hasRisen) {
    if (iteration > maximumIterations) return end("notConverged");
    const halfWay = beta.map((b, j) => (b + before.beta[j]!) / 2);
    return { ...state, iteration, beta: halfWay, accepted: before, gains: [], fit };
  }

  const inverted = invertInformation(settings, sums, penalties, sites);
  if ("dependentColumn" in inverted) {
    const names = [layout.names[inverted.dependentColumn]!];
    return end(isComparable && settings.family !== "gaussian" ? "separated" : "collinear", names);
  }
  const { inverse, matrix } = inverted;
  const gradient = beta.map((b, j) => sums.score[j]! - penalties[j]! * b);
  const step = lasso === 0 ? timesVector(inverse, gradient) : proximalStep(matrix, gradient, beta, corners);
  const gain = step.reduce((sum, value, j) => sum + value * gradient[j]!, 0);
  const gridError = sites * 2 ** -settings.fractionBits * layout.scales[layout.at.score]!;
  const isSmall = step.every((value, j) => {
    let leverage = 0;
    for (let k = 0; k < step.length; k++) leverage += Math.abs(inverse.get(j, k));
    // Below what rounding to the grid and in float64 makes of a step, no step is more right than another.
    return Math.abs(value) <= Math.max(tolerance * (1 + Math.abs(beta[j]!)), leverage * (gridError + rows * 2 ** -50));
  });
  if (isSmall && !starts) {
    if (clampedSites > 0) return end("notConverged");
    return settings.robust ? { ...state, phase: "squares", iteration, beta, accepted: here, fit } : end("converged");
  }
  const gains = [...(isComparable ? state.gains : []), gain].slice(-RUNAWAY.steps);
  if (ridge === 0 && lasso === 0 && isRunaway(gains)) return end("separated", runawayTerms(layout, beta, step));
  if (iteration > maximumIterations) return end("notConverged");
  return { ...state, iteration, beta: beta.map((b, j) => b + step[j]!), accepted: here, gains, fit };
}

/**
 * Takes the squares of the scores at the fit. Where other sites than in the round before have sent them, the fit is not theirs:
 * it goes on from here.
 */
export function takeSquares(settings: NewtonSettings, state: GlmState, sums: GlmSums, sites: number): GlmState {
  const iteration = state.iteration + 1;
  const next = { ...state, iteration, accepted: null, gains: [] };
  if (state.fit?.sites === sites && state.fit.counts.rows === sums.counts.rows) {
    return { ...next, status: "converged", squares: Array.from(sums.information) };
  }
  return { ...next, phase: "newton", status: iteration > settings.maximumIterations ? "notConverged" : "fitting" };
}

function isRunaway(gains: readonly number[]): boolean {
  if (gains.length < RUNAWAY.steps || !(gains.at(-1)! < RUNAWAY.gain)) return false;
  return gains.every((gain, i) => i === 0 || gain > RUNAWAY.ratio * gains[i - 1]!);
}

/**
 * The inverse of the penalised information, or its first column that those before determine. Where rounding to the grid leaves
 * more than the usual tolerance, that decides; a column that is constant within each site leaves nothing beside the sites'
 * intercepts.
 */
function invertInformation(
  { layout, fractionBits }: NewtonSettings,
  sums: GlmSums,
  penalties: readonly number[],
  sites: number,
): { readonly inverse: Matrix; readonly matrix: Matrix } | { readonly dependentColumn: number } {
  const matrix = unpackUpper(sums.information, layout.parameters);
  penalties.forEach((penalty, j) => {
    matrix.set(j, j, matrix.get(j, j) + penalty);
  });
  const gridError = sites * 2 ** -fractionBits * layout.scales[0]!;
  // The weights add up to at most the rows, or to the outcomes of counts.
  const noise = 64 * gridError + 2 ** -44 * Math.max(sums.counts.rows, sums.outcome);
  const sizes = penalties.map((_, j) => matrix.get(j, j));
  const dependentColumn = sizes.findIndex((size) => !(size > noise));
  if (dependentColumn >= 0) return { dependentColumn };
  const smallest = Math.min(...sizes);
  const inverted = invertPositiveDefinite(
    matrix,
    sizes.map((size) => Math.max(COLLINEAR, noise / Math.sqrt(size * smallest))),
  );
  return "inverse" in inverted ? { ...inverted, matrix } : inverted;
}

/** The terms whose coefficients still move, each by a share of its own size; the intercept where none does. */
function runawayTerms(layout: GlmLayout, beta: readonly number[], step: readonly number[]): string[] {
  const largest = Math.max(...step.map(Math.abs));
  const names = step.flatMap((value, j) => {
    const moves = Math.abs(value) > RUNAWAY_SHARE * Math.max(Math.abs(beta[j]!), largest);
    return moves && !layout.isIntercept(j) ? [layout.names[j]!] : [];
  });
  return names.length > 0 ? names : [INTERCEPT];
}

function timesVector(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.mmul(Matrix.columnVector([...vector])).to1DArray();
}
