import { parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";

/**
 * How a fit stands: `running`; `converged`; `monotone`: the likelihood rises for ever as a coefficient runs away; `collinear`: a term is
 * constant or follows from others; `notConverged` within the iterations; `tooFew`: a number of rows or events is below `minimumCell`.
 */
export type CoxStatus = "running" | "converged" | "monotone" | "collinear" | "notConverged" | "tooFew";

/** Rows, events and sites behind a sum. */
export interface CoxCounts {
  readonly rows: number;
  readonly events: number;
  readonly leftOut: number;
  readonly eventlessSites: number;
  readonly heldBackSites: number;
  readonly sites: number;
}

/** A sum at one point. Coefficients, score and information per half of each column's range; without the penalty. */
export interface CoxPoint {
  readonly beta: readonly number[];
  readonly logLikelihood: number;
  readonly score: readonly number[];
  /** Upper triangle. */
  readonly information: readonly number[];
  readonly counts: CoxCounts;
}

/** What later points are compared with. */
export interface CoxStart extends Pick<CoxPoint, "logLikelihood" | "counts"> {
  /** score' information^-1 score. */
  readonly scoreTest: number | null;
  /** Standard deviation of each column among those at risk, as an average over the events. */
  readonly spreads: readonly number[];
}

/** Score and information weighted with the transformed time g of each event, and the information with g squared, at the estimates. */
export interface CoxTrend extends Pick<CoxPoint, "score" | "information" | "counts"> {
  readonly squares: readonly number[];
}

/** The state between rounds. Canonical JSON. */
export interface CoxState {
  readonly status: CoxStatus;
  /** Where the next sum is asked; the last point's where the stage is finished. */
  readonly beta: readonly number[];
  /** Sums so far. */
  readonly iterations: number;
  /** How often the step from `best` was halved. */
  readonly halvings: number;
  /** The longest move of a coefficient in the step to `beta`. */
  readonly lastStep: number;
  /** The best point so far. */
  readonly best: CoxPoint | null;
  /** Of the first sum, at coefficients of 0. */
  readonly atZero: CoxStart | null;
  /** The sum after the fit, where the stage tests proportional hazards. */
  readonly trend: CoxTrend | null;
  /** The coefficients at fault where the status is monotone or collinear. */
  readonly terms: readonly string[];
}

export function decodeCoxState(state: Uint8Array): CoxState {
  const decoded = parseJson(state, "state") as Partial<CoxState> | null;
  const isState =
    typeof decoded?.status === "string" &&
    Array.isArray(decoded.beta) &&
    Array.isArray(decoded.terms) &&
    Number.isSafeInteger(decoded.iterations);
  if (isState) return decoded as CoxState;
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of a Cox regression.", { field: "state" });
}
