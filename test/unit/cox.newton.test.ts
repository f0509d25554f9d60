import { partialLikelihood } from "@consilium/node/workloads/partialLikelihood.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { cox } from "@consilium/sdk/workloads/cox/cox.ts";
import { likelihoodScale } from "@consilium/sdk/workloads/cox/shape.ts";
import { type CoxState, decodeCoxState } from "@consilium/sdk/workloads/cox/state.ts";
import { expect } from "chai";
import { COUNTS, COUNTS_AT, COX_CONTEXT, COX_POINT, COX_STUDY, firstSum, TABLES } from "../support/coxSites.ts";
import { MADE_COLUMNS, tableOf } from "../support/madeSurvival.ts";
import { columnOfReport, runStage, survivalStudy } from "../support/survivalRounds.ts";

const firstTwo = await firstSum();

describe("a Cox regression", () => {
  describe("takes Newton's steps", () => {
    const state = (bytes: Uint8Array): CoxState => decodeCoxState(bytes);
    const first = cox.reduce(COX_CONTEXT, COX_POINT.state, firstTwo, 2);
    /** The same sum with another log-likelihood. */
    const sumWith = (logLikelihood: number, beta: readonly number[]) => {
      const sum = Float64Array.from(firstTwo);
      sum[0] = logLikelihood / likelihoodScale(beta, COX_STUDY.document.maximumRows);
      return sum;
    };

    it("halves a step that makes the likelihood worse, and none that does not", () => {
      const { beta, best } = state(first.state);
      const worse = state(cox.reduce(COX_CONTEXT, first.state, sumWith(best!.logLikelihood - 1, beta), 2).state);
      expect(worse.beta).to.deep.equal(beta.map((each) => each / 2));
      expect(worse).to.deep.include({ halvings: 1, iterations: 2, best });
      const better = state(cox.reduce(COX_CONTEXT, first.state, sumWith(best!.logLikelihood + 1, beta), 2).state);
      expect(better).to.deep.include({ halvings: 0, iterations: 2 });
      expect(better.best!.beta).to.deep.equal(beta);
    });

    it("halves a step that has gone far past the maximum, though the likelihood is better there", () => {
      const { beta, best } = state(first.state);
      const slopeTo = (share: number) => {
        const sum = sumWith(best!.logLikelihood + 1, beta);
        sum.set(
          best!.score.map((each) => -share * each),
          1,
        );
        return state(cox.reduce(COX_CONTEXT, first.state, sum, 2).state).halvings;
      };
      expect([0.4, 0.6].map(slopeTo)).to.deep.equal([0, 1]);
    });

    it("moves no coefficient by more than a standard deviation of its column's", () => {
      const sum = Float64Array.from(firstTwo);
      sum.set([100, 0, 10, 0, 10], 1);
      const { beta } = state(cox.reduce(COX_CONTEXT, COX_POINT.state, sum, 2).state);
      const events = sum[COUNTS_AT + COUNTS.events]!;
      expect(beta[0]! * Math.sqrt(10 / events)).to.be.closeTo(1, 1e-12);
      expect(beta[1]).to.equal(0);
    });

    it("compares no likelihoods of two cohorts, and then tests none against coefficients of 0", async () => {
      const { beta, best } = state(first.state);
      const sum = sumWith(best!.logLikelihood - 1, beta);
      sum[COUNTS_AT + COUNTS.rows]! -= 1;
      expect(state(cox.reduce(COX_CONTEXT, first.state, sum, 2).state).best!.beta).to.deep.equal(beta);
      const { rounds, report } = await runStage(COX_STUDY, TABLES);
      expect(report.document.scoreTest).to.not.equal(null);
      const last = state(rounds.at(-1)!.state);
      const other = { ...last, atZero: { ...last.atZero!, counts: { ...last.atZero!.counts, sites: 3 } } };
      const { document } = cox.report(COX_CONTEXT, canonicalJsonBytes(other));
      expect(document).to.include({ likelihoodRatioTest: null, scoreTest: null });
      expect(document.waldTest).to.not.equal(null);
    });

    it("keeps coefficients where a site's exponentials are finite", () => {
      const bytes = canonicalJsonBytes({ ...state(COX_POINT.state), beta: [249.9, 0] });
      const sum = Float64Array.from(firstTwo);
      sum.set([-1e-3, 30, 0, 1, 0, 1], 0);
      const { beta } = state(cox.reduce(COX_CONTEXT, bytes, sum, 2).state);
      expect(Math.abs(beta[0]!) + Math.abs(beta[1]!)).to.be.within(249.9, 250);
    });

    it("and finds the maximum of a rare level's coefficient, which Newton's first step passes by far", async () => {
      const zeros = Object.fromEntries(MADE_COLUMNS.map(({ name }) => [name, 0]));
      const rows = Array.from({ length: 400 }, (_, i) => {
        const isFirst = i < 5;
        const time = isFirst ? 1 : 1 + ((i * 7) % 23);
        return {
          ...zeros,
          age: 20 + ((i * 37) % 70),
          rare: i < 6 ? 1 : 0,
          time,
          event: isFirst || i % 3 === 0 ? 1 : 0,
        };
      });
      const table = tableOf(rows);
      const { report, rounds } = await runStage(survivalStudy({ workload: "cox", terms: ["age", "rare"] }), [
        table,
        table,
      ]);
      expect(report.document.status).to.equal("converged");
      expect(rounds.length).to.be.at.most(10);
      const [age, rare] = columnOfReport(report, "coefficients", "estimate") as number[];
      const { score } = partialLikelihood(
        {
          times: table.columns.get("time")!,
          events: table.columns.get("event")!,
          covariates: Float64Array.from(rows.flatMap((row) => [row.age, row.rare])),
        },
        [age!, rare!],
        "efron",
      );
      expect(Math.max(...score.map(Math.abs))).to.be.below(1e-6);
    });

    it("and, under a penalty however small, of a coefficient that would run away", async () => {
      const stage = { workload: "cox", terms: ["age", "never"], ridge: 1e-7, maximumIterations: 60, tolerance: 1e-3 };
      const { report } = await runStage(survivalStudy(stage), TABLES);
      expect(report.document.status).to.equal("converged");
    });

    it("and asks sites for nothing but coefficients", () => {
      expect(cox.asked!(COX_CONTEXT, first.state)).to.deep.equal(
        canonicalJsonBytes({ isTest: false, beta: state(first.state).beta }),
      );
    });
  });
});
