import { type Digest, digestBytes } from "../../canonical/digest.ts";
import { decodeModel, encodeModel, type Model } from "../../models/Model.ts";
import { ZERO_BYTES32 } from "../../schemas/round.ts";
import { studyError } from "../../study/studyFile.ts";
import type { LinearPredictor } from "../linearPredictor.ts";
import type { StageContext } from "../Workload.ts";
import type { EvaluateSpec } from "./spec.ts";

/** A linear predictor with one intercept for all: the logit. */
export type LogisticPredictor = Pick<LinearPredictor, "terms"> & { readonly intercept: number };

/** What is evaluated: a model file of an earlier stage, or a linear predictor of one or as the study says it. */
export type Score =
  | { readonly kind: "model"; readonly model: Model }
  | { readonly kind: "linear"; readonly predictor: LogisticPredictor };

/** A score as a state names it, so that rounds over another one ask another question. */
export type ScoreName = { readonly model: Digest } | { readonly linear: LogisticPredictor };

/**
 * The score of a stage. A model file comes before a linear predictor where an earlier stage has both. Undefined where the earlier
 * stage found none, as a fit that did not converge.
 *
 * @throws STUDY_INVALID where it is not the same for all sites.
 */
export function scoreOf({ stage, results }: StageContext<EvaluateSpec>): Score | undefined {
  if (stage.score !== undefined) return { kind: "linear", predictor: stage.score };
  const field = `study.yaml: stage ${stage.id}.model`;
  const report = results.get(stage.model!)?.report;
  const file = report?.files["model.safetensors"];
  if (file !== undefined) {
    const model = decodeModel(file);
    if (model.standardise !== "site") return { kind: "model", model };
    throw studyError(
      field,
      `The model of stage ${stage.model} needs each site's own standardiser, which an evaluation does not make.`,
      "Train it with inputs standardised by a summary stage.",
    );
  }
  const predictor = report?.document.linearPredictor as LinearPredictor | null | undefined;
  if (predictor === undefined || predictor === null) return undefined;
  const { intercept, terms } = predictor;
  if (intercept === null) {
    throw studyError(
      field,
      `Stage ${stage.model} has an intercept for each site, so it predicts for none that did not take part.`,
      "Fit it with one intercept for all.",
    );
  }
  return { kind: "linear", predictor: { intercept, terms } };
}

/** Of a model what it computes, neither the study that made it nor the rounds it took. */
export function nameOf(score: Score): ScoreName {
  if (score.kind === "linear") return { linear: score.predictor };
  return { model: digestBytes(encodeModel({ ...score.model, studyDigest: ZERO_BYTES32, step: 0 })) };
}
