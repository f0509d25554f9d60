import type { Study } from "../study/Study.ts";

/** Layout and numeric range of the vector that one round sums. */
export interface VectorShape {
  /** Number of coordinates. */
  readonly dimension: number;
  /** Bits of a ring word: 32 for networks, 64 for statistics. */
  readonly ring: 32 | 64;
  /** f: a coordinate x is carried as round(x * 2^f). */
  readonly fractionBits: number;
  /** Largest absolute value of a coordinate of one site's contribution. */
  readonly bound: number;
}

/** The bytes a workload leaves behind, addressed by their SHA-256. */
export interface Artefact {
  readonly bytes: Uint8Array;
}

/** What `reduce` makes of a sum. `model` is absent where the workload yields only statistics. */
export interface Reduction {
  /** A JSON document for people and programs; part of the transcript. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** The next global model (safetensors bytes). */
  readonly model?: Artefact;
}

/**
 * The shared half of a workload: a pure function of public documents, so that coordinator, sites and auditors
 * all derive the same result. The `local` half lives in node/workloads.
 */
export interface Workload {
  readonly kind: "train" | "summary";
  shape(study: Study, base: Artefact | undefined): VectorShape;
  /** Decoded sum of the survivors' contributions (length `dimension`), and how many they are. Deterministic. */
  reduce(study: Study, base: Artefact | undefined, sum: Float64Array, survivorCount: number): Reduction;
}
