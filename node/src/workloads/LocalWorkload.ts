import type { CoursePoint } from "@consilium/sdk/workloads/course.ts";
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
  /** Stage, iteration, base state and shape of the round. */
  readonly point: CoursePoint;
  readonly table: FeatureTable;
  /** Row indices of the cohort: consented, of the rows that the stage is about (`rowSetOf`), each once. */
  readonly rows: readonly number[];
  /** The site's permanent member index on chain. */
  readonly siteIndex: number;
  /** Columns whose small cells this site's committee allowed by name. Nobody can allow them in the sum over all sites. */
  readonly allowRare?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LocalProgress) => void) | undefined;
}

/**
 * Cohort and state to contribution: a float vector of `point.shape.dimension` coordinates, each finite and within the
 * shape's bound. Nothing else computed from records leaves the node. Counts of patients that the vector lets be read off are
 * declared as a `CountTable`, and what `withheldCells` names stays out of it (`summary.ts` shows how).
 */
export type LocalComputation = (request: LocalRequest) => Promise<Float64Array>;

/** The `local` half of a workload at a node, with what it keeps warm between rounds. */
export interface LocalWorkload {
  readonly local: LocalComputation;
  /** Numeric backend in use, once one is up. */
  backend?(): string | undefined;
  stop?(): Promise<void>;
}
