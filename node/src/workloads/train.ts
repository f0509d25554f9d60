import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Model } from "@consilium/sdk/models/Model.ts";
import { type Standardiser, siteStandardiser, standardiseRows } from "@consilium/sdk/models/standardise.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import type { TrainSpec } from "@consilium/sdk/workloads/train/spec.ts";
import { decodeTrainState } from "@consilium/sdk/workloads/train/train.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { checkCohort, gatherMatrix, gatherOutcomes } from "./cohort.ts";
import type { LocalRequest, LocalWorkload } from "./LocalWorkload.ts";
import type { SgdJob } from "./SgdJob.ts";
import { createTrainingThread, type TrainingThread, type TrainingThreadOptions } from "./trainingThread.ts";

/** The standardiser that a site applies: the model's pooled one, its own over these rows, or none. */
export function standardiserFor(
  model: Pick<Model, "standardise" | "standardiser" | "featureNames">,
  table: FeatureTable,
  rows: readonly number[],
): Standardiser | undefined {
  if (model.standardise !== "site") return model.standardiser;
  return siteStandardiser(gatherMatrix(table, model.featureNames, rows), model.featureNames.length);
}

/** Inputs and outcomes of these rows as training sees them: standardised, missing values 0, float32. */
export function trainingInputs(
  { inputs, outcome }: { inputs: readonly string[]; outcome: string },
  table: FeatureTable,
  rows: readonly number[],
  standardiser: Standardiser | undefined,
): { x: Float32Array; y: Float32Array } {
  const x = standardiseRows(gatherMatrix(table, inputs, rows), inputs.length, standardiser);
  return { x: Float32Array.from(x), y: Float32Array.from(gatherOutcomes(table, outcome, rows)) };
}

/** delta * min(1, norm / |delta|), each coordinate within the norm even after rounding. */
export function clipToNorm(delta: Float64Array, norm: number): Float64Array {
  const length = Math.sqrt(delta.reduce((sum, value) => sum + value * value, 0));
  if (length <= norm) return delta;
  return delta.map((value) => Math.min(norm, Math.max(-norm, value * (norm / length))));
}

/**
 * A site's weighted update: `localSteps` of SGD from the base model on the cohort; the parameter delta clipped to
 * `clippingNorm` and multiplied by w = min(rows / weightScale, 1); then w itself.
 *
 * Batches are drawn by a generator seeded with SHA-256(label ‖ stage seed ‖ iteration ‖ siteIndex), so the same inputs
 * give the same bytes. Whoever knows the study can repeat the draw: it protects nobody.
 */
async function localTrain(thread: TrainingThread, request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, siteIndex, signal, onProgress } = request;
  const context = point.context as StageContext<TrainSpec>;
  const { study, stage: train } = context;
  const { model } = decodeTrainState(context, point.state);
  checkCohort(study, table, rows);
  const columns = { inputs: model.featureNames, outcome: train.outcome };
  const job: SgdJob = {
    spec: model.spec,
    featureCount: model.featureNames.length,
    weights: model.weights,
    ...trainingInputs(columns, table, rows, standardiserFor(model, table, rows)),
    steps: train.localSteps,
    batchSize: train.batchSize,
    learningRate: train.learningRate,
    l2: train.l2 ?? 0,
    seeds: [train.seed, point.iteration, siteIndex],
  };
  const trained = await thread.run(job, {
    signal,
    onProgress: (completedSteps, backend) => onProgress?.({ completedSteps, totalSteps: train.localSteps, backend }),
  });
  const delta = Float64Array.from(trained, (value, i) => value - model.weights[i]!);
  if (!delta.every(Number.isFinite)) {
    throw new FederationError("WORKLOAD_FAILED", "Local training diverged to values that are not finite.", {
      field: `study.yaml: stage ${train.id}.learningRate`,
      hint: "Lower it, or standardise the inputs.",
    });
  }
  const weight = Math.min(rows.length / train.weightScale, 1);
  const contribution = new Float64Array(delta.length + 1);
  contribution.set(clipToNorm(delta, train.clippingNorm).map((value) => value * weight));
  contribution[delta.length] = weight;
  return checkContribution(point.shape, contribution);
}

/** A trainer for one daemon. Jobs queue on its one thread; the main thread stays free. */
export function createTrainer(options: TrainingThreadOptions = {}): Required<LocalWorkload> {
  const thread = createTrainingThread(options);
  return {
    local: (request) => localTrain(thread, request),
    backend: thread.backend,
    stop: thread.stop,
  };
}
