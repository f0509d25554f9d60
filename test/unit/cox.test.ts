import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localCox } from "@consilium/node/workloads/cox.ts";
import { type PartialLikelihood, partialLikelihood } from "@consilium/node/workloads/partialLikelihood.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { triangleLength } from "@consilium/sdk/statistics/symmetric.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { cox } from "@consilium/sdk/workloads/cox/cox.ts";
import { coxShape, likelihoodScale } from "@consilium/sdk/workloads/cox/shape.ts";
import type { CoxSpec } from "@consilium/sdk/workloads/cox/spec.ts";
import { type CoxState, decodeCoxState } from "@consilium/sdk/workloads/cox/state.ts";
import { expect } from "chai";
import fc from "fast-check";
import { behavesLikeAWorkload, failureOf, firstContext, firstPoint, withColumns } from "../behaviors/workload.ts";
import { MADE_COLUMNS, madeSurvival, tableOf } from "../support/madeSurvival.ts";
import {
  columnOfReport,
  coxDeviation,
  encodedSum,
  largestDeviation,
  runStage,
  survivalStudy,
  VECTORS,
} from "../support/survivalRounds.ts";

/** The stage's terms of each fit that the script has. */
const TERMS: Record<string, string[]> = {
  efron: ["age", "bmi", "sex", "stage"],
  breslow: ["age", "bmi", "sex", "stage"],
  rareLevel: ["age", "sex", "rare"],
  interactions: ["age", "sex", "stage", "age:sex", "age:stage"],
  missing: ["age", "lab"],
  ridgeEfron: ["age", "bmi", "sex", "stage", "twin", "never"],
  ridgeBreslow: ["age", "bmi", "sex", "stage", "twin", "never"],
};

const tables = madeSurvival();
const study = survivalStudy({ workload: "cox", terms: ["age", "sex"] }, { minimumCell: 5, minimumCohort: 20 });
const context = firstContext<CoxSpec>(study);
const point = firstPoint(study);
const COUNTS_AT = 1 + 2 + triangleLength(2);
const COUNTS = { rows: 0, events: 1, leftOut: 2, eventlessSites: 3, heldBackSites: 4 };

/** A site's vector, with some columns of its table changed by row. */
async function contributionOf(
  change: Record<string, (value: number, row: number) => number> = {},
  {
    of = study,
    table = tables[0]!,
    allowRare,
  }: { of?: typeof study; table?: (typeof tables)[0]; allowRare?: string[] } = {},
): Promise<Float64Array> {
  const changed = Object.entries(change).map(([name, to]) => [name, table.columns.get(name)!.map(to)] as const);
  const request = { point: firstPoint(of), table: withColumns(table, Object.fromEntries(changed)), siteIndex: 0 };
  return await localCox({ ...request, rows: trainingRows(table), ...(allowRare && { allowRare }) });
}

const firstTwo = encodedSum([await contributionOf(), await contributionOf({}, { table: tables[1]! })], point.shape);

describe("cox workload", () => {
  behavesLikeAWorkload(cox, {
    context,
    sumOf: (dimension) => Float64Array.from({ length: dimension }, (_, i) => firstTwo[i] ?? 0),
  });

  describe("equals the pooled fit stratified by site within 1e-8", () => {
    for (const [name, vectors] of Object.entries(VECTORS.made.cox)) {
      it(name, async () => {
        const { ties, ridge, direct, references, rows, events } = vectors;
        const stage = { workload: "cox", terms: TERMS[name], ridge, ...(ties === "breslow" && { ties }) };
        const { report, rounds } = await runStage(survivalStudy(stage), tables);
        expect(report.document).to.include({
          status: "converged",
          ties,
          ridge,
          rows,
          events,
          leftOut: 350 - rows,
          sites: 4,
        });
        expect(columnOfReport(report, "coefficients", "term")).to.deep.equal(vectors.terms);
        for (const reference of [direct, ...references]) expect(coxDeviation(report, reference)).to.be.below(1e-8);
        expect(largestDeviation(report.tables.vcov!.rows[0]!.slice(1), direct.vcovFirstRow)).to.be.below(1e-9);
        const { logLikelihood, nullLogLikelihood } = report.document;
        expect(
          largestDeviation([logLikelihood, nullLogLikelihood], [direct.logLikelihood, direct.nullLogLikelihood]),
        ).to.be.below(1e-10);
        expect(rounds.length).to.be.below(8);
        expect(report.document.iterations).to.equal(rounds.length);
      });

      if (vectors.ridge > 0) continue;
      it(`${name}: the tests of all coefficients`, async () => {
        const { ties, direct } = vectors;
        const { report } = await runStage(survivalStudy({ workload: "cox", terms: TERMS[name], ties }), tables);
        const tests = [report.document.likelihoodRatioTest, report.document.waldTest, report.document.scoreTest];
        const statistics = (tests as { statistic: number; degreesOfFreedom: number }[]).map(
          ({ statistic }) => statistic,
        );
        expect(largestDeviation(statistics, [direct.likelihoodRatio!, direct.wald!, direct.score!])).to.be.below(1e-8);
        expect(tests).to.satisfy((all: { degreesOfFreedom: number }[]) =>
          all.every(({ degreesOfFreedom }) => degreesOfFreedom === vectors.terms.length),
        );
      });
    }

    for (const [name, { ties, direct, terms }] of Object.entries(VECTORS.made.cox)) {
      if (direct.proportionality === undefined) continue;
      it(`${name}: the test of proportional hazards, by one more sum`, async () => {
        for (const proportionality of ["identity", "log1p"] as const) {
          const stage = { workload: "cox", terms: TERMS[name], ties, proportionality };
          const { report, rounds } = await runStage(survivalStudy(stage), tables);
          expect(rounds).to.have.length((report.document.iterations as number) + 1);
          expect(coxDeviation(report, direct)).to.be.below(1e-8);
          const { each, all } = direct.proportionality![proportionality];
          const statistics = columnOfReport(report, "proportionality", "statistic");
          expect(largestDeviation(statistics, [...each, all])).to.be.below(1e-8);
          expect(columnOfReport(report, "proportionality", "term")).to.deep.equal([...terms, "(all)"]);
          expect(columnOfReport(report, "proportionality", "degreesOfFreedom")).to.deep.equal([
            ...terms.map(() => 1),
            terms.length,
          ]);
        }
      });
    }

    it("and tests no proportionality on another cohort than the fit's", async () => {
      const tested = survivalStudy({ workload: "cox", terms: ["age", "sex"], proportionality: "identity" });
      const { rounds } = await runStage(tested, tables);
      const place = firstContext<CoxSpec>(tested);
      const { trend, ...last } = decodeCoxState(rounds.at(-1)!.state);
      const other = { ...last, trend: { ...trend!, counts: { ...trend!.counts, rows: 349 } } };
      const { tables: written, document } = cox.report(place, canonicalJsonBytes(other));
      expect(written.proportionality).to.equal(undefined);
      expect(document.proportionality).to.match(/^Not tested/);
    });

    it("and takes no sums of that test that events cannot make", async () => {
      const tested = survivalStudy({ workload: "cox", terms: ["age", "sex"], proportionality: "identity" });
      const place = firstContext<CoxSpec>(tested);
      const { rounds } = await runStage(tested, tables);
      const { state } = rounds.at(-2)!;
      const { dimension } = cox.ask(place, state)!;
      expect(dimension).to.equal(2 + 2 * 3 + 5);
      const sum = new Float64Array(dimension);
      sum.set([350, 191, 0, 0, 0], dimension - 5);
      expect(cox.reduce(place, state, sum, 4).figures).to.include({ status: "converged", rows: 350 });
      const few = Float64Array.from(sum).fill(1, dimension - 3, dimension - 2);
      const closed = { ...place, study: { ...place.study, document: { ...place.study.document, minimumCell: 5 } } };
      expect(cox.reduce(closed, state, few, 4).figures, "one row left out").to.have.all.keys(
        ..."iteration status rows sites eventlessSites heldBackSites".split(" "),
      );
      for (const [i, field] of [
        [0, "score"],
        [2, "information"],
        [5, "information"],
      ] as const) {
        const wrong = Float64Array.from(sum).fill(500, i, i + 1);
        expect((await failureOf(() => cox.reduce(place, state, wrong, 4))).field).to.equal(field);
      }
    });

    it("with ratios and intervals that follow from estimates and errors, and a linear predictor in the columns' units", async () => {
      const { report } = await runStage(survivalStudy({ workload: "cox", terms: TERMS.interactions }), tables);
      for (const row of report.tables.coefficients!.rows) {
        const [, estimate, error, statistic, , lower, upper, ...ratios] = row as number[];
        expect(statistic).to.equal(estimate! / error!);
        const limits = [-1, 1].map((side) => estimate! + side * 1.959963984540054 * error!);
        expect(largestDeviation([lower, upper], limits)).to.be.below(1e-14);
        expect(ratios).to.deep.equal([estimate, lower, upper].map((each) => Math.exp(each!)));
      }
      const estimates = columnOfReport(report, "coefficients", "estimate");
      const { intercept, terms } = report.document.linearPredictor as {
        intercept: number;
        terms: { coefficient: number }[];
      };
      expect(intercept).to.equal(0);
      expect(terms.map(({ coefficient }) => coefficient)).to.deep.equal(estimates);
      expect(terms.map(({ coefficient: _, ...place }) => place)).to.deep.equal([
        { column: "age" },
        { column: "sex" },
        { column: "stage", level: "II" },
        { column: "stage", level: "III" },
        { column: "age", with: "sex" },
        { column: "stage", level: "II", with: "age" },
        { column: "stage", level: "III", with: "age" },
      ]);
    });
  });

  describe("gives no estimates, and says why,", () => {
    const silent = (report: Awaited<ReturnType<typeof runStage>>["report"]) => {
      expect(new Set(columnOfReport(report, "coefficients", "ratio"))).to.deep.equal(new Set([null]));
      expect(report.tables.vcov!.rows).to.have.length(0);
      expect(report.document).to.include({ linearPredictor: null, waldTest: null, logLikelihood: null });
    };
    const cases: [string, object, object][] = [
      [
        "of a term that follows from others",
        { terms: ["age", "sex", "twin"] },
        { status: "collinear", terms: ["twin"] },
      ],
      ["where a coefficient runs away", { terms: ["age", "never"] }, { status: "monotone", terms: ["never"] }],
      [
        "after too few iterations",
        { terms: ["age", "sex"], maximumIterations: 2 },
        { status: "notConverged", terms: [] },
      ],
    ];
    for (const [what, stage, expected] of cases) {
      it(what, async () => {
        const { report } = await runStage(survivalStudy({ workload: "cox", ...stage }), tables);
        expect(report.document).to.deep.include(expected);
        expect(report.document.statusText).to.match(/^No estimates: /);
        silent(report);
      });
    }

    it("where a coefficient runs away, long before its information is lost to rounding", async () => {
      const { rounds } = await runStage(survivalStudy({ workload: "cox", terms: ["age", "never"] }), tables);
      expect(rounds.length).to.be.below(18);
    });

    it("of a column of which rounding alone leaves information", () => {
      const sum = Float64Array.from(firstTwo);
      sum.set([2 ** -43, 0], 3);
      const { state } = cox.reduce(context, point.state, sum, 2);
      expect(decodeCoxState(state)).to.deep.include({ status: "collinear", terms: ["age"] });
    });

    it("of a column that is constant at every site", async () => {
      const same = tables.map((table) => withColumns(table, { rare: table.columns.get("rare")!.map(() => 1) }));
      const { report } = await runStage(survivalStudy({ workload: "cox", terms: ["age", "rare"] }), same);
      expect(report.document).to.deep.include({ status: "collinear", terms: ["rare"] });
    });

    it("where few of all have the event, though a committee allowed it", async () => {
      const few = tables.map((table) =>
        withColumns(table, { event: table.columns.get("event")!.map((_, row) => (row < 1 ? 1 : 0)) }),
      );
      const contributions = await Promise.all(few.map((table) => contributionOf({}, { table, allowRare: ["event"] })));
      const { state, figures } = cox.reduce(context, point.state, encodedSum(contributions, point.shape), 4);
      expect(figures).to.deep.equal({
        iteration: 1,
        status: "tooFew",
        rows: 350,
        sites: 4,
        eventlessSites: 0,
        heldBackSites: 0,
      });
      expect(cox.ask(context, state)).to.equal(undefined);
      const report = cox.report(context, state);
      expect(report.document).to.include({ status: "tooFew", events: null, rows: null });
      silent(report);
    });
  });

  describe("sends of a site", () => {
    const counts = (contribution: Float64Array) => [...contribution.subarray(COUNTS_AT)];
    const isHeldBack = (contribution: Float64Array) => {
      const all = [...contribution];
      return all.slice(0, -1).every((value) => value === 0) && all.at(-1) === 1;
    };

    it("counts, and sums of a bounded length however many event times it has", async () => {
      const events = tables[0]!.columns.get("event")!.reduce((sum, event) => sum + event, 0);
      expect(counts(await contributionOf())).to.deep.equal([140, events, 0, 0, 0]);
      for (const times of [1, 2, 24]) {
        expect(await contributionOf({ time: (_, row) => row % times })).to.have.length(point.shape.dimension);
      }
      expect(point.shape.dimension).to.equal(1 + 2 + 3 + 5);
    });

    it("what rests on the order of times alone, and no sum by time", async () => {
      const whole = await contributionOf();
      expect(await contributionOf({ time: (time) => Math.sqrt(time) })).to.deep.equal(whole);
      // Sums over those who have the event at a time, and over those at risk: a one-shot method's message.
      const table = tables[0]!;
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
        ...tables.slice(0, 2),
        withColumns(tables[2]!, { event: tables[2]!.columns.get("event")!.map(() => 0) }),
        withColumns(tables[3]!, { event: tables[3]!.columns.get("event")!.map((_, row) => (row < 2 ? 1 : 0)) }),
      ];
      const { report } = await runStage(study, changed);
      expect(report.document).to.include({
        status: "converged",
        rows: 300,
        sites: 4,
        eventlessSites: 1,
        heldBackSites: 1,
      });
      const two = await runStage(study, tables.slice(0, 2));
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

  describe("takes Newton's steps", () => {
    const state = (bytes: Uint8Array): CoxState => decodeCoxState(bytes);
    const first = cox.reduce(context, point.state, firstTwo, 2);
    /** The same sum with another log-likelihood. */
    const sumWith = (logLikelihood: number, beta: readonly number[]) => {
      const sum = Float64Array.from(firstTwo);
      sum[0] = logLikelihood / likelihoodScale(beta, study.document.maximumRows);
      return sum;
    };

    it("halves a step that makes the likelihood worse, and none that does not", () => {
      const { beta, best } = state(first.state);
      const worse = state(cox.reduce(context, first.state, sumWith(best!.logLikelihood - 1, beta), 2).state);
      expect(worse.beta).to.deep.equal(beta.map((each) => each / 2));
      expect(worse).to.deep.include({ halvings: 1, iterations: 2, best });
      const better = state(cox.reduce(context, first.state, sumWith(best!.logLikelihood + 1, beta), 2).state);
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
        return state(cox.reduce(context, first.state, sum, 2).state).halvings;
      };
      expect([0.4, 0.6].map(slopeTo)).to.deep.equal([0, 1]);
    });

    it("moves no coefficient by more than a standard deviation of its column's", () => {
      const sum = Float64Array.from(firstTwo);
      sum.set([100, 0, 10, 0, 10], 1);
      const { beta } = state(cox.reduce(context, point.state, sum, 2).state);
      const events = sum[COUNTS_AT + COUNTS.events]!;
      expect(beta[0]! * Math.sqrt(10 / events)).to.be.closeTo(1, 1e-12);
      expect(beta[1]).to.equal(0);
    });

    it("compares no likelihoods of two cohorts, and then tests none against coefficients of 0", async () => {
      const { beta, best } = state(first.state);
      const sum = sumWith(best!.logLikelihood - 1, beta);
      sum[COUNTS_AT + COUNTS.rows]! -= 1;
      expect(state(cox.reduce(context, first.state, sum, 2).state).best!.beta).to.deep.equal(beta);
      const { rounds, report } = await runStage(study, tables);
      expect(report.document.scoreTest).to.not.equal(null);
      const last = state(rounds.at(-1)!.state);
      const other = { ...last, atZero: { ...last.atZero!, counts: { ...last.atZero!.counts, sites: 3 } } };
      const { document } = cox.report(context, canonicalJsonBytes(other));
      expect(document).to.include({ likelihoodRatioTest: null, scoreTest: null });
      expect(document.waldTest).to.not.equal(null);
    });

    it("keeps coefficients where a site's exponentials are finite", () => {
      const bytes = canonicalJsonBytes({ ...state(point.state), beta: [249.9, 0] });
      const sum = Float64Array.from(firstTwo);
      sum.set([-1e-3, 30, 0, 1, 0, 1], 0);
      const { beta } = state(cox.reduce(context, bytes, sum, 2).state);
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
      const { report } = await runStage(survivalStudy(stage), tables);
      expect(report.document.status).to.equal("converged");
    });

    it("and asks sites for nothing but coefficients", () => {
      expect(cox.asked!(context, first.state)).to.deep.equal(
        canonicalJsonBytes({ isTest: false, beta: state(first.state).beta }),
      );
    });
  });

  describe("refuses a sum", () => {
    const cases: [string, string, string, (sum: Float64Array) => void][] = [
      [
        "whose counts are not whole",
        "WORKLOAD_FAILED",
        `sum.${COUNTS_AT}`,
        (sum) => sum.fill(40.5, COUNTS_AT, COUNTS_AT + 1),
      ],
      [
        "of fewer rows than the minimum cohorts",
        "AGGREGATE_REFUSED",
        "rows",
        (sum) => sum.fill(39, COUNTS_AT, COUNTS_AT + 1),
      ],
      ["of more events than rows", "AGGREGATE_REFUSED", "events", (sum) => sum.fill(231, COUNTS_AT + 1, COUNTS_AT + 2)],
      [
        "of sites that have no event and do not say so",
        "AGGREGATE_REFUSED",
        "events",
        (sum) => sum.fill(1, COUNTS_AT + 1, COUNTS_AT + 2),
      ],
      [
        "of more sites than survivors",
        "AGGREGATE_REFUSED",
        "sites",
        (sum) => sum.fill(3, COUNTS_AT + 3, COUNTS_AT + 4),
      ],
      ["with a positive log-likelihood", "AGGREGATE_REFUSED", "logLikelihood", (sum) => sum.fill(1, 0, 1)],
      ["with too small a log-likelihood", "AGGREGATE_REFUSED", "logLikelihood", (sum) => sum.fill(-200, 0, 1)],
      ["with a score that its events cannot make", "AGGREGATE_REFUSED", "score", (sum) => sum.fill(400, 1, 2)],
      ["with a negative variance", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(-1, 3, 4)],
      ["with a variance that its events cannot make", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(200, 5, 6)],
      ["with a covariance above its variances", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(100, 4, 5)],
    ];
    for (const [what, code, field, change] of cases) {
      it(what, async () => {
        const sum = Float64Array.from(firstTwo);
        change(sum);
        expect(await failureOf(() => cox.reduce(context, point.state, sum, 2))).to.include({ code, field });
      });
    }

    it("and a state of other coefficients", async () => {
      const other = canonicalJsonBytes({ ...decodeCoxState(point.state), beta: [0] });
      expect((await failureOf(() => cox.ask(context, other))).code).to.equal("WORKLOAD_FAILED");
    });
  });

  describe("checks its stage", () => {
    const field = "study.yaml.stages.0";
    const cases: [string, object, string, RegExp][] = [
      ["a term that is no column", { terms: ["age", "weight"] }, `${field}.terms.1`, /Use one of age/],
      ["the outcome as a term", { terms: ["event"] }, `${field}.terms.0`, /type event/],
      ["a term that is there twice", { terms: ["age:sex", "sex:age"] }, `${field}.terms.1`, /twice/],
      ["a column by itself", { terms: ["age:age"] }, `${field}.terms.0`, /square/],
      ["two categories", { terms: ["stage:stage2"] }, `${field}.terms.0`, /two categories/],
      ["a product without a finite range", { terms: ["age:vast"] }, `${field}.terms`, /not finite/],
      ["a time that is none", { time: "age" }, `${field}.time`, /Use one of time/],
      ["an event that is none", { event: "sex" }, `${field}.event`, /Use one of event/],
      [
        "a test of proportional hazards under a penalty",
        { ridge: 1, proportionality: "identity" },
        `${field}.proportionality`,
        /Leave out ridge/,
      ],
      ["ties that it does not know", { ties: "exact" }, field, /ties/],
    ];
    const columns = [
      ...MADE_COLUMNS,
      { name: "stage2", type: "category" as const, levels: ["A", "B"] },
      { name: "vast", type: "number" as const, range: [0, 1.7e308] as [number, number] },
    ];
    for (const [what, change, at, message] of cases) {
      it(`and refuses ${what}`, async () => {
        const failure = await failureOf(() =>
          checkStages(survivalStudy({ workload: "cox", ...change }, { columns, maximumRounds: 100 })),
        );
        expect(failure.code).to.equal("STUDY_INVALID");
        expect(failure.field).to.contain(at);
        expect(`${failure.field} ${failure.message} ${failure.hint}`).to.match(message);
      });
    }

    it("and refuses an outcome of which rows without a value are not left out, and a study without a column to fit", async () => {
      const optional = MADE_COLUMNS.map((column) => ({ ...column, required: false }));
      const only = MADE_COLUMNS.filter(({ name }) => name === "time" || name === "event");
      for (const [changed, at] of [
        [optional, "study.yaml: column time"],
        [only, `${field}.terms`],
      ] as const) {
        expect(
          (await failureOf(() => checkStages(survivalStudy({ workload: "cox" }, { columns: changed })))).field,
        ).to.equal(at);
      }
    });

    it("and refuses stages that differ in their ties, whose difference is of the tied alone", async () => {
      const stages = ["efron", "breslow"].map((ties) => ({ ...study.document.stages[0]!, id: ties, ties }));
      const both = (chosen: typeof stages) => checkStages(survivalStudy({}, { stages: chosen, maximumRounds: 100 }));
      both([stages[0]!, { ...stages[0]!, id: "again" }]);
      const failure = await failureOf(() => both(stages));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.1.ties" });
    });

    it("and fits what it names, or every column that is neither time nor event", () => {
      const all = survivalStudy({ workload: "cox" }, { maximumRounds: 25 });
      checkStages(all);
      const place = firstContext<CoxSpec>(all);
      const columns = MADE_COLUMNS.map(({ name }) => name).filter((name) => name !== "time" && name !== "event");
      expect(cox.discloses(place)).to.deep.equal({
        release: "exact",
        columns: ["time", "event", ...columns],
        parameters: 9,
      });
      const some = firstContext<CoxSpec>(survivalStudy({ workload: "cox", terms: ["sex:age", "stage:age"] }));
      expect(cox.discloses(some)).to.deep.include({ columns: ["time", "event", "sex", "age", "stage"], parameters: 3 });
      expect(cox.roundsAtMost(place)).to.equal(25);
      const { stage } = place;
      expect(
        cox.roundsAtMost({ ...place, stage: { ...stage, proportionality: "log1p", maximumIterations: 9 } }),
      ).to.equal(10);
    });

    it("and chooses the finest grid up to 44 bits that the ring holds, and at least 32", async () => {
      const bits = (maximumRows: number, maximum: number) => {
        const sites = { minimum: 2, maximum };
        return coxShape(firstContext(survivalStudy({ workload: "cox" }, { maximumRows, sites }))).fractionBits;
      };
      expect([bits(1_000, 6), bits(1_000_000, 2), bits(5_000_000, 200)]).to.deep.equal([44, 41, 32]);
      const failure = await failureOf(() => bits(10_000_000, 200));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.maximumRows" });
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
