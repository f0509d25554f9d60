import { clipToNorm } from "@consilium/node/workloads/train.ts";
import { fixedPointSum, plainSum } from "@consilium/scripts/bench/simulateFederation.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { decodeModel, encodeModel, initialModel } from "@consilium/sdk/models/Model.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { train } from "@consilium/sdk/workloads/train.ts";
import { expect } from "chai";
import fc from "fast-check";
import { behavesLikeAWorkload, failureOf, makeStudy, TRAIN } from "../behaviors/workload.ts";

const study = makeStudy();
const base = { bytes: encodeModel(initialModel(study)) };
const weightsOf = (bytes: Uint8Array) => decodeModel(bytes, study).weights;

describe("train workload", () => {
  behavesLikeAWorkload(train, { study, base, sumOf: (dimension) => new Float64Array(dimension).fill(0.5) });

  it("carries P + 1 coordinates within max(clippingNorm, 1)", () => {
    const mlp: ModelSpec = { type: "mlp", hidden: [4, 2], activation: "relu" };
    expect(train.shape(makeStudy({}, mlp), undefined).dimension).to.equal(parameterCount(mlp, 3) + 1);
    expect(train.shape(makeStudy({ train: { ...TRAIN, clippingNorm: 0.1 } }), undefined).bound).to.equal(1);
  });

  it("takes the most fraction bits that fit, for any clipping norm and number of sites", () => {
    const norms = fc.double({ min: 1e-6, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(norms, fc.integer({ min: 2, max: 255 }), (clippingNorm, maximum) => {
        const sites = { minimum: 2, maximum };
        const { bound, fractionBits } = train.shape(makeStudy({ sites, train: { ...TRAIN, clippingNorm } }), undefined);
        const largest = (f: number) => maximum * (bound * 2 ** f + 1);
        expect(largest(fractionBits)).to.be.below(2 ** 31);
        if (fractionBits < 24) expect(largest(fractionBits + 1)).to.be.at.least(2 ** 31);
      }),
    );
  });

  it("adds the weighted mean of the deltas, equal through the fixed-point sum to within its error", () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    const site = fc.record({
      delta: fc.array(coordinate, { minLength: 4, maxLength: 4 }),
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(site, { minLength: 2, maxLength: 4 }), (sites) => {
        const shape = train.shape(study, undefined);
        const contributions = sites.map(({ delta, weight }) =>
          Float64Array.from([...delta.map((value) => value * weight), weight]),
        );
        const totalWeight = sites.reduce((sum, { weight }) => sum + weight, 0);
        const expected = [0, 1, 2, 3].map(
          (i) => sites.reduce((sum, { delta, weight }) => sum + weight * delta[i]!, 0) / totalWeight,
        );
        const plain = weightsOf(train.reduce(study, base, plainSum(contributions, shape), sites.length).model!.bytes);
        const fixed = weightsOf(
          train.reduce(study, base, fixedPointSum(contributions, shape), sites.length).model!.bytes,
        );
        // Each site rounds by at most half a step in a coordinate and in its weight.
        const error = (sites.length * 2 ** -shape.fractionBits * 2) / totalWeight + 1e-6;
        expected.forEach((value, i) => {
          expect(plain[i]).to.be.closeTo(value, 1e-6);
          expect(fixed[i]).to.be.closeTo(value, error);
        });
      }),
    );
  });

  it("counts its rounds in the model", () => {
    const sum = Float64Array.of(0.1, 0.2, 0.3, 0.4, 1);
    const first = train.reduce(study, base, sum, 2).model!;
    const second = train.reduce(study, first, sum, 2).model!;
    expect(decodeModel(second.bytes, study).step).to.equal(2);
    expect(weightsOf(second.bytes)[3]).to.be.closeTo(0.8, 1e-6);
  });

  for (const weight of [0, -0.5]) {
    it(`refuses survivors whose weights sum to ${weight}`, async () => {
      const failure = await failureOf(() => train.reduce(study, base, Float64Array.of(0, 0, 0, 0, weight), 2));
      expect(failure.code).to.equal("WORKLOAD_FAILED");
    });
  }

  it("refuses a base of another shape", async () => {
    const mlp = makeStudy({}, { type: "mlp", hidden: [2], activation: "relu" });
    const other = { bytes: encodeModel({ ...initialModel(mlp), studyDigest: study.digest }) };
    const failure = await failureOf(() => train.reduce(study, other, Float64Array.of(0, 0, 0, 0, 1), 2));
    expect(failure.code).to.equal("MODEL_SHAPE_MISMATCH");
  });

  it("refuses a round without a base", async () => {
    const failure = await failureOf(() => train.reduce(study, undefined, Float64Array.of(0, 0, 0, 0, 1), 2));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });
});

describe("clipping", () => {
  it("bounds the norm and every coordinate, and leaves a short delta alone", () => {
    const deltas = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(deltas, fc.double({ min: 1e-3, max: 100, noNaN: true }), (values, norm) => {
        const delta = Float64Array.from(values);
        const clipped = clipToNorm(delta, norm);
        expect(Math.hypot(...clipped)).to.be.at.most(norm * (1 + 1e-12));
        expect(Math.max(...clipped.map(Math.abs))).to.be.at.most(norm);
        if (Math.hypot(...delta) <= norm * (1 - 1e-12)) expect(clipped).to.deep.equal(delta);
      }),
    );
  });
});
