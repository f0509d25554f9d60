import { layersOf } from "@consilium/sdk/models/layout.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import * as tf from "@tensorflow/tfjs-core";
import { createBatches } from "./batches.ts";
import type { SgdJob } from "./SgdJob.ts";

/** Kernel and bias of one dense layer, and what follows it. */
export interface DenseLayer {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly activation: "linear" | "relu" | "tanh";
}

/** Gradient of the mean loss in one layer's parameters. */
export interface DenseGradient {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

function activate(layer: DenseLayer, input: tf.Tensor2D): tf.Tensor2D {
  const linear: tf.Tensor2D = tf.add(tf.matMul(input, layer.kernel), layer.bias);
  if (layer.activation === "relu") return tf.relu(linear);
  return layer.activation === "tanh" ? tf.tanh(linear) : linear;
}

/** Mean binary cross-entropy from logits, softplus(z) - z * y. For the self-test; training needs its gradient only. */
export function meanLoss(layers: readonly DenseLayer[], x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
  const logits = layers.reduce((input, layer) => activate(layer, input), x);
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, y)));
}

/**
 * Gradients of the mean binary cross-entropy by hand: one forward and one backward pass of matrix products and
 * element-wise kernels, which keeps a step of a small model at some ten kernel calls. Operands are transposed before
 * they are multiplied: the wasm backend has a fast product for plain operands only. x is [batch, features], y [batch, 1].
 * Call inside tf.tidy.
 */
export function backward(layers: readonly DenseLayer[], x: tf.Tensor2D, y: tf.Tensor2D): DenseGradient[] {
  const inputs: tf.Tensor2D[] = [x];
  for (const layer of layers) inputs.push(activate(layer, inputs.at(-1)!));
  const logits = inputs.at(-1)!;
  let upstream: tf.Tensor2D = tf.mul(tf.sub(tf.sigmoid(logits), y), 1 / x.shape[0]);
  const gradients: DenseGradient[] = [];
  for (let i = layers.length - 1; i >= 0; i--) {
    const { kernel } = layers[i]!;
    const input = inputs[i]!;
    gradients.unshift({ kernel: tf.matMul(tf.transpose(input), upstream), bias: tf.sum(upstream, 0) });
    if (i === 0) break;
    const behind: tf.Tensor2D = tf.matMul(upstream, tf.transpose(kernel));
    const slope = layers[i - 1]!.activation === "relu" ? tf.step(input) : tf.sub(1, tf.square(input));
    upstream = tf.mul(behind, slope);
  }
  return gradients;
}

/** The layers' tensors from flat parameters. The caller disposes them. */
export function layersFrom(job: Pick<SgdJob, "spec" | "featureCount" | "weights">): DenseLayer[] {
  return layersOf(job.spec, job.featureCount).map(({ inputs, outputs, kernelOffset, biasOffset, activation }) => ({
    kernel: tf.tensor2d(job.weights.slice(kernelOffset, biasOffset), [inputs, outputs]),
    bias: tf.tensor1d(job.weights.slice(biasOffset, biasOffset + outputs)),
    activation,
  }));
}

function step(layers: readonly DenseLayer[], x: tf.Tensor2D, y: tf.Tensor2D, rate: number, l2: number): DenseLayer[] {
  return backward(layers, x, y).map((gradient, i) => {
    const { kernel, bias, activation } = layers[i]!;
    const decayed: tf.Tensor2D = l2 === 0 ? kernel : tf.mul(kernel, 1 - rate * l2);
    return {
      kernel: tf.sub(decayed, tf.mul(gradient.kernel, rate)),
      bias: tf.sub(bias, tf.mul(gradient.bias, rate)),
      activation,
    };
  });
}

/** Runs a job on the current tfjs backend and returns the trained flat parameters. Blocks its thread. */
export function trainSgd(job: SgdJob, onProgress: (completedSteps: number) => void): Float32Array {
  const { featureCount, steps, batchSize, learningRate, l2, seeds } = job;
  const nextBatch = createBatches(job.y.length, batchSize, seededRandom("consilium batches", ...seeds));
  const reportEvery = Math.min(1_000, Math.ceil(steps / 20));
  let layers = layersFrom(job);
  for (let completed = 0; completed < steps; completed++) {
    const batch = nextBatch();
    const x = new Float32Array(batch.length * featureCount);
    const y = new Float32Array(batch.length);
    batch.forEach((row, i) => {
      x.set(job.x.subarray(row * featureCount, (row + 1) * featureCount), i * featureCount);
      y[i] = job.y[row]!;
    });
    const next = tf.tidy(() => {
      const inputs = tf.tensor2d(x, [batch.length, featureCount]);
      const updated = step(layers, inputs, tf.tensor2d(y, [batch.length, 1]), learningRate, l2);
      return updated.map(({ kernel, bias, activation }) => ({
        kernel: tf.keep(kernel),
        bias: tf.keep(bias),
        activation,
      }));
    });
    disposeLayers(layers);
    layers = next;
    if ((completed + 1) % reportEvery === 0) onProgress(completed + 1);
  }
  const weights = new Float32Array(job.weights.length);
  layersOf(job.spec, featureCount).forEach(({ kernelOffset, biasOffset }, i) => {
    weights.set(layers[i]!.kernel.dataSync(), kernelOffset);
    weights.set(layers[i]!.bias.dataSync(), biasOffset);
  });
  disposeLayers(layers);
  return weights;
}

export function disposeLayers(layers: readonly DenseLayer[]): void {
  for (const { kernel, bias } of layers) tf.dispose([kernel, bias]);
}
