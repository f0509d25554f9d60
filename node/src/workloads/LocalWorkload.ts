import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Artefact } from "@consilium/sdk/workloads/Workload.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";

/** How far a local computation is, for the operator's console. */
export interface LocalProgress {
  readonly completedSteps: number;
  readonly totalSteps: number;
  /** Numeric backend in use, for the round's log: `wasm`, `cpu`, or `plain` where none is needed. */
  readonly backend: string;
}

/** What one site computes one contribution from. */
export interface LocalRequest {
  readonly study: Study;
  /** Index in `planOf(study)`. */
  readonly step: number;
  /** The round's base model; undefined in a summary round. */
  readonly base: Artefact | undefined;
  readonly table: FeatureTable;
  /** Row indices of the cohort: consented, not held out, each once. */
  readonly rows: readonly number[];
  /** The site's permanent member index on chain. */
  readonly siteIndex: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LocalProgress) => void) | undefined;
}

/**
 * The `local` half of a workload: cohort and state to contribution, a float vector of `shapeOf(study, step).dimension`
 * coordinates, each finite and within the shape's bound. Nothing else computed from records leaves the node.
 */
export type LocalComputation = (request: LocalRequest) => Promise<Float64Array>;
