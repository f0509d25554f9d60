import { digestBytes } from "../../canonical/digest.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { decodeModel, encodeModel, initialModel, type Model, requireArchitecture } from "../../models/Model.ts";
import { ZERO_BYTES32 } from "../../schemas/round.ts";
import { refuseSum } from "../contribution.ts";
import { standardiserFrom } from "../summary/table.ts";
import type { Reduction, ReportTable, StageContext, StageReport, VectorShape, Workload } from "../Workload.ts";
import {
  checkTrainSpec,
  inputsOf,
  modelSpecOf,
  standardisationOf,
  startModelId,
  TrainSpec,
  trainShape,
} from "./spec.ts";

type Context = StageContext<TrainSpec>;

/** The registered model that the stage starts from, checked; undefined where it starts from the initial one. */
function startModel(context: Context): { bytes: Uint8Array; model: Model } | undefined {
  const modelId = startModelId(context.stage);
  if (modelId === undefined) return undefined;
  const bytes = context.models.get(modelId);
  if (bytes === undefined) {
    throw new FederationError("NOT_FOUND", `The bytes of model ${modelId} are not here.`, {
      field: `study.yaml: stage ${context.stage.id}.startFrom`,
      hint: "Publish the study with a coordinator whose archive has the model.",
    });
  }
  return { bytes, model: requireArchitecture(decodeModel(bytes), frameOf(context)) };
}

function frameOf({ study, stage }: Context) {
  return { spec: modelSpecOf(study), featureNames: inputsOf({ study, stage }).map(({ name }) => name) };
}

/**
 * A state of the stage: the bytes of its model. Either the very model the stage starts from, or one that this study's
 * rounds made. `rounds`: how many of the stage's rounds made it.
 */
export function decodeTrainState(context: Context, state: Uint8Array): { model: Model; rounds: number } {
  const start = startModel(context);
  const model = requireArchitecture(decodeModel(state), frameOf(context));
  if (start !== undefined && digestBytes(start.bytes) === digestBytes(state)) return { model: start.model, rounds: 0 };
  if (model.studyDigest !== context.study.digest) {
    throw new FederationError("STUDY_MISMATCH", "The model belongs to another study.", { field: "__metadata__.study" });
  }
  const expected = start?.model.standardise ?? standardisationOf(context.stage);
  if (model.standardise !== expected) {
    throw new FederationError("MODEL_SHAPE_MISMATCH", "The model standardises its inputs in another way.", {
      field: "__metadata__.standardise",
    });
  }
  return { model, rounds: model.step - (start?.model.step ?? 0) };
}

function begin(context: Context): Uint8Array {
  const start = startModel(context);
  if (start !== undefined) return start.bytes;
  const { study, stage, results } = context;
  const standardise = standardisationOf(stage)!;
  const standardiser =
    standardise === "pooled" ? standardiserFrom(results.get(stage.standardise!), inputsOf(context)) : undefined;
  return encodeModel(
    initialModel({ ...frameOf(context), standardise, standardiser, studyDigest: study.digest, seed: stage.seed }),
  );
}

function ask(context: Context, state: Uint8Array): VectorShape | undefined {
  return decodeTrainState(context, state).rounds < context.stage.rounds ? trainShape(context) : undefined;
}

/**
 * Federated averaging (McMahan et al. 2017): new = base + sum(w_i * delta_i) / sum(w_i), in float64 and rounded once to
 * float32. Only additions, one division and one rounding, so every machine gets the same bytes.
 *
 * @throws WORKLOAD_FAILED where the weights sum to nothing or the sum is impossible; ROUND_PHASE after the last round; what
 * {@link decodeModel} throws.
 */
function reduce(context: Context, state: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  refuseSum(trainShape(context), sum, survivorCount);
  const { model, rounds } = decodeTrainState(context, state);
  if (rounds >= context.stage.rounds) {
    throw new FederationError("ROUND_PHASE", `The stage has had its ${rounds} rounds.`, { field: "state" });
  }
  const totalWeight = sum.at(-1)!;
  if (!(totalWeight > 0)) {
    throw new FederationError("WORKLOAD_FAILED", "The survivors' weights sum to nothing.", {
      field: `sum.${sum.length - 1}`,
      hint: "Run the round again with sites that have training rows.",
    });
  }
  refuseAggregate(context, sum, survivorCount);
  const weights = model.weights.map((weight, i) => weight + sum[i]! / totalWeight);
  if (!weights.every(Number.isFinite)) {
    throw new FederationError("WORKLOAD_FAILED", "The new model has a weight that is not finite.", { field: "sum" });
  }
  const step = model.step + 1;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) squares += (sum[i]! / totalWeight) ** 2;
  return {
    state: encodeModel({ ...model, weights, step, studyDigest: context.study.digest }),
    figures: {
      step,
      sites: survivorCount,
      /** Sum of min(rows / weightScale, 1) over the survivors. */
      totalWeight,
      /** L2 norm of the mean delta. */
      deltaNorm: Math.sqrt(squares),
    },
  };
}

/**
 * What contributions within the rules cannot sum to: survivors of at least the minimum cohort weigh at least that much, and a mean of
 * clipped deltas is no longer than the clipping norm. Rounding to the grid adds half a step a coordinate and site.
 */
function refuseAggregate(context: Context, sum: Float64Array, survivorCount: number): void {
  const { stage, study } = context;
  const { fractionBits, dimension } = trainShape(context);
  const rounding = survivorCount * 2 ** -(fractionBits + 1);
  const least = survivorCount * Math.min(study.document.minimumCohort / stage.weightScale, 1);
  const totalWeight = sum[dimension - 1]!;
  let squares = 0;
  for (let i = 0; i < dimension - 1; i++) squares += sum[i]! ** 2;
  const tooLight = totalWeight < least - rounding;
  const tooLong = Math.sqrt(squares) > (totalWeight + rounding) * stage.clippingNorm + rounding * Math.sqrt(dimension);
  if (!tooLight && !tooLong) return;
  throw new FederationError(
    "AGGREGATE_REFUSED",
    tooLight
      ? "The survivors weigh less than their minimum cohorts."
      : "The mean update is longer than the clipping norm.",
    { field: tooLight ? "totalWeight" : "deltaNorm", hint: "A site broke the rules; the sum does not say which." },
  );
}

/** The weights and how inputs are standardised; neither the study that made the model nor how many rounds it has had. */
function asked(_context: Context, state: Uint8Array): Uint8Array {
  return encodeModel({ ...decodeModel(state), studyDigest: ZERO_BYTES32, step: 0 });
}

function report(context: Context, state: Uint8Array): StageReport {
  const { model, rounds } = decodeTrainState(context, state);
  const { spec, featureNames, standardise, weights, step } = model;
  return {
    document: {
      architecture: spec,
      inputs: featureNames,
      outcome: context.stage.outcome,
      standardise,
      parameters: weights.length,
      rounds,
      step,
      modelDigest: digestBytes(state),
    },
    tables: spec.type === "logistic" ? { coefficients: coefficientTable(model) } : {},
    files: { "model.safetensors": state },
  };
}

/** A logistic model's weights, per standard deviation where inputs are standardised; the last row is the intercept. */
function coefficientTable({ featureNames, weights, standardiser }: Model): ReportTable {
  const rows = [...featureNames, "(intercept)"].map((name, i) => [
    name,
    weights[i]!,
    standardiser?.mean[i] ?? null,
    standardiser?.deviation[i] ?? null,
  ]);
  return { columns: ["name", "weight", "mean", "deviation"], rows };
}

/** Federated averaging of a logistic regression or MLP; equals the plain weighted mean to fixed-point error. */
export const train: Workload<TrainSpec> = {
  spec: TrainSpec,
  yieldsModel: true,
  checkSpec: checkTrainSpec,
  roundsAtMost: ({ stage }) => stage.rounds,
  discloses: ({ study, stage }) => {
    const columns = [...inputsOf({ study, stage }).map(({ name }) => name), stage.outcome];
    // A regression's coefficients; a network has more than its rows by design, so only its release class can be judged.
    return { release: "exact", columns, ...(study.model?.type === "logistic" && { parameters: columns.length }) };
  },
  startsFrom: (stage) => [startModelId(stage)].filter((modelId) => modelId !== undefined),
  begin,
  ask,
  asked,
  reduce,
  report,
};
