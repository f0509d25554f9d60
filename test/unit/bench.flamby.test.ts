import { bestRidge } from "@consilium/scripts/bench/flamby/chooseRidge.ts";
import { concordance } from "@consilium/scripts/bench/flamby/concordance.ts";
import { judgeOnTest } from "@consilium/scripts/bench/flamby/judgeOnTest.ts";
import { partialLogLikelihood } from "@consilium/scripts/bench/flamby/likelihoods.ts";
import { expect } from "chai";

describe("the benchmark on FLamby's splits", () => {
  // lifelines 0.30.3: concordance_index([5,3,3,8,8,2,9,5], [-2,-3,-1,-.5,-.5,-4,-1.5,-2], [1,1,0,1,0,0,1,1])
  it("has lifelines' concordance, with ties of time and of risk", () => {
    const times = [5, 3, 3, 8, 8, 2, 9, 5];
    const events = [1, 1, 0, 1, 0, 0, 1, 1];
    const risks = [2, 3, 1, 0.5, 0.5, 4, 1.5, 2];
    const patients = times.map((time, i) => ({ time, event: events[i]!, risk: risks[i]! }));
    expect(concordance(patients)).to.be.closeTo(0.8928571428571429, 1e-15);
    expect(concordance(patients.map((each) => ({ ...each, event: 0 })))).to.equal(null);
  });

  it("chooses the penalty of the highest quality among those whose fits converged", () => {
    const judged = [0.1, 1, 10, 100].map((ridge, i) => ({ ridge, quality: [-3, -1, -2, null][i]! }));
    expect(bestRidge(judged)).to.equal(1);
    expect(bestRidge([...judged, { ridge: 0, quality: null }])).to.equal(1);
  });

  it("judges each client, their mean and all rows, with intervals that hold the figure and repeat", () => {
    const mean = (rows: readonly number[]) => rows.reduce((sum, each) => sum + each, 0) / rows.length;
    const clients = [
      [0, 1, 1, 1, 0, 1],
      [1, 1],
    ];
    const found = judgeOnTest(clients, mean);
    expect(found.byClient).to.deep.equal([4 / 6, 1]);
    expect(found.meanClient.value).to.be.closeTo(5 / 6, 1e-15);
    expect(found.pooled.value).to.equal(6 / 8);
    for (const { value, lower, upper } of [found.meanClient, found.pooled]) {
      expect(lower).to.be.below(value);
      expect(upper).to.be.above(value);
    }
    expect(judgeOnTest(clients, mean)).to.deep.equal(found);
    expect(judgeOnTest([[1], [0, 0]], (rows) => (rows.length === 1 ? null : mean(rows))).meanClient.value).to.equal(0);
  });

  it("adds to a fit's partial likelihood what a fold's events have among all who are at risk", () => {
    const row = (time: number, event: number, score: number) => ({ score, values: { time, event } });
    const kept = [row(4, 0, 0), row(6, 1, 0)];
    // One event at 2 among three at risk with equal scores: -log 3.
    expect(partialLogLikelihood([{ left: [row(2, 1, 0)], kept }])).to.be.closeTo(-Math.log(3), 1e-15);
    expect(partialLogLikelihood([{ left: [], kept }])).to.equal(0);
  });
});
