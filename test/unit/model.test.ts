import { layersOf, MAXIMUM_PARAMETERS, parameterCount } from "@consilium/sdk/models/layout.ts";
import {
  decodeModel,
  encodeModel,
  initialModel,
  type Model,
  requireArchitecture,
} from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import { decodeSafetensors, encodeSafetensors } from "@consilium/sdk/models/safetensors.ts";
import { xoshiro128 } from "@consilium/sdk/models/seededRandom.ts";
import { siteStandardiser, standardiseRows } from "@consilium/sdk/models/standardise.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { expect } from "chai";
import { failureOf } from "../behaviors/workload.ts";

const STUDY = `0x${"5d".repeat(32)}` as const;
const MLP: ModelSpec = { type: "mlp", hidden: [5, 2], activation: "tanh" };
const POOLED = { mean: Float64Array.of(1, 2, 3), deviation: Float64Array.of(1, 10, 0.5) };

/** The initial model over a, b and c. */
function start(
  spec: ModelSpec = { type: "logistic" },
  { standardise = "none", seed = 7 }: { standardise?: Model["standardise"]; seed?: number } = {},
): Model {
  const standardiser = standardise === "pooled" ? POOLED : undefined;
  return initialModel({ spec, featureNames: ["a", "b", "c"], standardise, standardiser, studyDigest: STUDY, seed });
}

/** The same file with its parts changed, encoded again. */
function altered(bytes: Uint8Array, change: { tensors?: object; metadata?: object }): Uint8Array {
  const file = decodeSafetensors(bytes);
  const tensors = Object.entries({ ...file.tensors, ...change.tensors }).filter(([, tensor]) => tensor !== undefined);
  return encodeSafetensors({
    tensors: Object.fromEntries(tensors) as any,
    metadata: { ...file.metadata, ...change.metadata },
  });
}

describe("the layout of a model's parameters", () => {
  it("is layer by layer, kernel before bias, and linear at the end", () => {
    expect(layersOf(MLP, 3)).to.deep.equal([
      { inputs: 3, outputs: 5, kernelOffset: 0, biasOffset: 15, activation: "tanh" },
      { inputs: 5, outputs: 2, kernelOffset: 20, biasOffset: 30, activation: "tanh" },
      { inputs: 2, outputs: 1, kernelOffset: 32, biasOffset: 34, activation: "linear" },
    ]);
    expect(layersOf({ type: "logistic" }, 3)).to.deep.equal([
      { inputs: 3, outputs: 1, kernelOffset: 0, biasOffset: 3, activation: "linear" },
    ]);
  });

  it("has room for the largest model and for none above it", async () => {
    expect(parameterCount({ type: "logistic" }, MAXIMUM_PARAMETERS - 1)).to.equal(MAXIMUM_PARAMETERS);
    const failure = await failureOf(() => layersOf({ type: "logistic" }, MAXIMUM_PARAMETERS));
    expect(failure.code).to.equal("STUDY_INVALID");
  });
});

describe("rows that a model takes", () => {
  it("are refused where they are not of its features, with or without a standardiser", async () => {
    for (const [values, features, standardiser] of [
      [4, 3, undefined],
      [4, 3, POOLED],
      [4, 2, POOLED],
    ] as const) {
      const failure = await failureOf(() => standardiseRows(new Float64Array(values), features, standardiser));
      expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "features" });
    }
  });
});

describe("model files", () => {
  const model = start(MLP, { standardise: "pooled" });
  const bytes = encodeModel(model);

  it("read back as they were written", () => {
    expect(decodeModel(bytes)).to.deep.equal(model);
    expect(decodeModel(bytes).weights).to.have.length(3 * 5 + 5 + 5 * 2 + 2 + 2 + 1);
    for (const standardise of ["site", "none"] as const) {
      const other = { ...start(undefined, { standardise }), step: 12 };
      expect(decodeModel(encodeModel(other))).to.deep.equal(other);
    }
  });

  it("start from the same weights for the same seed and from others for another", () => {
    expect(encodeModel(start(MLP, { standardise: "pooled" }))).to.deep.equal(bytes);
    expect(start(MLP, { standardise: "pooled", seed: 8 }).weights).to.not.deep.equal(model.weights);
  });

  it("start a logistic regression at zero and an MLP within Glorot's limits", () => {
    expect(start().weights.every((weight) => weight === 0)).to.equal(true);
    const limit = Math.sqrt(6 / 8);
    const kernel = model.weights.subarray(0, 15);
    expect(Math.max(...kernel.map(Math.abs))).to.be.within(limit / 2, limit);
    expect([...model.weights.subarray(15, 20)]).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it("carry a standardiser where their inputs were pooled, and only there", async () => {
    const { weights: _, step: __, ...frame } = model;
    for (const wrong of [
      { ...frame, standardiser: undefined },
      { ...frame, standardise: "site" as const },
    ]) {
      expect((await failureOf(() => initialModel({ ...wrong, seed: 7 }))).code).to.equal("WORKLOAD_FAILED");
    }
  });

  const wrongShapes: Record<string, { change: { tensors?: object; metadata?: object }; field: string }> = {
    "a tensor of another shape": {
      change: { tensors: { "layers.1.kernel": { shape: [2, 5], values: new Float32Array(10) } } },
      field: "layers.1.kernel",
    },
    "a tensor of another type": {
      change: { tensors: { "layers.0.bias": { shape: [5], values: new Float64Array(5) } } },
      field: "layers.0.bias",
    },
    "a missing tensor": { change: { tensors: { "standardiser.mean": undefined } }, field: "standardiser.mean" },
    "a tensor too many": {
      change: { tensors: { extra: { shape: [1], values: new Float32Array(1) } } },
      field: "__metadata__",
    },
    "a weight that is NaN": {
      change: { tensors: { "layers.2.bias": { shape: [1], values: Float32Array.of(Number.NaN) } } },
      field: "layers.2.bias",
    },
    "a deviation of zero": {
      change: { tensors: { "standardiser.deviation": { shape: [3], values: Float64Array.of(1, 0, 1) } } },
      field: "standardiser.deviation",
    },
    "the name of an architecture that its tensors do not have": {
      change: { metadata: { architecture: '{"type":"logistic"}' } },
      field: "layers.0.kernel",
    },
    "an architecture that nobody knows": {
      change: { metadata: { architecture: '{"type":"oracle"}' } },
      field: "__metadata__",
    },
    "an architecture that is not JSON": {
      change: { metadata: { architecture: "logistic" } },
      field: "__metadata__.architecture",
    },
    "fewer inputs than its tensors": { change: { metadata: { features: '["a","b"]' } }, field: "layers.0.kernel" },
    "inputs that are not names of columns": {
      change: { metadata: { features: '["a","b","C; DROP"]' } },
      field: "__metadata__",
    },
    "a standardiser that it says it does not have": {
      change: { metadata: { standardise: "site" } },
      field: "__metadata__",
    },
  };
  for (const [what, { change, field }] of Object.entries(wrongShapes)) {
    it(`with ${what} are refused, naming ${field}`, async () => {
      const failure = await failureOf(() => decodeModel(altered(bytes, change)));
      expect(failure.code).to.equal("MODEL_SHAPE_MISMATCH");
      expect(failure.field).to.equal(field);
    });
  }

  it("with a padded header (same tensors, other bytes) are refused", async () => {
    const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const padded = new Uint8Array(bytes.length + 8).fill(0x20);
    padded.set(bytes.subarray(0, 8 + headerBytes));
    padded.set(bytes.subarray(8 + headerBytes), 16 + headerBytes);
    new DataView(padded.buffer).setBigUint64(0, BigInt(headerBytes + 8), true);
    expect((await failureOf(() => decodeModel(padded))).code).to.equal("MODEL_SHAPE_MISMATCH");
  });

  it("cut short are refused as damaged", async () => {
    expect((await failureOf(() => decodeModel(bytes.slice(0, -1)))).code).to.equal("REQUEST_INVALID");
  });

  const wrongFrames: Record<string, Record<string, string>> = {
    "another format": { format: "consilium-model/1" },
    "a step that is not a count": { step: "-1" },
    "a way to standardise that nobody knows": { standardise: "secure-sum" },
    "a study that is not a digest": { study: "heart-disease" },
  };
  for (const [what, metadata] of Object.entries(wrongFrames)) {
    it(`with ${what} are refused as damaged`, async () => {
      const failure = await failureOf(() => decodeModel(altered(bytes, { metadata })));
      expect([failure.code, failure.field]).to.deep.equal(["REQUEST_INVALID", "__metadata__"]);
    });
  }

  it("past the size limit are refused before weights are allocated", async () => {
    const spec: ModelSpec = { type: "mlp", hidden: [8192, 8192, 8192], activation: "relu" };
    expect((await failureOf(() => start(spec))).code).to.equal("STUDY_INVALID");
    const claimed = altered(bytes, { metadata: { architecture: JSON.stringify(spec) } });
    expect((await failureOf(() => decodeModel(claimed))).code).to.equal("STUDY_INVALID");
  });
});

describe("an architecture", () => {
  const model = start(MLP);

  it("lets a model through that has it, however its words are ordered", () => {
    const { type, hidden, activation } = MLP as Extract<ModelSpec, { type: "mlp" }>;
    const spec = { activation, hidden, type };
    expect(requireArchitecture(model, { spec, featureNames: ["a", "b", "c"] })).to.equal(model);
  });

  it("refuses a model of another architecture or with other inputs, naming which", async () => {
    const cases: [ModelSpec, string[], string][] = [
      [{ type: "logistic" }, ["a", "b", "c"], "__metadata__.architecture"],
      [{ type: "mlp", hidden: [5, 2], activation: "relu" }, ["a", "b", "c"], "__metadata__.architecture"],
      [MLP, ["c", "b", "a"], "__metadata__.features"],
      [MLP, ["a", "b"], "__metadata__.features"],
    ];
    for (const [spec, featureNames, field] of cases) {
      const failure = await failureOf(() => requireArchitecture(model, { spec, featureNames }));
      expect([failure.code, failure.field]).to.deep.equal(["MODEL_SHAPE_MISMATCH", field]);
    }
  });
});

describe("prediction", () => {
  it("standardises, imputes the mean for a missing value and applies the layers", () => {
    const model = { ...start(undefined, { standardise: "pooled" }), weights: Float32Array.of(0.5, 1, -2, 0.25) };
    const [first, second] = predict(model, Float64Array.of(3, 12, 3, Number.NaN, 2, 4));
    expect(first).to.be.closeTo(1 / (1 + Math.exp(-(0.5 * 2 + 1 + 0.25))), 1e-12);
    expect(second).to.be.closeTo(1 / (1 + Math.exp(-(-2 * 2 + 0.25))), 1e-12);
  });

  it("stays finite for huge logits", () => {
    const model = { ...start(), weights: Float32Array.of(1e30, 0, 0, 0) };
    expect([...predict(model, Float64Array.of(1e9, 0, 0, -1e9, 0, 0))]).to.deep.equal([1, 0]);
  });

  it("needs the site's standardiser for a model standardised per site", async () => {
    const model = start(undefined, { standardise: "site" });
    const failure = await failureOf(() => predict(model, new Float64Array(3)));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
    expect([...predict(model, new Float64Array(3), POOLED)]).to.deep.equal([0.5]);
  });
});

describe("site standardiser", () => {
  it("gives constant and empty columns the deviation 1", () => {
    const x = Float64Array.of(0.1, Number.NaN, 1, 0.1, Number.NaN, 3, 0.1, Number.NaN, 5);
    const { mean, deviation } = siteStandardiser(x, 3);
    expect([...mean]).to.deep.equal([0.1, 0, 3]);
    expect([...deviation]).to.deep.equal([1, 1, 2]);
  });
});

describe("xoshiro128**", () => {
  it("draws the authors' sequence from the state 1, 2, 3, 4", () => {
    const random = xoshiro128([1, 2, 3, 4]);
    const drawn = Array.from({ length: 6 }, () => random.next() * 2 ** 32);
    expect(drawn).to.deep.equal([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });
});
