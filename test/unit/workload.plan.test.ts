import { decodeModel, encodeModel, initialModel } from "@consilium/sdk/models/Model.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { baseOf, planOf, shapeOf } from "@consilium/sdk/workloads/plan.ts";
import { summary } from "@consilium/sdk/workloads/summary.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { expect } from "chai";
import { failureOf, makeStudy, TRAIN } from "../behaviors/workload.ts";

const kinds = (study: ReturnType<typeof makeStudy>) => planOf(study).map((step) => step.workload);

describe("study plan", () => {
  it("is one summary round for a summary study", () => {
    expect(planOf(makeStudy({ workload: "summary" }))).to.deep.equal([{ workload: "summary", index: 0 }]);
  });

  it("puts one summary round before training where inputs are standardised by secure sum", () => {
    expect(kinds(makeStudy({ standardise: "secure-sum" }))).to.deep.equal(["summary", "train", "train", "train"]);
    expect(kinds(makeStudy({ standardise: "site" }))).to.deep.equal(["train", "train", "train"]);
    expect(kinds(makeStudy({ standardise: "none" }))).to.deep.equal(["train", "train", "train"]);
  });

  it("gives a summary round no base and the first train round the initial model", () => {
    const study = makeStudy({ standardise: "site" });
    expect(baseOf(makeStudy({ standardise: "secure-sum" }), 0, [])).to.equal(undefined);
    expect(baseOf(study, 0, [])!.bytes).to.deep.equal(encodeModel(initialModel(study)));
  });

  it("puts the summary round's pooled standardiser into the first base", () => {
    const study = makeStudy({ standardise: "secure-sum" });
    const sum = new Float64Array(shapeOf(study, 0).dimension).map((_, i) => [10, 5, 5, 0, 0][i % 5]!);
    const model = decodeModel(baseOf(study, 1, [summary.reduce(study, undefined, sum, 2)])!.bytes, study);
    expect([...model.standardiser!.mean]).to.deep.equal([7.5, 200, 0.75]);
    expect(model.step).to.equal(0);
  });

  it("starts every later train round from the model before it", () => {
    const study = makeStudy();
    const model = { bytes: Uint8Array.of(1, 2, 3) };
    const results: Reduction[] = [{ summary: {}, model }];
    expect(baseOf(study, 1, results)).to.equal(model);
  });

  it("refuses a step whose predecessor is not finalised, and one past the end", async () => {
    const study = makeStudy({ standardise: "secure-sum" });
    expect((await failureOf(() => baseOf(study, 1, []))).code).to.equal("ROUND_PHASE");
    expect((await failureOf(() => baseOf(study, 2, [{ summary: {} }]))).code).to.equal("ROUND_PHASE");
    for (const step of [TRAIN.rounds + 1, -1, 0.5]) {
      expect((await failureOf(() => baseOf(study, step, []))).code).to.equal("ROUND_UNKNOWN");
    }
  });

  it("knows no workload by a name of Object.prototype", async () => {
    expect((await failureOf(() => workloadOf("toString"))).code).to.equal("STUDY_INVALID");
  });
});

describe("contribution check", () => {
  const shape = { dimension: 2, ring: 32, fractionBits: 8, bound: 1 } as const;

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1.001, -1.001]) {
    it(`refuses ${value}, naming the coordinate and not the value`, async () => {
      const failure = await failureOf(() => checkContribution(shape, Float64Array.of(0, value)));
      expect(failure.code).to.equal("CONTRIBUTION_OUT_OF_RANGE");
      expect(failure.field).to.equal("contribution.1");
      expect(failure.message).to.not.contain(String(value));
    });
  }

  it("refuses another length and passes the bound itself", async () => {
    expect((await failureOf(() => checkContribution(shape, new Float64Array(3)))).code).to.equal(
      "CONTRIBUTION_OUT_OF_RANGE",
    );
    expect([...checkContribution(shape, Float64Array.of(-1, 1))]).to.deep.equal([-1, 1]);
  });
});
