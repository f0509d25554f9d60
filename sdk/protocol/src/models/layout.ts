import { FederationError } from "../errors/FederationError.ts";
import type { ModelSpec } from "../schemas/study.ts";

/** One dense layer inside the flat weight vector: kernel [inputs, outputs] row-major, then bias [outputs]. */
export interface LayerLayout {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernelOffset: number;
  readonly biasOffset: number;
  /** What follows the layer; the last one yields the logit itself. */
  readonly activation: "linear" | "relu" | "tanh";
}

/** Largest model a site agrees to hold (256 MiB of float32). */
export const MAXIMUM_PARAMETERS = 2 ** 26;

/**
 * Where each layer's parameters lie in the flat vector. A logistic regression is one layer with one output.
 *
 * @throws STUDY_INVALID past {@link MAXIMUM_PARAMETERS}.
 */
export function layersOf(spec: ModelSpec, featureCount: number): LayerLayout[] {
  const hidden = spec.type === "mlp" ? spec.hidden.map((width) => ({ width, activation: spec.activation })) : [];
  const layers: LayerLayout[] = [];
  let inputs = featureCount;
  let offset = 0;
  for (const { width: outputs, activation } of [...hidden, { width: 1, activation: "linear" as const }]) {
    const biasOffset = offset + inputs * outputs;
    layers.push({ inputs, outputs, kernelOffset: offset, biasOffset, activation });
    inputs = outputs;
    offset = biasOffset + outputs;
  }
  if (offset > MAXIMUM_PARAMETERS) {
    throw new FederationError("STUDY_INVALID", `The model has more than ${MAXIMUM_PARAMETERS} parameters.`, {
      field: "model.json: hidden",
      hint: "Choose narrower layers.",
    });
  }
  return layers;
}

/** P: number of parameters, biases included. */
export function parameterCount(spec: ModelSpec, featureCount: number): number {
  const last = layersOf(spec, featureCount).at(-1)!;
  return last.biasOffset + last.outputs;
}
