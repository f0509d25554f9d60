import { canonicalJsonBytes, parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { triangleLength } from "../../statistics/symmetric.ts";
import type { Count, GlmLayout } from "./layout.ts";

export const GLM_STATUSES = ["fitting", "converged", "separated", "collinear", "notConverged"] as const;
export type GlmStatus = (typeof GLM_STATUSES)[number];

/** What the next round's triangle is: the information, or once the fit has converged the squares of the scores. */
export const GLM_PHASES = ["newton", "squares"] as const;
export type GlmPhase = (typeof GLM_PHASES)[number];

/** The point that the fit goes on from, and what it is compared by: deviance plus penalty, of so many rows and sites. */
export interface AcceptedPoint {
  readonly beta: readonly number[];
  readonly objective: number;
  readonly clampedSites: number;
  readonly rows: number;
  readonly sites: number;
}

/** The sums at the coefficients of the state. */
export interface GlmFit {
  /** Upper triangle, of the scaled columns, without the penalty. */
  readonly information: readonly number[];
  readonly deviance: number;
  readonly null: number;
  readonly saturated: number;
  readonly exposure: number;
  readonly outcome: number;
  readonly classes: readonly number[];
  readonly counts: Readonly<Record<Count, number>>;
  readonly sites: number;
}

/** Canonical JSON between rounds; coefficients are of the scaled columns, a common intercept first. */
export interface GlmState {
  readonly status: GlmStatus;
  readonly phase: GlmPhase;
  /** Finalised rounds. */
  readonly iteration: number;
  /** Where the next sums are taken, or were taken last; null before the first round. */
  readonly beta: readonly number[] | null;
  readonly accepted: AcceptedPoint | null;
  /** What each of the last full Newton steps was expected to gain: see `newton.ts`. */
  readonly gains: readonly number[];
  /** Of the last round whose triangle was the information. */
  readonly fit: GlmFit | null;
  /** X'R²X of the scaled columns at the fit, where robust errors are asked for. */
  readonly squares: readonly number[] | null;
  /** The terms that a status of `separated` or `collinear` names. */
  readonly terms: readonly string[];
}

export const INITIAL_STATE: GlmState = {
  status: "fitting",
  phase: "newton",
  iteration: 0,
  beta: null,
  accepted: null,
  gains: [],
  fit: null,
  squares: null,
  terms: [],
};

export function encodeGlmState(state: GlmState): Uint8Array {
  return canonicalJsonBytes(state);
}

/** @throws WORKLOAD_FAILED where the bytes are no state of a fit of as many parameters. */
export function decodeGlmState({ parameters }: Pick<GlmLayout, "parameters">, bytes: Uint8Array): GlmState {
  const state = parseJson(bytes, "state") as Partial<GlmState> | null;
  const isVector = (value: unknown, length: number) =>
    Array.isArray(value) && value.length === length && value.every((each) => Number.isFinite(each));
  const isState =
    state !== null &&
    typeof state === "object" &&
    GLM_STATUSES.includes(state.status as GlmStatus) &&
    GLM_PHASES.includes(state.phase as GlmPhase) &&
    Number.isSafeInteger(state.iteration) &&
    (state.beta === null || isVector(state.beta, parameters)) &&
    (state.accepted === null || isVector(state.accepted?.beta, parameters)) &&
    (state.fit === null || isVector(state.fit?.information, triangleLength(parameters))) &&
    (state.squares === null || isVector(state.squares, triangleLength(parameters))) &&
    Array.isArray(state.gains) &&
    Array.isArray(state.terms);
  if (isState) return state as GlmState;
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of this glm.", { field: "state" });
}
