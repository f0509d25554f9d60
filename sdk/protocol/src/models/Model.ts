import { equalBytes } from "../canonical/bytes.ts";
import { type Digest, digestBytes } from "../canonical/digest.ts";
import { canonicalJsonBytes } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { ModelSpec, TrainSpec } from "../schemas/study.ts";
import type { Study } from "../study/Study.ts";
import { layersOf, parameterCount } from "./layout.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "./safetensors.ts";
import { seededRandom } from "./seededRandom.ts";
import type { Standardiser } from "./standardise.ts";

/** A global model: architecture, inputs and float32 parameters. */
export interface Model {
  readonly spec: ModelSpec;
  /** Inputs in order, by the study's names. */
  readonly featureNames: readonly string[];
  /** How inputs were standardised; the study's word. */
  readonly standardise: Study["document"]["standardise"];
  /** Pooled mean and deviation where `standardise` is `secure-sum`, else undefined. */
  readonly standardiser: Standardiser | undefined;
  /** Flat, in the order of {@link layersOf}. */
  readonly weights: Float32Array;
  readonly studyDigest: Digest;
  /** How many federated averaging rounds made it; 0 for the initial model. */
  readonly step: number;
}

const FORMAT = "consilium-model/1";

/** The study's model and training block. @throws STUDY_INVALID where the study trains nothing. */
export function trainingOf(study: Study): { spec: ModelSpec; train: TrainSpec } {
  if (study.model === undefined) {
    throw new FederationError("STUDY_INVALID", "The study trains but has no model.", {
      field: "model.json",
      hint: 'Add a model.json, for example { "type": "logistic" }.',
    });
  }
  if (study.document.train === undefined) {
    throw new FederationError("STUDY_INVALID", "The study trains but does not say how.", {
      field: "study.yaml: train",
      hint: "Add a train block.",
    });
  }
  return { spec: study.model, train: study.document.train };
}

/**
 * The model every round starts from, the same for all who hold the study. Logistic: zeros. MLP: Glorot and Bengio
 * (2010) uniform kernels, U(-l, l) with l = sqrt(6 / (inputs + outputs)), zero biases, drawn by xoshiro128** seeded
 * with SHA-256("consilium initial weights" ‖ u32be(train.seed)).
 */
export function initialModel(study: Study, standardiser?: Standardiser): Model {
  const { spec, train } = trainingOf(study);
  const { features, standardise } = study.document;
  const weights = new Float32Array(parameterCount(spec, features.length));
  if (spec.type === "mlp") {
    const random = seededRandom("consilium initial weights", train.seed);
    for (const { inputs, outputs, kernelOffset, biasOffset } of layersOf(spec, features.length)) {
      const limit = Math.sqrt(6 / (inputs + outputs));
      for (let i = kernelOffset; i < biasOffset; i++) weights[i] = (2 * random.next() - 1) * limit;
    }
  }
  if ((standardise === "secure-sum") !== (standardiser !== undefined)) {
    throw new FederationError("WORKLOAD_FAILED", "A pooled standardiser goes with secure-sum standardisation only.", {
      field: "study.yaml: standardise",
    });
  }
  return {
    spec,
    featureNames: features.map((feature) => feature.name),
    standardise,
    standardiser,
    weights,
    studyDigest: study.digest,
    step: 0,
  };
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
    hint: "Use a model that this study's rounds produced.",
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
 * Reads untrusted model bytes and checks them against the study: digest, architecture, features, tensor shapes, finite
 * values, and that the bytes are the one encoding of that model.
 *
 * @throws REQUEST_INVALID (damaged bytes), STUDY_MISMATCH (another study's model), MODEL_SHAPE_MISMATCH (naming the tensor).
 */
export function decodeModel(bytes: Uint8Array, study: Study): Model {
  const { spec } = trainingOf(study);
  const { standardise, features } = study.document;
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== FORMAT) {
    throw new FederationError("REQUEST_INVALID", "The file is not a model of this version.", { field: "__metadata__" });
  }
  if (metadata.study !== study.digest) {
    throw new FederationError("STUDY_MISMATCH", "The model belongs to another study.", { field: "__metadata__.study" });
  }
  const step = /^(0|[1-9][0-9]{0,8})$/.test(metadata.step ?? "") ? Number(metadata.step) : -1;
  if (step < 0) throw new FederationError("REQUEST_INVALID", "The model's step is invalid.", { field: "__metadata__" });

  const weights = new Float32Array(parameterCount(spec, features.length));
  layersOf(spec, features.length).forEach(({ inputs, outputs, kernelOffset, biasOffset }, i) => {
    weights.set(takeTensor(tensors, `layers.${i}.kernel`, [inputs, outputs], "F32"), kernelOffset);
    weights.set(takeTensor(tensors, `layers.${i}.bias`, [outputs], "F32"), biasOffset);
  });
  const standardiser = standardise === "secure-sum" ? takeStandardiser(tensors, features.length) : undefined;
  const featureNames = features.map((feature) => feature.name);
  const model: Model = { spec, featureNames, standardise, standardiser, weights, studyDigest: study.digest, step };
  if (!equalBytes(encodeModel(model), bytes)) {
    throw shapeMismatch("__metadata__", "The file is not the canonical encoding of a model of this study.");
  }
  return model;
}

function takeStandardiser(tensors: Readonly<Record<string, Tensor>>, featureCount: number): Standardiser {
  const take = (name: string) => Float64Array.from(takeTensor(tensors, name, [featureCount], "F64"));
  const standardiser = { mean: take("standardiser.mean"), deviation: take("standardiser.deviation") };
  if (!standardiser.deviation.every((deviation) => deviation > 0)) {
    throw shapeMismatch("standardiser.deviation", "The tensor has a deviation that is not positive.");
  }
  return standardiser;
}

/** SHA-256 over the model's bytes: what the chain and every mask key are bound to. */
export function modelDigest(model: Model): Digest {
  return digestBytes(encodeModel(model));
}
