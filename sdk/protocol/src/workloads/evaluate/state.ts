import { parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import type { ScoreName } from "./score.ts";

/** What the first round found. */
export interface FirstRound {
  /** Rows that were scored, of the sites that did not hold theirs back. */
  readonly rows: number;
  readonly sites: number;
  readonly suppressedSites: number;
  /** Edges of the bins, ascending probabilities. */
  readonly edges: readonly number[];
}

/** Sums by bin over all sites, bins ascending. */
export interface BinSums {
  readonly negatives: readonly number[];
  readonly positives: readonly number[];
  /** Of the predicted probabilities. */
  readonly probability: readonly number[];
  /** Of the logits, of their squares and of their cubes; a logit beyond 16 counts as 16. */
  readonly logit: readonly number[];
  readonly logitSquares: readonly number[];
  readonly logitCubes: readonly number[];
}

export interface LevelSums {
  readonly level: string;
  readonly suppressedSites: number;
  /** Null where the level is withheld. */
  readonly counts: (Pick<BinSums, "negatives" | "positives"> & { readonly probability: number }) | null;
}

/** What the second round found. */
export interface SecondRound {
  readonly sites: number;
  readonly suppressedSites: number;
  readonly bins: BinSums;
  /** Sum of (p - y)^2. */
  readonly squaredError: number;
  /** Sum of the logits of rows with the outcome. */
  readonly logitOfPositives: number;
  /** Rows without a value that the score needs; null where they are few. */
  readonly leftOut: number | null;
  /** Sites with so few of these that they did not count them. */
  readonly hiddenLeftOut: number;
  readonly groups: readonly { readonly column: string; readonly levels: readonly LevelSums[] }[];
}

/** The state of an evaluation. Canonical JSON. */
export interface EvaluateState {
  /** Null where the earlier stage found none. */
  readonly score: ScoreName | null;
  readonly first: FirstRound | null;
  readonly second: SecondRound | null;
}

/** @throws WORKLOAD_FAILED for bytes that are no such state. */
export function decodeEvaluateState(bytes: Uint8Array): EvaluateState {
  const state = parseJson(bytes, "state") as Partial<EvaluateState> | null;
  const { score, first, second } = state ?? {};
  const isScore = typeof score === "object";
  const isFirst = first === null || (typeof first === "object" && Array.isArray(first.edges));
  const isSecond = second === null || (typeof second === "object" && Array.isArray(second.groups));
  if (isScore && isFirst && isSecond) return { score, first: first!, second: second! };
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of an evaluation.", { field: "state" });
}
