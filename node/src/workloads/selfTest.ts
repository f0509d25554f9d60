import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { forward } from "@consilium/sdk/models/predict.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import * as tf from "@tensorflow/tfjs-core";
// Registers the gradients that tf.grads needs; tfjs-core's own entry leaves them out.
import "@tensorflow/tfjs-layers";
import { backward, type DenseLayer, disposeLayers, layersFrom, meanLoss } from "./network.ts";

const TOLERANCE = 1e-3;

/** A small model with fixed, seeded weights and rows: features 3, rows 5. */
function sample(spec: ModelSpec) {
  const random = seededRandom("consilium gradient self-test");
  const draw = () => 2 * random.next() - 1;
  const featureCount = 3;
  const x = Float32Array.from({ length: 15 }, draw);
  const weights = Float32Array.from({ length: parameterCount(spec, featureCount) }, draw);
  return { spec, featureCount, weights, x, y: Float32Array.of(0, 1, 1, 0, 1) };
}

/** Mean binary cross-entropy in float64, from the sdk's own forward pass. */
function lossInFloat64(spec: ModelSpec, weights: Float64Array, x: Float32Array, y: Float32Array): number {
  const logits = forward({ spec, weights: weights as unknown as Float32Array }, Float64Array.from(x), 3);
  return logits.reduce((sum, logit, i) => sum + Math.log1p(Math.exp(logit)) - logit * y[i]!, 0) / y.length;
}

function numericalGradient(spec: ModelSpec, start: Float32Array, x: Float32Array, y: Float32Array): number[] {
  const step = 1e-5;
  return Array.from(start, (_, i) => {
    const shifted = (by: number) => {
      const weights = Float64Array.from(start);
      weights[i]! += by;
      return lossInFloat64(spec, weights, x, y);
    };
    return (shifted(step) - shifted(-step)) / (2 * step);
  });
}

function automaticGradient(layers: readonly DenseLayer[], x: tf.Tensor2D, y: tf.Tensor2D): number[] {
  const parameters = layers.flatMap(({ kernel, bias }): tf.Tensor[] => [kernel, bias]);
  const gradients = tf.grads((...values: tf.Tensor[]) => {
    const replaced = layers.map(({ activation }, i) => ({
      kernel: values[2 * i] as tf.Tensor2D,
      bias: values[2 * i + 1] as tf.Tensor1D,
      activation,
    }));
    return meanLoss(replaced, x, y);
  })(parameters);
  return gradients.flatMap((gradient) => Array.from(gradient.dataSync()));
}

/**
 * Largest differences of the hand-written gradient from the numerical one (central differences in float64) and from
 * tf.grads, on the current backend, for one tiny model.
 */
export function gradientErrors(spec: ModelSpec): { numerical: number; automatic: number } {
  const job = sample(spec);
  const layers = layersFrom(job);
  const errors = tf.tidy(() => {
    const x = tf.tensor2d(job.x, [5, 3]);
    const y = tf.tensor2d(job.y, [5, 1]);
    const written = backward(layers, x, y).flatMap(({ kernel, bias }) => [...kernel.dataSync(), ...bias.dataSync()]);
    const largest = (other: number[]) =>
      written.reduce((worst, value, i) => Math.max(worst, Math.abs(value - other[i]!)), 0);
    return {
      numerical: largest(numericalGradient(spec, job.weights, job.x, job.y)),
      automatic: largest(automaticGradient(layers, x, y)),
    };
  });
  disposeLayers(layers);
  return errors;
}

/** Runs at worker start: a backend whose gradients are wrong must not train. @throws Error naming the model. */
export function selfTest(): void {
  const specs: ModelSpec[] = [
    { type: "logistic" },
    { type: "mlp", hidden: [4, 3], activation: "relu" },
    { type: "mlp", hidden: [4], activation: "tanh" },
  ];
  for (const spec of specs) {
    const { numerical, automatic } = gradientErrors(spec);
    if (!(numerical < TOLERANCE && automatic < TOLERANCE)) {
      throw new Error(`The gradient self-test failed for ${spec.type} on backend ${tf.getBackend()}.`);
    }
  }
}
