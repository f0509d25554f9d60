import { areaUnderRoc, evaluateModel, evaluateScores } from "@consilium/node/workloads/localScores.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { expect } from "chai";
import fc from "fast-check";
import { firstPoint, trainStudy } from "../behaviors/workload.ts";

describe("scores on rows of one place", () => {
  it("equals the pairwise definition of the AUC, ties counting one half", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 })), { minLength: 1 });
    fc.assert(
      fc.property(rows, (scored) => {
        const positives = scored.filter(([, outcome]) => outcome === 1).map(([score]) => score);
        const negatives = scored.filter(([, outcome]) => outcome === 0).map(([score]) => score);
        const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const auc = areaUnderRoc(
          Float64Array.from(scored, ([score]) => score),
          Float64Array.from(scored, ([, outcome]) => outcome),
        );
        if (pairs.length === 0) expect(auc).to.equal(null);
        else expect(auc).to.be.closeTo(pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length, 1e-12);
      }),
    );
  });

  it("counts 0.5 as a prediction of 1 and yields no accuracy without rows", () => {
    expect(evaluateScores(Float64Array.of(0.5, 0.49), Float64Array.of(1, 1))).to.deep.equal({
      accuracy: 0.5,
      auc: null,
      n: 2,
      positives: 2,
    });
    expect(evaluateScores(new Float64Array(0), new Float64Array(0)).accuracy).to.equal(null);
  });

  it("standardises a site's test rows by its training rows only", () => {
    const start = decodeModel(firstPoint(trainStudy({ standardise: "site" })).state);
    const model = { ...start, weights: Float32Array.of(1, 0, 0, 0) };
    const a = [1, 2, 3, 4, 6, 8];
    const table = {
      patientIds: a.map((_, row) => `p${row}`),
      columns: new Map([
        ["a", Float64Array.from(a)],
        ["b", new Float64Array(6)],
        ["c", new Float64Array(6)],
        ["y", Float64Array.of(0, 0, 1, 1, 1, 1)],
      ]),
      heldOut: a.map((_, row) => row >= 4),
    };
    // Both test rows are above the training mean of 2.5; by their own mean of 7 one of them would not be.
    expect(evaluateModel(model, "y", table, [4, 5])).to.deep.equal({ accuracy: 1, auc: null, n: 2, positives: 2 });
  });
});
