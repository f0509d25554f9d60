import type { TSchema } from "typebox";
import type { StageFrame } from "../schemas/study.ts";
import type { Study } from "../study/Study.ts";

/** What one round sums: layout and numeric range of a contribution. */
export interface VectorShape {
  /** Number of coordinates. */
  readonly dimension: number;
  /** f: a coordinate x is carried as round(x * 2^f). */
  readonly fractionBits: number;
  /** Largest absolute value of a coordinate of one site's contribution. */
  readonly bound: number;
}

/** A file of columns for R and pandas: one header, rows of the same length. Null is a value that is withheld or absent. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** What a finished stage says: one document, tables and binary files by name (`model.safetensors`). */
export interface StageReport {
  readonly document: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<Record<string, ReportTable>>;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** A finished stage as a later one sees it. */
export interface StageResult {
  readonly workload: string;
  readonly report: StageReport;
}

/** What a stage's functions may rest on: public, and the same for coordinator, sites and auditors. */
export interface StageContext<Spec extends StageFrame = StageFrame> {
  readonly study: Study;
  readonly stage: Spec;
  /** Results of the stages before, by id. */
  readonly results: ReadonlyMap<string, StageResult>;
  /** Bytes of the registered models that the study's stages start from, by model id on chain. */
  readonly models: ReadonlyMap<number, Uint8Array>;
}

/** What `reduce` makes of a sum. */
export interface Reduction {
  /** The next state. Its SHA-256 stands in the round's transcript. */
  readonly state: Uint8Array;
  /** A JSON document of the round for people and programs; part of the transcript. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** In which form a contribution leaves its site: as it is, or with the noise of differential privacy already in it. */
export const RELEASE_CLASSES = ["exact", "dp"] as const;
export type ReleaseClass = (typeof RELEASE_CLASSES)[number];

/** What the rounds of a stage let out of a site's records. It follows from the study alone; each site's policy judges it. */
export interface Disclosure {
  readonly release: ReleaseClass;
  /** Columns of which a statistic leaves the site, each once. Counts among them go through `withheldCells`. */
  readonly columns: readonly string[];
  /**
   * Id of the stage whose model the scores are of that leave. No sum of one of its inputs leaves, but a value of few patients may show
   * in the scores.
   */
  readonly scoresOf?: string;
  /** How many parameters an exact regression fits: as many as rows would tell the rows. */
  readonly parameters?: number;
}

/** Which rows of a site's table a stage is about, as the study's `split` marks them. */
export type RowSet = "training" | "heldOut" | "all";

/** Where a stage stands in `study.yaml`, for its rules. */
export interface StagePlace<Spec extends StageFrame> {
  readonly study: Omit<Study, "digest">;
  readonly stage: Spec;
  /** Stages before it. */
  readonly earlier: readonly StageFrame[];
  /** Path of the stage, for example `study.yaml.stages.1`; a rule names `${field}.outcome`. */
  readonly field: string;
}

/**
 * The shared half of a workload: a small state machine, so that a fit may stop when it has converged and a tree may grow
 * as it must. Every function is pure and deterministic: coordinator, sites and auditors derive the same bytes. The `local`
 * half is in node/src/workloads. Its kind is its key in the table {@link WORKLOADS}.
 */
export interface Workload<Spec extends StageFrame = StageFrame> {
  /** Schema of the stage in `study.yaml`, `id` and `workload` included. */
  readonly spec: TSchema;
  /** Whether a state is a model: then the round's result is registered on chain, with the state before as its parent. */
  readonly yieldsModel: boolean;
  /** The rules that a schema cannot say. @throws STUDY_INVALID naming the field. */
  checkSpec(place: StagePlace<Spec>): void;
  /** The most finalised rounds that the stage takes. */
  roundsAtMost(place: Pick<StagePlace<Spec>, "study" | "stage">): number;
  /** What leaves a site in the stage's rounds, for the sites' policies. */
  discloses(place: Pick<StagePlace<Spec>, "study" | "stage">): Disclosure;
  /** Which rows the stage is about: `training`, where it is not given. Never a held-out row for a stage that learns. */
  rows?(stage: Spec): RowSet;
  /** Ids of registered models that `begin` needs. */
  startsFrom(stage: Spec): readonly number[];
  /** The state before the first round. @throws what makes a start impossible, for example MODEL_SHAPE_MISMATCH. */
  begin(context: StageContext<Spec>): Uint8Array;
  /** What the next sum is, or nothing: the stage is finished. @throws where the bytes are no state of this stage. */
  ask(context: StageContext<Spec>, state: Uint8Array): VectorShape | undefined;
  /**
   * The part of a state that sites compute from, where a state also says what they do not look at, such as its study: rounds over
   * equal parts ask the same. All of the state where it is not given.
   */
  asked?(context: StageContext<Spec>, state: Uint8Array): Uint8Array;
  /**
   * From the decoded sum of the survivors' contributions, and how many they are, to the next state.
   * @throws AGGREGATE_REFUSED for a sum that contributions within the study's rules cannot have made
   */
  reduce(context: StageContext<Spec>, state: Uint8Array, sum: Float64Array, survivorCount: number): Reduction;
  /** What a finished stage says, for people, programs and later stages. */
  report(context: StageContext<Spec>, state: Uint8Array): StageReport;
}
