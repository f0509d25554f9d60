import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localKm } from "@consilium/node/workloads/km.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { type GroupCounts, kaplanMeier, mergeIntervals } from "@consilium/sdk/workloads/km/curve.ts";
import { km } from "@consilium/sdk/workloads/km/km.ts";
import { logRank } from "@consilium/sdk/workloads/km/logRank.ts";
import type { KmSpec } from "@consilium/sdk/workloads/km/spec.ts";
import { expect } from "chai";
import fc from "fast-check";
import { behavesLikeAWorkload, failureOf, firstContext, firstPoint } from "../behaviors/workload.ts";
import { MADE_COLUMNS, madeSurvival, tableOf } from "../support/madeSurvival.ts";
import {
  type CurveCase,
  columnOfReport,
  largestDeviation,
  runStage,
  survivalStudy,
  VECTORS,
} from "../support/survivalRounds.ts";

const MONTHS = Array.from({ length: 24 }, (_, month) => month + 1);
const LEVELS = ["I", "II", "III"];

/** Grid of three points, three groups. */
const small = survivalStudy(
  { workload: "km", group: "stage", grid: [6, 12, 24] },
  { minimumCell: 5, minimumCohort: 10 },
);
const context = firstContext<KmSpec>(small);
const point = firstPoint(small);

/** A table of [time, event, stage] with the made set's other columns at 0. */
function rowsOf(rows: readonly (readonly [time: number, event: number, stage: number])[]) {
  const zeros = Object.fromEntries(MADE_COLUMNS.map(({ name }) => [name, 0]));
  return tableOf(rows.map(([time, event, stage]) => ({ ...zeros, time, event, stage })));
}

/** That many rows of a stage, all at risk past the grid's second point and then censored. */
const many = (count: number, stage: number) => Array.from({ length: count }, () => [20, 0, stage] as const);

async function contributionOf(rows: Parameters<typeof rowsOf>[0], of = small, allowRare?: string[]): Promise<number[]> {
  const table = rowsOf(rows);
  const request = {
    point: firstPoint(of),
    table,
    rows: trainingRows(table),
    siteIndex: 0,
    ...(allowRare && { allowRare }),
  };
  return [...(await localKm(request))];
}

/** A sum of two sites: 20 rows in each of three groups. */
function possibleSum(dimension: number): Float64Array {
  const sum = new Float64Array(dimension);
  for (const group of [0, 1, 2]) sum.set([6, 0, 5, 0, 6, 0, 20, 0], group * 8);
  sum[26] = 60;
  return sum;
}

describe("km workload", () => {
  behavesLikeAWorkload(km, { context, sumOf: possibleSum });

  describe("equals lifelines on the pooled rows where times are grid points", () => {
    const tables = madeSurvival();
    const study = (stage: object) => survivalStudy({ workload: "km", grid: MONTHS, ...stage });

    it("on the rows that the script has", () => {
      const names = ["age", "bmi", "sex", "stage", "rare", "lab", "never", "time", "event"];
      const sums = names.map((name) =>
        tables.flatMap((table) => [...table.columns.get(name)!]).reduce((sum, x) => sum + (Number.isNaN(x) ? 0 : x), 0),
      );
      expect(largestDeviation(sums, VECTORS.made.columnSums)).to.be.below(1e-12);
    });

    function expectCurve(report: Parameters<typeof columnOfReport>[0], group: string, expected: CurveCase): void {
      // lifelines lists the times that somebody has.
      const rows = report.tables.curve!.rows.filter(
        ([name, , , e, c]) => name === group && (e as number) + (c as number) > 0,
      );
      const at = (column: number) => rows.map((row) => row[column]);
      expect([at(1), at(2), at(3), at(4)]).to.deep.equal([
        expected.time,
        expected.atRisk,
        expected.events,
        expected.censored,
      ]);
      expect(largestDeviation(at(5), expected.survival)).to.be.below(1e-12);
      expect(largestDeviation(at(6), expected.lower)).to.be.below(1e-12);
      expect(largestDeviation(at(7), expected.upper)).to.be.below(1e-12);
      const median = report.tables.medians!.rows.find(([name]) => name === group)!;
      expect(median.slice(3)).to.deep.equal([expected.median, expected.medianLower, expected.medianUpper]);
      expect(median.slice(1, 3)).to.deep.equal([
        expected.atRisk[0],
        expected.events.reduce((sum, count) => sum + count, 0),
      ]);
    }

    it("one curve of all", async () => {
      const { report, rounds } = await runStage(study({}), tables);
      expect(rounds).to.have.length(1);
      expectCurve(report, "all", VECTORS.made.km.all);
      expect(report.document).to.include({ logRank: null, rows: 350, leftOut: 0, heldBackRows: 0, unit: "mo" });
    });

    it("a curve for each group, and the log-rank test", async () => {
      const { report } = await runStage(study({ group: "stage" }), tables);
      VECTORS.made.km.groups.forEach((expected, g) => {
        expectCurve(report, LEVELS[g]!, expected);
      });
      const { statistic, degreesOfFreedom, pValue } = report.document.logRank as typeof VECTORS.made.km.logRank;
      const { logRank: expected } = VECTORS.made.km;
      expect(largestDeviation([statistic], [expected.statistic])).to.be.below(1e-12);
      expect(degreesOfFreedom).to.equal(2);
      expect(largestDeviation([pValue], [expected.pValue])).to.be.below(1e-8);
    });
  });

  it("counts a time as the first grid point that is not before it, and one past the grid at risk to its end", async () => {
    const rows = [0, 3, 6, 6.5, 12, 23, 24].map((time, i) => [time, i % 2, 0] as const);
    const open = survivalStudy({ workload: "km", grid: [6, 12, 20] });
    expect(await contributionOf(rows, open)).to.deep.equal([1, 1, 0, 2, 1, 0, 7, 0, 0, 0, 7]);
  });

  it("shows survival at horizons as the curve does, at the last shown time before it", async () => {
    const study = (minimumCell: number) =>
      survivalStudy({ workload: "km", grid: [1, 6, 12, 24], horizons: [1, 12] }, { minimumCell });
    const rows = [...Array.from({ length: 8 }, () => [6, 1, 0] as const), [1, 1, 0] as const, ...many(11, 0)];
    const horizons = async (minimumCell: number) => {
      const { report } = await runStage(study(minimumCell), [rowsOf(rows)]);
      return (report.document.horizons as { time: number | null; survival: number | null }[]).map((line) => [
        line.time,
        line.survival,
      ]);
    };
    expect(await horizons(1)).to.deep.equal([
      [1, 0.95],
      [12, 0.95 * (11 / 19)],
    ]);
    expect(await horizons(5)).to.deep.equal([
      [null, null],
      [12, 0.95 * (11 / 19)],
    ]);
  });

  it("has no limits where nobody survives, and both at 1 where nobody had the event yet", async () => {
    const rows = Array.from({ length: 10 }, () => [12, 1, 0] as const);
    const { report } = await runStage(survivalStudy({ workload: "km", grid: [6, 12] }), [rowsOf(rows)]);
    expect(report.tables.curve!.rows).to.deep.equal([
      ["all", 6, 10, 0, 0, 1, 1, 1],
      ["all", 12, 10, 10, 0, 0, null, null],
    ]);
    expect(report.tables.medians!.rows).to.deep.equal([["all", 10, 10, 12, null, null]]);
  });

  describe("holds back at the site", () => {
    const none = [0, 0, 0, 0, 0, 0];

    it("nothing where every group has enough rows", async () => {
      const contribution = await contributionOf([...many(5, 0), ...many(6, 1)]);
      expect(contribution.slice(6, 8)).to.deep.equal([5, 0]);
      expect(contribution.slice(14, 16)).to.deep.equal([6, 0]);
      expect(contribution.slice(24)).to.deep.equal([0, 0, 11]);
    });

    it("a group of fewer than the least cell, and a second one, since the cohort's size would give it back", async () => {
      const rows = [...many(4, 0), ...many(6, 1), ...many(20, 2)];
      const contribution = await contributionOf(rows);
      expect(contribution).to.deep.equal([...none, 0, 1, ...none, 0, 1, 0, 0, 0, 0, 0, 20, 20, 0, 0, 0, 30]);
      const allowed = await contributionOf(rows, small, ["stage"]);
      expect([6, 14, 22].map((i) => allowed[i])).to.deep.equal([4, 6, 20]);
    });

    it("a small number of rows without a group, with the smallest group", async () => {
      const contribution = await contributionOf([
        ...many(6, 0),
        ...many(20, 1),
        [1, 1, Number.NaN],
        [2, 0, Number.NaN],
      ]);
      expect(contribution.slice(0, 16)).to.deep.equal([...none, 0, 1, 0, 0, 0, 0, 0, 20, 20, 0]);
      expect(contribution.slice(24)).to.deep.equal([0, 1, 28]);
    });

    it("and counts the rest, which a report shows", async () => {
      const { report } = await runStage(small, [
        rowsOf([...many(4, 0), ...many(6, 1), ...many(20, 2)]),
        rowsOf([...many(8, 0), ...many(9, 1), ...many(10, 2)]),
      ]);
      expect(report.document).to.deep.include({ rows: 57, heldBackRows: 10, leftOut: 0, sites: 2 });
      expect(report.document.groups).to.deep.equal([
        { name: "I", rows: 8, heldBackSites: 1, withheld: false },
        { name: "II", rows: 9, heldBackSites: 1, withheld: false },
        { name: "III", rows: 30, heldBackSites: 0, withheld: false },
      ]);
    });
  });

  describe("publishes no small count", () => {
    const isShown = (count: unknown) => count === null || count === 0 || (count as number) >= 5;
    const counts = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 12 })
      .chain((intervals) =>
        fc.nat({ max: 20 }).map((rest): GroupCounts => {
          const events = intervals.map(([each]) => each);
          const censored = intervals.map(([, each]) => each);
          return { events, censored, rows: [...events, ...censored].reduce((sum, each) => sum + each, rest) };
        }),
      );

    it("of events, censored and patients at risk, nor one that the group's rows and events would give back", () => {
      fc.assert(
        fc.property(counts, (group) => {
          const shown = mergeIntervals(group, 5);
          let left = group.rows;
          let events = 0;
          for (const { atRisk, events: own, censored } of shown) {
            expect(atRisk).to.equal(left);
            if (censored === null || own === null) break;
            expect([own, censored].every(isShown)).to.equal(true);
            left -= own + censored;
            events += own;
          }
          const total = group.events.reduce((sum, each) => sum + each, 0);
          // What a reader who knows both totals can subtract. Where the totals are small themselves, nothing at all is shown.
          if (!isShown(total) || !isShown(group.rows - total)) {
            expect(shown).to.have.length(1);
            expect(shown[0]).to.deep.include({
              atRisk: group.rows,
              events: null,
              censored: null,
              isSurvivalShown: total === 0,
            });
          } else {
            expect([total - events, left - (total - events)].every(isShown)).to.equal(true);
          }
        }),
        { numRuns: 500 },
      );
    });

    it("and shows all where each is large enough", () => {
      const group = { rows: 40, events: [5, 0, 7], censored: [0, 6, 5] };
      expect(mergeIntervals(group, 5).map(({ last, events, censored }) => [last, events, censored])).to.deep.equal([
        [0, 5, 0],
        [1, 0, 6],
        [2, 7, 5],
      ]);
    });

    it("and keeps survival at the shown times that of the sum", async () => {
      const tables = madeSurvival();
      const study = survivalStudy({ workload: "km", grid: MONTHS, group: "sex" }, { minimumCell: 5 });
      const exact = survivalStudy({ workload: "km", grid: MONTHS, group: "sex" });
      const { report } = await runStage(study, tables);
      const whole = (await runStage(exact, tables)).report;
      const rows = report.tables.curve!.rows;
      expect(rows.length).to.be.below(whole.tables.curve!.rows.length);
      for (const [group, time, atRisk, events, censored, survival] of rows) {
        expect([atRisk, events, censored].every(isShown)).to.equal(true);
        const same = whole.tables.curve!.rows.find((row) => row[0] === group && row[1] === time)!;
        if (survival !== null) expect(survival).to.equal(same[5]);
      }
      expect(report.document.logRank).to.deep.equal(whole.document.logRank);
    });

    it("withholds a group of which there are few rows in all", () => {
      const sum = possibleSum(27);
      sum.set([1, 0, 0, 0, 0, 0, 3, 0], 0);
      sum[26] = 43;
      const { state, figures } = km.reduce(context, point.state, sum, 2);
      const { tables, document } = km.report(context, state);
      const groups = document.groups as { rows: number | null; withheld: boolean }[];
      expect(groups.map(({ rows, withheld }) => [rows, withheld])).to.deep.equal([
        [null, true],
        [null, true],
        [20, false],
      ]);
      expect(new Set(columnOfReport({ tables, document, files: {} }, "curve", "group"))).to.deep.equal(
        new Set(["III"]),
      );
      expect(tables.medians!.rows[0]).to.deep.equal(["I", null, null, null, null, null]);
      expect((figures.groups as { rows: number | null }[]).map(({ rows }) => rows)).to.deep.equal([null, null, 20]);
      expect(document.logRank).to.equal(null);
    });
  });

  it("leaves counts by interval out of the transcript's figures", () => {
    const { figures } = km.reduce(context, point.state, possibleSum(27), 2);
    expect(Object.keys(figures).sort()).to.deep.equal(["groups", "heldBackRows", "leftOut", "rows", "sites"]);
    expect(figures.groups).to.deep.equal(LEVELS.map((name) => ({ name, rows: 20, heldBackSites: 0 })));
  });

  describe("refuses a sum", () => {
    const fewRows = (sum: Float64Array) => {
      sum.fill(0).fill(19, 26);
      [7, 6, 6].forEach((rows, group) => {
        sum[group * 8 + 6] = rows;
      });
    };
    const cases: [string, string, string, (sum: Float64Array) => void][] = [
      ["whose counts are not whole numbers", "WORKLOAD_FAILED", "sum.0", (sum) => sum.fill(1.5, 0, 1)],
      ["with a negative count", "WORKLOAD_FAILED", "sum.6", (sum) => sum.fill(-1, 6, 7)],
      ["of fewer rows than the minimum cohorts", "AGGREGATE_REFUSED", "rows", fewRows],
      ["of more ends than rows in a group", "AGGREGATE_REFUSED", "group II", (sum) => sum.fill(30, 8, 9)],
      ["of more sites without a group than survivors", "AGGREGATE_REFUSED", "group III", (sum) => sum.fill(3, 23, 24)],
      [
        "of more sites that hold left-out rows back than survivors",
        "AGGREGATE_REFUSED",
        "leftOut",
        (sum) => sum.fill(3, 25, 26),
      ],
      ["of more rows in groups than in cohorts", "AGGREGATE_REFUSED", "rows", (sum) => sum.fill(59, 26)],
      ["of rows in no group although no site held one back", "AGGREGATE_REFUSED", "rows", (sum) => sum.fill(61, 26)],
    ];
    for (const [what, code, field, change] of cases) {
      it(what, async () => {
        const sum = possibleSum(27);
        change(sum);
        expect(await failureOf(() => km.reduce(context, point.state, sum, 2))).to.include({ code, field });
      });
    }
  });

  describe("checks its stage", () => {
    const field = "study.yaml.stages.0";
    const cases: [string, object, string, RegExp][] = [
      ["a grid that does not increase", { grid: [1, 3, 3] }, `${field}.grid.2`, /increase/],
      ["a grid past the time's maximum", { grid: [1, 25] }, `${field}.grid.1`, /maximum/],
      ["a horizon between grid points", { horizons: [12, 13] }, `${field}.horizons.1`, /Add it to the grid/],
      ["a time that is none", { time: "age" }, `${field}.time`, /Use one of time/],
      ["an event that is none", { event: "sex" }, `${field}.event`, /Use one of event/],
      ["a group that is a number", { group: "age" }, `${field}.group`, /Use one of sex, stage/],
      ["a grid of one point", { grid: [1] }, `${field}.grid`, /./],
      ["a word that it does not know", { bins: 3 }, field, /bins/],
    ];
    for (const [what, change, at, message] of cases) {
      it(`and refuses ${what}`, async () => {
        const study = survivalStudy({ workload: "km", grid: [6, 12, 24], ...change });
        const failure = await failureOf(() => checkStages(study));
        expect(failure.code).to.equal("STUDY_INVALID");
        expect(failure.field).to.contain(at);
        expect(`${failure.message} ${failure.hint}`).to.match(message);
      });
    }

    it("and refuses an outcome of which rows without a value are not left out", async () => {
      for (const name of ["time", "event"]) {
        const columns = MADE_COLUMNS.map((column) => (column.name === name ? { ...column, required: false } : column));
        const study = survivalStudy({ workload: "km", grid: [6, 12] }, { columns });
        expect((await failureOf(() => checkStages(study))).field).to.equal(`study.yaml: column ${name}`);
      }
    });

    it("and takes one that is right", () => {
      checkStages(survivalStudy({ workload: "km", grid: [6, 12, 24], horizons: [12], group: "stage" }));
      expect(km.discloses(context)).to.deep.equal({ release: "exact", columns: ["time", "event", "stage"] });
    });
  });

  describe("its log-rank test", () => {
    const group = { rows: 20, events: [3, 4, 5], censored: [1, 0, 2] };
    it("finds nothing between equal groups, and needs two", () => {
      expect(logRank([group, group])!.statistic).to.be.closeTo(0, 1e-20);
      expect(logRank([group])).to.equal(undefined);
      // lifelines 0.30.3: logrank_test([1, 3], [2, 4], [1, 1], [1, 1]); at the last time one patient is at risk.
      const none = [0, 0, 0, 0, 0];
      const early = { rows: 2, events: [1, 0, 1, 0, 0], censored: none };
      const late = { rows: 2, events: [0, 1, 0, 1, 0], censored: none };
      const empty = { rows: 0, events: none, censored: none };
      expect(logRank([early, late])!.statistic).to.be.closeTo(0.6153846153846156, 1e-14);
      expect(logRank([early, empty, late])).to.deep.equal(logRank([early, late]));
      expect(logRank([group, { rows: 0, events: [0, 0, 0], censored: [0, 0, 0] }])).to.equal(undefined);
    });
    it("is of as many degrees of freedom as groups but one, and the same whatever their order", () => {
      const groups = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 }), {
        minLength: 3,
        maxLength: 7,
      });
      fc.assert(
        fc.property(groups, (counts) => {
          const all = counts.map(([a, b, c, d, e, f]) => ({
            rows: 31,
            events: [a!, b!, c! + 1],
            censored: [d!, e!, f!],
          }));
          const test = logRank(all)!;
          expect(test.degreesOfFreedom).to.equal(all.length - 1);
          expect(logRank(all.toReversed())!.statistic).to.be.closeTo(test.statistic, 1e-9 * (1 + test.statistic));
        }),
      );
    });
    it("needs a time at which both are at risk with an event", () => {
      const none = { rows: 20, events: [0, 0, 0], censored: [1, 0, 2] };
      expect(logRank([none, none])).to.equal(undefined);
    });
  });

  it("estimates as by hand", () => {
    const { survival, atRisk, greenwood } = kaplanMeier({ rows: 10, events: [1, 2], censored: [1, 0] });
    expect(atRisk).to.deep.equal([10, 8]);
    expect(survival).to.deep.equal([0.9, 0.9 * 0.75]);
    expect(greenwood[1]).to.be.closeTo(1 / 90 + 2 / 48, 1e-15);
  });
});
