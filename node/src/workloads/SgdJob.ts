import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";

/** One run of plain stochastic gradient descent, as it travels to the worker thread. */
export interface SgdJob {
  readonly spec: ModelSpec;
  readonly featureCount: number;
  /** Starting parameters, flat (`layersOf`). */
  readonly weights: Float32Array;
  /** Standardised inputs, row-major, missing values imputed. */
  readonly x: Float32Array;
  /** 0 or 1 per row. */
  readonly y: Float32Array;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Ridge penalty l2/2 * |kernel|^2; biases are free. */
  readonly l2: number;
  /** What the batch order is derived from: study seed, step index, site index. Reproducible, no privacy mechanism. */
  readonly seeds: readonly number[];
}

/** Which numeric backend to start, and from where. */
export interface BackendChoice {
  /** Default `wasm` (SIMD, one thread), with `cpu` (plain JavaScript) where it cannot load. */
  readonly backend?: "wasm" | "cpu" | undefined;
  /** Folder of the .wasm files, ending in a separator; by default the installed package's. */
  readonly wasmFolder?: string | undefined;
}

export interface RunRequest {
  readonly kind: "run";
  readonly id: number;
  readonly job: SgdJob;
}

export type WorkerReport =
  | { readonly kind: "ready"; readonly backend: string; readonly notice: string | undefined }
  | { readonly kind: "progress"; readonly id: number; readonly completedSteps: number }
  | { readonly kind: "done"; readonly id: number; readonly weights: Float32Array }
  | { readonly kind: "failed"; readonly id: number | undefined; readonly message: string };
