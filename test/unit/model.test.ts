import { decodeModel, encodeModel, initialModel, modelDigest } from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import { decodeSafetensors, encodeSafetensors } from "@consilium/sdk/models/safetensors.ts";
import { xoshiro128 } from "@consilium/sdk/models/seededRandom.ts";
import { siteStandardiser } from "@consilium/sdk/models/standardise.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { expect } from "chai";
import { failureOf, makeStudy } from "../behaviors/workload.ts";

const MLP: ModelSpec = { type: "mlp", hidden: [5, 2], activation: "tanh" };
const POOLED = { mean: Float64Array.of(1, 2, 3), deviation: Float64Array.of(1, 10, 0.5) };

/** The same file with its parts changed, encoded again. */
function altered(bytes: Uint8Array, change: { tensors?: object; metadata?: object }): Uint8Array {
  const file = decodeSafetensors(bytes);
  const tensors = Object.entries({ ...file.tensors, ...change.tensors }).filter(([, tensor]) => tensor !== undefined);
  return encodeSafetensors({
    tensors: Object.fromEntries(tensors) as any,
    metadata: { ...file.metadata, ...change.metadata },
  });
}

describe("model files", () => {
  const study = makeStudy({ standardise: "secure-sum" }, MLP);
  const model = initialModel(study, POOLED);
  const bytes = encodeModel(model);

  it("read back as they were written", () => {
    expect(decodeModel(bytes, study)).to.deep.equal(model);
    expect(decodeModel(bytes, study).weights).to.have.length(3 * 5 + 5 + 5 * 2 + 2 + 2 + 1);
  });

  it("start from the same weights for the same seed and from others for another", () => {
    expect(modelDigest(initialModel(study, POOLED))).to.equal(modelDigest(model));
    const train = { ...study.document.train!, seed: 8 };
    const other = { ...study, document: { ...study.document, train } };
    expect(initialModel(other, POOLED).weights).to.not.deep.equal(model.weights);
  });

  it("start a logistic regression at zero and an MLP within Glorot's limits", () => {
    expect(initialModel(makeStudy()).weights.every((weight) => weight === 0)).to.equal(true);
    const limit = Math.sqrt(6 / 8);
    const kernel = model.weights.subarray(0, 15);
    expect(Math.max(...kernel.map(Math.abs))).to.be.within(limit / 2, limit);
    expect([...model.weights.subarray(15, 20)]).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it("of another study are refused", async () => {
    const other = makeStudy({ standardise: "secure-sum", title: "Other" }, MLP);
    expect((await failureOf(() => decodeModel(bytes, other))).code).to.equal("STUDY_MISMATCH");
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
    "another architecture": { change: { metadata: { architecture: '{"type":"logistic"}' } }, field: "__metadata__" },
    "other features": { change: { metadata: { features: '["c","b","a"]' } }, field: "__metadata__" },
  };
  for (const [what, { change, field }] of Object.entries(wrongShapes)) {
    it(`with ${what} are refused, naming ${field}`, async () => {
      const failure = await failureOf(() => decodeModel(altered(bytes, change), study));
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
    expect((await failureOf(() => decodeModel(padded, study))).code).to.equal("MODEL_SHAPE_MISMATCH");
  });

  it("cut short are refused as damaged", async () => {
    expect((await failureOf(() => decodeModel(bytes.slice(0, -1), study))).code).to.equal("REQUEST_INVALID");
  });

  it("past the size limit are refused before weights are allocated", async () => {
    const huge = makeStudy({}, { type: "mlp", hidden: [8192, 8192, 8192], activation: "relu" });
    expect((await failureOf(() => initialModel(huge))).code).to.equal("STUDY_INVALID");
  });
});

describe("prediction", () => {
  it("standardises, imputes the mean for a missing value and applies the layers", () => {
    const study = makeStudy({ standardise: "secure-sum" });
    const model = { ...initialModel(study, POOLED), weights: Float32Array.of(0.5, 1, -2, 0.25) };
    const [first, second] = predict(model, Float64Array.of(3, 12, 3, Number.NaN, 2, 4));
    expect(first).to.be.closeTo(1 / (1 + Math.exp(-(0.5 * 2 + 1 + 0.25))), 1e-12);
    expect(second).to.be.closeTo(1 / (1 + Math.exp(-(-2 * 2 + 0.25))), 1e-12);
  });

  it("stays finite for huge logits", () => {
    const model = { ...initialModel(makeStudy()), weights: Float32Array.of(1e30, 0, 0, 0) };
    expect([...predict(model, Float64Array.of(1e9, 0, 0, -1e9, 0, 0))]).to.deep.equal([1, 0]);
  });

  it("needs the site's standardiser for a model standardised per site", async () => {
    const model = initialModel(makeStudy({ standardise: "site" }));
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
