import { type Static, Type } from "typebox";
import { parameterCount } from "../../models/layout.ts";
import type { Standardisation } from "../../models/Model.ts";
import { type ColumnSpec, Name, type NumericColumn } from "../../schemas/columns.ts";
import { type ModelSpec, StageFrame } from "../../schemas/study.ts";
import { ringFor } from "../../secagg/encoding.ts";
import type { Study } from "../../study/Study.ts";
import { studyError } from "../../study/studyFile.ts";
import { namedColumn, namedColumns, outcomeColumn } from "../stageColumns.ts";
import { type SummarySpec, summaryColumns } from "../summary/spec.ts";
import type { StageContext, StagePlace, VectorShape } from "../Workload.ts";

/** A `train` stage of `study.yaml`: federated averaging (McMahan et al. 2017) of clipped, weighted deltas. */
export const TrainSpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("train"),
    /** Inputs in order; every number, count and binary column but the outcome where it is not said. */
    inputs: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4_096, uniqueItems: true })),
    /** The binary column to predict. */
    outcome: Name,
    /**
     * The id of an earlier `summary` stage, whose pooled mean and deviation every site uses; `site`: each site's own;
     * `none`. Left out with `startFrom`: then as the model says.
     */
    standardise: Type.Optional(Name),
    /** `model 7`: the registered model that the first round starts from, with the same architecture and inputs. */
    startFrom: Type.Optional(Type.String({ pattern: "^model [1-9][0-9]{0,9}$" })),
    rounds: Type.Integer({ minimum: 1, maximum: 10_000 }),
    localSteps: Type.Integer({ minimum: 1, maximum: 100_000 }),
    batchSize: Type.Integer({ minimum: 1, maximum: 65_536 }),
    learningRate: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    l2: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    /** L2 norm a site's delta is clipped to; also the bound of each coordinate. */
    clippingNorm: Type.Number({ exclusiveMinimum: 0, maximum: 1_000 }),
    /** Sample counts are divided by this and capped at 1 before they weigh a delta. */
    weightScale: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  },
  { additionalProperties: false },
);
export type TrainSpec = Static<typeof TrainSpec>;

type Place = Pick<StageContext<TrainSpec>, "study" | "stage">;

const INPUT_TYPES: readonly ColumnSpec["type"][] = ["number", "count", "binary"];
const LARGEST_FRACTION_BITS = 24;
const FINE_FRACTION_BITS = 16;
const FINE_RING_BITS = 29;
const RING_BITS = 32;

/** The stage's inputs, in the order of the model's. */
export function inputsOf({ study, stage }: { study: Pick<Study, "document">; stage: TrainSpec }): NumericColumn[] {
  const { document } = study;
  const all = document.columns.filter(({ name, type }) => INPUT_TYPES.includes(type) && name !== stage.outcome);
  const chosen =
    stage.inputs === undefined ? all : namedColumns(document, stage.inputs, `study.yaml: stage ${stage.id}.inputs`);
  return chosen as NumericColumn[];
}

/** The study's last stage that trains. @throws STUDY_INVALID where none does. */
export function trainStageOf({ document }: Pick<Study, "document">): TrainSpec {
  const stage = document.stages.findLast(({ workload }) => workload === "train");
  if (stage !== undefined) return stage as TrainSpec;
  throw studyError("study.yaml.stages", "The study has no train stage.", "Use a study that trains a model.");
}

/** The registered model that the stage starts from; undefined where it starts from the initial model. */
export function startModelId({ startFrom }: Pick<TrainSpec, "startFrom">): number | undefined {
  return startFrom === undefined ? undefined : Number(startFrom.slice("model ".length));
}

/** How the stage says inputs are standardised; undefined where the model it starts from says it. */
export function standardisationOf({ standardise }: TrainSpec): Standardisation | undefined {
  if (standardise === undefined || standardise === "site" || standardise === "none") return standardise;
  return "pooled";
}

/** The architecture of `model.json`. @throws STUDY_INVALID where there is none. */
export function modelSpecOf({ model }: Pick<Study, "model">): ModelSpec {
  if (model !== undefined) return model;
  throw studyError("model.json", "The train workload needs a model.", 'Add it, for example {"type": "logistic"}.');
}

/**
 * Largest f <= 24 whose sums fit a ring of 29 bits; where that leaves fewer than 16, the largest up to 16 that fits 32: wider words
 * take twice the masks. 29 bits give a hundred sites the resolution of Flower's SecAgg (22 bits within the clipping range), and what
 * the ML-KEM ciphertexts add to a vector they take off again. @throws STUDY_INVALID where even f = 8 does not fit
 */
function fractionBitsFor(bound: number, maximumSites: number, field: string): number {
  for (let f = LARGEST_FRACTION_BITS; f >= 8; f--) {
    const limit = f > FINE_FRACTION_BITS ? FINE_RING_BITS : RING_BITS;
    if (ringFor({ fractionBits: f, bound }, maximumSites) <= limit) return f;
  }
  throw studyError(field, "Clipped deltas of this many sites do not fit a 32-bit ring.", "Lower it.");
}

/**
 * P + 1 coordinates: the weighted, clipped parameter delta w * (new - base), then the weight w itself. Both are
 * within max(clippingNorm, 1), since w <= 1.
 */
export function trainShape({ study, stage }: Place, field = `study.yaml: stage ${stage.id}`): VectorShape {
  const bound = Math.max(stage.clippingNorm, 1);
  return {
    dimension: parameterCount(modelSpecOf(study), inputsOf({ study, stage }).length) + 1,
    fractionBits: fractionBitsFor(bound, study.document.sites.maximum, `${field}.clippingNorm`),
    bound,
  };
}

/** Outcome, inputs and standardiser are columns and stages that can be used so, and the model is there and fits the ring. */
export function checkTrainSpec({ study, stage, earlier, field }: StagePlace<TrainSpec>): void {
  const { document } = study;
  outcomeColumn(document, stage.outcome, ["binary"], `${field}.outcome`);
  const inputs = stage.inputs === undefined ? inputsOf({ study: { document }, stage }) : namedInputs();
  if (inputs.length === 0) {
    throw studyError(
      `${field}.inputs`,
      "There is no column to learn from.",
      "Declare a number, count or binary column.",
    );
  }
  checkStandardise({ study, stage, earlier, field }, inputs);
  modelSpecOf(study);
  trainShape({ study: study as Study, stage }, field);

  function namedInputs(): ColumnSpec[] {
    const columns = namedColumns(document, stage.inputs!, `${field}.inputs`);
    columns.forEach(({ name }, i) => {
      namedColumn(document, name, INPUT_TYPES, `${field}.inputs.${i}`);
      if (name === stage.outcome) {
        throw studyError(`${field}.inputs.${i}`, "The outcome cannot be an input.", "Leave it out.");
      }
    });
    return columns;
  }
}

function checkStandardise(place: StagePlace<TrainSpec>, inputs: readonly ColumnSpec[]): void {
  const { study, stage, earlier } = place;
  const field = `${place.field}.standardise`;
  const summaries = earlier.filter(({ workload }) => workload === "summary");
  const words = [...summaries.map(({ id }) => id), "site", "none"].join(", ");
  if (stage.startFrom !== undefined) {
    if (stage.standardise === undefined) return;
    throw studyError(field, "A model that is trained further keeps its standardiser.", "Leave it out with startFrom.");
  }
  if (stage.standardise === undefined) throw studyError(field, "It is missing.", `Use one of ${words}.`);
  if (standardisationOf(stage) !== "pooled") return;
  const source = summaries.find(({ id }) => id === stage.standardise);
  if (source === undefined) {
    throw studyError(
      field,
      `There is no earlier summary stage '${stage.standardise}'.`,
      `Use one of ${words}; a summary stage stands before this one.`,
    );
  }
  const summed = summaryColumns({ study: study as Study, stage: source as SummarySpec });
  const absent = inputs.find(({ name }) => !summed.some((column) => column.name === name));
  if (absent !== undefined) {
    throw studyError(field, `Stage ${source.id} does not sum the input '${absent.name}'.`, "Add it to its columns.");
  }
}
