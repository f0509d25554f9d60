import { Value } from "typebox/value";
import { equalBytes } from "../canonical/bytes.ts";
import { type Digest, digestDocument } from "../canonical/digest.ts";
import { canonicalJsonBytes } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";
import { Name } from "../schemas/columns.ts";
import { ModelSpec } from "../schemas/study.ts";
import { layersOf, parameterCount } from "./layout.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "./safetensors.ts";
import { seededRandom } from "./seededRandom.ts";
import type { Standardiser } from "./standardise.ts";

const STANDARDISATIONS = ["pooled", "site", "none"] as const;
/** How inputs were standardised: by pooled figures that the model carries, by each site's own, or not. */
export type Standardisation = (typeof STANDARDISATIONS)[number];

/** What a model computes, apart from its parameters. */
export interface Architecture {
  readonly spec: ModelSpec;
  /** Inputs in order, by the study's column names. */
  readonly featureNames: readonly string[];
}

/** A global model: architecture, inputs and float32 parameters. */
export interface Model extends Architecture {
  readonly standardise: Standardisation;
  /** Pooled mean and deviation where `standardise` is `pooled`, else undefined. */
  readonly standardiser: Standardiser | undefined;
  /** Flat, in the order of {@link layersOf}. */
  readonly weights: Float32Array;
  /** The study whose rounds made it. */
  readonly studyDigest: Digest;
  /** How many federated averaging rounds made it; 0 for the initial model. */
  readonly step: number;
}

const FORMAT = "consilium-model/2";
const MAXIMUM_INPUTS = 4_096;

/**
 * The model every round starts from, the same for all who hold the study. Logistic: zeros. MLP: Glorot and Bengio
 * (2010) uniform kernels, U(-l, l) with l = sqrt(6 / (inputs + outputs)), zero biases, drawn by xoshiro128** seeded
 * with SHA-256("consilium initial weights" ‖ u32be(seed)).
 */
export function initialModel({ seed, ...frame }: Omit<Model, "weights" | "step"> & { seed: number }): Model {
  const { spec, featureNames, standardise, standardiser } = frame;
  const weights = new Float32Array(parameterCount(spec, featureNames.length));
  if (spec.type === "mlp") {
    const random = seededRandom("consilium initial weights", seed);
    for (const { inputs, outputs, kernelOffset, biasOffset } of layersOf(spec, featureNames.length)) {
      const limit = Math.sqrt(6 / (inputs + outputs));
      for (let i = kernelOffset; i < biasOffset; i++) weights[i] = (2 * random.next() - 1) * limit;
    }
  }
  if ((standardise === "pooled") !== (standardiser !== undefined)) {
    throw new FederationError("WORKLOAD_FAILED", "A pooled standardiser goes with pooled standardisation only.", {
      field: "standardise",
    });
  }
  return { ...frame, weights, step: 0 };
}

/** Deterministic safetensors bytes of a model. */
export function encodeModel(model: Model): Uint8Array {
  const tensors: Record<string, Tensor> = {};
  layersOf(model.spec, model.featureNames.length).forEach((layer, i) => {
    const { inputs, outputs, kernelOffset, biasOffset } = layer;
    const kernel = model.weights.subarray(kernelOffset, biasOffset);
    const bias = model.weights.subarray(biasOffset, biasOffset + outputs);
    tensors[`layers.${i}.kernel`] = { shape: [inputs, outputs], values: kernel };
    tensors[`layers.${i}.bias`] = { shape: [outputs], values: bias };
  });
  if (model.standardiser !== undefined) {
    const shape = [model.featureNames.length];
    tensors["standardiser.mean"] = { shape, values: model.standardiser.mean };
    tensors["standardiser.deviation"] = { shape, values: model.standardiser.deviation };
  }
  const text = new TextDecoder();
  return encodeSafetensors({
    tensors,
    metadata: {
      format: FORMAT,
      architecture: text.decode(canonicalJsonBytes(model.spec)),
      features: text.decode(canonicalJsonBytes(model.featureNames)),
      standardise: model.standardise,
      study: model.studyDigest,
      step: String(model.step),
    },
  });
}

function shapeMismatch(field: string, message: string): FederationError {
  return new FederationError("MODEL_SHAPE_MISMATCH", message, {
    field,
    hint: "Use a model that a study's rounds produced, with this architecture and these inputs.",
  });
}

function takeTensor(
  tensors: Readonly<Record<string, Tensor>>,
  name: string,
  shape: readonly number[],
  type: "F32" | "F64",
) {
  const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
  if (tensor === undefined) throw shapeMismatch(name, "The model lacks this tensor.");
  const sameShape = tensor.shape.length === shape.length && tensor.shape.every((size, i) => size === shape[i]);
  if (!sameShape || (tensor.values instanceof Float64Array ? "F64" : "F32") !== type) {
    throw shapeMismatch(name, `The tensor is not ${type} [${shape.join(", ")}].`);
  }
  if (!tensor.values.every(Number.isFinite)) throw shapeMismatch(name, "The tensor has a value that is not finite.");
  return tensor.values;
}

/**
 * Reads untrusted model bytes: a file says itself what it is. Checked are architecture, inputs, tensor shapes, finite
 * values, and that the bytes are the one encoding of that model.
 *
 * @throws REQUEST_INVALID (damaged bytes), MODEL_SHAPE_MISMATCH (naming the tensor), STUDY_INVALID (too large a model).
 */
export function decodeModel(bytes: Uint8Array): Model {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== FORMAT) {
    throw new FederationError("REQUEST_INVALID", "The file is not a model of this version.", { field: "__metadata__" });
  }
  const step = /^(0|[1-9][0-9]{0,8})$/.test(metadata.step ?? "") ? Number(metadata.step) : -1;
  const standardise = STANDARDISATIONS.find((word) => word === metadata.standardise);
  const studyDigest = metadata.study as Digest | undefined;
  if (step < 0 || standardise === undefined || !/^0x[0-9a-f]{64}$/.test(studyDigest ?? "")) {
    throw new FederationError("REQUEST_INVALID", "The model's step, study or standardisation is invalid.", {
      field: "__metadata__",
    });
  }
  const spec = parseMetadata(metadata, "architecture");
  const featureNames = parseMetadata(metadata, "features");
  if (!Value.Check(ModelSpec, spec) || !isNames(featureNames)) {
    throw shapeMismatch("__metadata__", "The architecture or the inputs are not described as a model's.");
  }
  // The tensors' bytes are there before anything of their claimed size is allocated.
  const parts = layersOf(spec, featureNames.length).flatMap(({ inputs, outputs }, i) => [
    takeTensor(tensors, `layers.${i}.kernel`, [inputs, outputs], "F32"),
    takeTensor(tensors, `layers.${i}.bias`, [outputs], "F32"),
  ]);
  const weights = new Float32Array(parameterCount(spec, featureNames.length));
  let offset = 0;
  for (const part of parts) {
    weights.set(part, offset);
    offset += part.length;
  }
  const standardiser = standardise === "pooled" ? takeStandardiser(tensors, featureNames.length) : undefined;
  const model: Model = { spec, featureNames, standardise, standardiser, weights, studyDigest: studyDigest!, step };
  if (!equalBytes(encodeModel(model), bytes)) {
    throw shapeMismatch("__metadata__", "The file is not the canonical encoding of its model.");
  }
  return model;
}

/** The model, where it has this architecture and these inputs. @throws MODEL_SHAPE_MISMATCH */
export function requireArchitecture(model: Model, { spec, featureNames }: Architecture): Model {
  if (digestDocument(model.spec) !== digestDocument(spec)) {
    throw shapeMismatch("__metadata__.architecture", "The model has another architecture than the study's model.json.");
  }
  if (digestDocument(model.featureNames) !== digestDocument(featureNames)) {
    throw shapeMismatch("__metadata__.features", "The model has other inputs than the stage.");
  }
  return model;
}

function parseMetadata(metadata: Readonly<Record<string, string>>, key: string): unknown {
  try {
    return JSON.parse(metadata[key] ?? "");
  } catch {
    throw shapeMismatch(`__metadata__.${key}`, "It is not JSON.");
  }
}

function isNames(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= MAXIMUM_INPUTS &&
    value.every((name) => Value.Check(Name, name))
  );
}

function takeStandardiser(tensors: Readonly<Record<string, Tensor>>, featureCount: number): Standardiser {
  const take = (name: string) => Float64Array.from(takeTensor(tensors, name, [featureCount], "F64"));
  const standardiser = { mean: take("standardiser.mean"), deviation: take("standardiser.deviation") };
  if (!standardiser.deviation.every((deviation) => deviation > 0)) {
    throw shapeMismatch("standardiser.deviation", "The tensor has a deviation that is not positive.");
  }
  return standardiser;
}
