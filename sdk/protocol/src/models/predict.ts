import { FederationError } from "../errors/FederationError.ts";
import { layersOf } from "./layout.ts";
import type { Model } from "./Model.ts";
import { type Standardiser, standardiseRows } from "./standardise.ts";

/** The logistic function without overflow. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const power = Math.exp(logit);
  return power / (1 + power);
}

/**
 * Logits of already standardised rows (row-major, rows x featureCount), in float64 from the float32 weights.
 */
export function forward(
  model: Pick<Model, "spec" | "weights">,
  standardised: Float64Array,
  featureCount: number,
): Float64Array {
  const rowCount = standardised.length / featureCount;
  let activations = standardised;
  for (const { inputs, outputs, kernelOffset, biasOffset, activation } of layersOf(model.spec, featureCount)) {
    const next = new Float64Array(rowCount * outputs);
    for (let row = 0; row < rowCount; row++) {
      for (let out = 0; out < outputs; out++) next[row * outputs + out] = model.weights[biasOffset + out]!;
      for (let input = 0; input < inputs; input++) {
        const value = activations[row * inputs + input]!;
        if (value === 0) continue;
        const kernelRow = kernelOffset + input * outputs;
        for (let out = 0; out < outputs; out++) next[row * outputs + out]! += value * model.weights[kernelRow + out]!;
      }
    }
    if (activation === "relu") for (let i = 0; i < next.length; i++) next[i] = Math.max(0, next[i]!);
    if (activation === "tanh") for (let i = 0; i < next.length; i++) next[i] = Math.tanh(next[i]!);
    activations = next;
  }
  return activations;
}

/**
 * Probability of outcome 1 for each row of raw feature values (row-major, rows x features, NaN where missing).
 * A model standardised per site needs that site's own standardiser; one standardised by secure sum carries its own.
 *
 * @throws WORKLOAD_FAILED where the rows do not fit the model or a site standardiser is absent.
 */
export function predict(
  model: Model,
  x: Float64Array,
  standardiser: Standardiser | undefined = model.standardiser,
): Float64Array {
  if (model.standardise !== "none" && standardiser === undefined) {
    throw new FederationError("WORKLOAD_FAILED", "The model needs this site's standardiser.", {
      field: "standardiser",
    });
  }
  const featureCount = model.featureNames.length;
  return forward(model, standardiseRows(x, featureCount, standardiser), featureCount).map(sigmoid);
}
