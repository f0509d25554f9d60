import { FederationError } from "../errors/FederationError.ts";
import { encodeModel, initialModel, trainingOf } from "../models/Model.ts";
import type { Study } from "../study/Study.ts";
import { standardiserFrom } from "./summary.ts";
import type { Artefact, Reduction, VectorShape, Workload } from "./Workload.ts";
import { workloadOf } from "./workloads.ts";

/** One finalised round that a study needs. An aborted round is run again as the same step. */
export interface PlanStep {
  readonly workload: Workload["kind"];
  /** Position in the plan, from 0. */
  readonly index: number;
}

/**
 * The rounds of a study, in order: one summary round for a summary study; for training, `train.rounds` rounds, after one
 * summary round where inputs are standardised by secure sum.
 */
export function planOf(study: Study): PlanStep[] {
  const { workload, standardise } = study.document;
  const kinds: Workload["kind"][] = [];
  if (workload === "summary" || standardise === "secure-sum") kinds.push("summary");
  if (workload === "train") {
    for (let round = 0; round < trainingOf(study).train.rounds; round++) kinds.push("train");
  }
  return kinds.map((kind, index) => ({ workload: kind, index }));
}

/** The step's entry in the plan. @throws ROUND_UNKNOWN past its end. */
export function stepOf(study: Study, step: number): PlanStep {
  const found = planOf(study)[step];
  if (found === undefined) throw new FederationError("ROUND_UNKNOWN", "The study has no such step.", { field: "step" });
  return found;
}

/** Layout of the vector that a step sums. */
export function shapeOf(study: Study, step: number): VectorShape {
  return workloadOf(stepOf(study, step).workload).shape(study, undefined);
}

/**
 * What a step starts from. A summary round has no base. The first train round starts from the initial model (with the
 * summary round's pooled standardiser under `secure-sum`), each later one from the model before it. Coordinator, sites
 * and auditor call this with the same finalised results and get the same bytes.
 *
 * @param previousResults reductions of the finalised steps by step index; only `previousResults[step - 1]` is read.
 * @throws ROUND_PHASE where the step before has not yielded what this one needs.
 */
export function baseOf(
  study: Study,
  step: number,
  previousResults: readonly (Reduction | undefined)[],
): Artefact | undefined {
  if (stepOf(study, step).workload === "summary") return undefined;
  const before = step === 0 ? undefined : stepOf(study, step - 1);
  if (before === undefined) return { bytes: encodeModel(initialModel(study)) };
  const result = previousResults[step - 1];
  if (before.workload === "summary" && result !== undefined) {
    return { bytes: encodeModel(initialModel(study, standardiserFrom(study, result.summary))) };
  }
  if (result?.model !== undefined) return result.model;
  throw new FederationError("ROUND_PHASE", "The step before this one is not finalised.", {
    field: "step",
    hint: "Finalise the previous round first.",
  });
}
