import { initialModel, type Model } from "@consilium/sdk/models/Model.ts";
import { type Standardiser, siteStandardiser } from "@consilium/sdk/models/standardise.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { inputsOf, modelSpecOf, type TrainSpec } from "@consilium/sdk/workloads/train/spec.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { gatherMatrix, trainingRows } from "./cohort.ts";
import { trainingInputs } from "./train.ts";
import type { TrainingThread } from "./trainingThread.ts";

/** One site's table and the rows of it that training may use (by default all that are not held out). */
export interface TrainingSource {
  readonly table: FeatureTable;
  readonly rows?: readonly number[];
}

export interface ReferenceOptions {
  /** Distinguishes the batch order of one reference from another's; a site's member index, or 255 for the pool. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/**
 * What one site (one source) or a pool of all records (several sources) would reach without federation: the same SGD
 * for the stage's rounds x localSteps steps. Where the study standardises, inputs are standardised by the mean and deviation of the
 * sources' training rows together, which the model carries. For reference tables only: pooling needs all records in
 * one process, as a demonstration on public data has them.
 */
export async function trainLocally(
  study: Study,
  stage: TrainSpec,
  sources: readonly TrainingSource[],
  thread: TrainingThread,
  { seed, signal }: ReferenceOptions,
): Promise<Model> {
  const featureNames = inputsOf({ study, stage }).map(({ name }) => name);
  const parts = sources.map(({ table, rows }) => ({ table, rows: rows ?? trainingRows(table) }));
  // The reference carries its own standardiser, so that it predicts alike for every site's rows.
  const standardiser = stage.standardise === "none" ? undefined : pooledStandardiser(featureNames, parts);
  const start = initialModel({
    spec: modelSpecOf(study),
    featureNames,
    standardise: standardiser === undefined ? "none" : "pooled",
    standardiser,
    studyDigest: study.digest,
    seed: stage.seed,
  });
  const columns = { inputs: featureNames, outcome: stage.outcome };
  const inputs = parts.map(({ table, rows }) => trainingInputs(columns, table, rows, standardiser));
  const weights = await thread.run(
    {
      spec: start.spec,
      featureCount: featureNames.length,
      weights: start.weights,
      x: joined(inputs.map(({ x }) => x)),
      y: joined(inputs.map(({ y }) => y)),
      steps: stage.rounds * stage.localSteps,
      batchSize: stage.batchSize,
      learningRate: stage.learningRate,
      l2: stage.l2 ?? 0,
      seeds: [stage.seed, 0xffff_ffff, seed],
    },
    { signal },
  );
  return { ...start, weights, step: stage.rounds };
}

function pooledStandardiser(
  featureNames: readonly string[],
  parts: readonly { table: FeatureTable; rows: readonly number[] }[],
): Standardiser {
  const x = parts.flatMap(({ table, rows }) => Array.from(gatherMatrix(table, featureNames, rows)));
  return siteStandardiser(Float64Array.from(x), featureNames.length);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
