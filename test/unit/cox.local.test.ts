import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { type PartialLikelihood, partialLikelihood } from "@consilium/node/workloads/partialLikelihood.ts";
import { likelihoodScale } from "@consilium/sdk/workloads/cox/shape.ts";
import { expect } from "chai";
import fc from "fast-check";
import { withColumns } from "../behaviors/workload.ts";
import { COUNTS_AT, COX_POINT, COX_STUDY, contributionOf, TABLES } from "../support/coxSites.ts";
import { columnOfReport, largestDeviation, runStage } from "../support/survivalRounds.ts";

describe("the site's half of a Cox regression", () => {
  describe("sends of a site", () => {
    const counts = (contribution: Float64Array) => [...contribution.subarray(COUNTS_AT)];
    const isHeldBack = (contribution: Float64Array) => {
      const all = [...contribution];
      return all.slice(0, -1).every((value) => value === 0) && all.at(-1) === 1;
    };

    it("counts, and sums of a bounded length however many event times it has", async () => {
      const events = TABLES[0]!.columns.get("event")!.reduce((sum, event) => sum + event, 0);
      expect(counts(await contributionOf())).to.deep.equal([140, events, 0, 0, 0]);
      for (const times of [1, 2, 24]) {
        expect(await contributionOf({ time: (_, row) => row % times })).to.have.length(COX_POINT.shape.dimension);
      }
      expect(COX_POINT.shape.dimension).to.equal(1 + 2 + 3 + 5);
    });

    it("what rests on the order of times alone, and no sum by time", async () => {
      const whole = await contributionOf();
      expect(await contributionOf({ time: (time) => Math.sqrt(time) })).to.deep.equal(whole);
      // Sums over those who have the event at a time, and over those at risk: a one-shot method's message.
      const table = TABLES[0]!;
      const [times, events, ages] = ["time", "event", "age"].map((name) => table.columns.get(name)!);
      const sums = [...new Set(times)].flatMap((time) => {
        const rows = trainingRows(table);
        const dead = rows.filter((row) => times![row] === time && events![row] === 1);
        const risk = rows.filter((row) => times![row]! >= time);
        return [dead, risk].map((set) => set.reduce((sum, row) => sum + (ages![row]! - 54) / 36, 0));
      });
      for (const sum of sums.filter((each) => Math.abs(each) > 1e-9)) {
        expect([...whole.subarray(0, COUNTS_AT)].some((value) => Math.abs(value - sum) < 1e-9)).to.equal(false);
      }
    });

    it("nothing where few have the event, few are censored or few were left out, and one of none", async () => {
      const few = [0, 1, 4, 5, 135, 136, 139, 140];
      const isEvent = await Promise.all(few.map((n) => contributionOf({ event: (_, row) => (row < n ? 1 : 0) })));
      expect(isEvent.map(isHeldBack)).to.deep.equal([false, true, true, false, false, true, true, false]);
      expect(counts(isEvent[0]!), "no event").to.deep.equal([140, 0, 0, 1, 0]);
      expect([...isEvent[0]!.subarray(0, COUNTS_AT)].every((value) => value === 0)).to.equal(true);
      const missing = [0, 1, 4, 5].map((n) => contributionOf({ age: (age, row) => (row < n ? Number.NaN : age) }));
      expect((await Promise.all(missing)).map(isHeldBack)).to.deep.equal([false, true, true, false]);
      const allowed = await contributionOf({ event: (_, row) => (row < 4 ? 1 : 0) }, { allowRare: ["event"] });
      expect(isHeldBack(allowed), "allowed by name").to.equal(false);
    });

    it("nothing where fewer whole rows are left than the minimum cohort", async () => {
      const left = (n: number) =>
        contributionOf({ age: (age, row) => (row < n ? age : Number.NaN), event: (_, row) => row % 2 });
      expect((await Promise.all([left(19), left(20)])).map(isHeldBack)).to.deep.equal([true, false]);
    });

    it("and the fit counts who held back and who had no event", async () => {
      const changed = [
        ...TABLES.slice(0, 2),
        withColumns(TABLES[2]!, { event: TABLES[2]!.columns.get("event")!.map(() => 0) }),
        withColumns(TABLES[3]!, { event: TABLES[3]!.columns.get("event")!.map((_, row) => (row < 2 ? 1 : 0)) }),
      ];
      const { report } = await runStage(COX_STUDY, changed);
      expect(report.document).to.include({
        status: "converged",
        rows: 300,
        sites: 4,
        eventlessSites: 1,
        heldBackSites: 1,
      });
      const two = await runStage(COX_STUDY, TABLES.slice(0, 2));
      const estimates = columnOfReport(two.report, "coefficients", "estimate") as number[];
      expect(largestDeviation(columnOfReport(report, "coefficients", "estimate"), estimates)).to.be.below(1e-12);
    });

    it("nothing outside the ranges of its columns", async () => {
      const beyond = await contributionOf({ age: (age, row) => (row < 9 ? 1e6 : age) });
      expect(beyond).to.deep.equal(await contributionOf({ age: (age, row) => (row < 9 ? 90 : age) }));
    });
  });

  describe("computes a partial likelihood", () => {
    const rowsOf = fc.array(
      fc.record({
        time: fc.integer({ min: 1, max: 4 }),
        event: fc.constantFrom(0, 1),
        x: fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 1)),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const beta = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }));
    type Row = { time: number; event: number; x: [number, number] };
    const of = (rows: readonly Row[], at: number[], ties: "efron" | "breslow") =>
      partialLikelihood(
        {
          times: Float64Array.from(rows, ({ time }) => time),
          events: Float64Array.from(rows, ({ event }) => event),
          covariates: Float64Array.from(rows.flatMap(({ x }) => x)),
        },
        at,
        ties,
      );

    it("as its definition says, death by death", () => {
      fc.assert(
        fc.property(rowsOf, beta, fc.constantFrom("efron", "breslow"), (rows, at, ties) => {
          const actual = of(rows, at, ties);
          const expected = byDefinition(rows, at, ties);
          expect(actual.logLikelihood).to.be.closeTo(expected.logLikelihood, 1e-9);
          expect(largestDeviation([...actual.score], [...expected.score])).to.be.below(1e-9);
          expect(largestDeviation([...actual.information], [...expected.information])).to.be.below(1e-9);
        }),
        { numRuns: 200 },
      );
    });

    it("within the bounds of its shape: each event moves a score by 2, an information by 1, a log-likelihood by its scale", () => {
      fc.assert(
        fc.property(rowsOf, beta, fc.constantFrom("efron", "breslow"), (rows, at, ties) => {
          const { logLikelihood, score, information } = of(rows, at, ties);
          const events = rows.filter(({ event }) => event === 1).length + 1e-9;
          expect(logLikelihood).to.be.within(-events * likelihoodScale(at, rows.length), 1e-9);
          expect(score.every((each) => Math.abs(each) <= 2 * events)).to.equal(true);
          expect(information.every((each) => Math.abs(each) <= events)).to.equal(true);
        }),
        { numRuns: 200 },
      );
    });

    it("with the last bit of a log-likelihood bound by maximumRows alone", () => {
      for (const rows of [1, 2, 3, 1_000, 1_024, 10_000_000]) {
        expect(likelihoodScale([0], rows)).to.be.at.least(Math.log(rows));
      }
      expect(likelihoodScale([-2, 3], 1)).to.be.at.least(10);
    });

    it("without overflow at large coefficients", () => {
      const rows: Row[] = Array.from({ length: 6 }, (_, i) => ({ time: i, event: 1, x: [i % 2 ? 1 : -1, 1] }));
      const { logLikelihood, score } = of(rows, [240, 0], "efron");
      expect(Number.isFinite(logLikelihood) && score.every(Number.isFinite)).to.equal(true);
    });
  });
});

/** The sums of Efron 1977 and Breslow 1974, written out. */
function byDefinition(
  rows: readonly { time: number; event: number; x: [number, number] }[],
  beta: readonly number[],
  ties: "efron" | "breslow",
): PartialLikelihood {
  let logLikelihood = 0;
  const score = new Float64Array(2);
  const information = new Float64Array(3);
  const predictor = (x: readonly number[]) => x[0]! * beta[0]! + x[1]! * beta[1]!;
  for (const time of new Set(rows.filter(({ event }) => event === 1).map((row) => row.time))) {
    const risk = rows.filter((row) => row.time >= time);
    const dead = risk.filter((row) => row.time === time && row.event === 1);
    dead.forEach(({ x }, k) => {
      const share = ties === "efron" ? k / dead.length : 0;
      const weights = risk.map((row) => Math.exp(predictor(row.x)) * (dead.includes(row) ? 1 - share : 1));
      const total = weights.reduce((sum, each) => sum + each, 0);
      const mean = (of: (x: readonly number[]) => number) =>
        risk.reduce((sum, row, i) => sum + weights[i]! * of(row.x), 0) / total;
      const means = [mean((u) => u[0]!), mean((u) => u[1]!)];
      logLikelihood += predictor(x) - Math.log(total);
      for (const j of [0, 1]) score[j]! += x[j]! - means[j]!;
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ].forEach(([i, j], at) => {
        information[at]! += mean((u) => (u[i!]! - means[i!]!) * (u[j!]! - means[j!]!));
      });
    });
  }
  return { logLikelihood, score, information };
}
