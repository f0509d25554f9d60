import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localSummary } from "@consilium/node/workloads/summary.ts";
import { fixedPointSum } from "@consilium/scripts/bench/simulateFederation.ts";
import { shapeOf } from "@consilium/sdk/workloads/plan.ts";
import { type SummaryTable, standardiserFrom, summary } from "@consilium/sdk/workloads/summary.ts";
import { expect } from "chai";
import fc from "fast-check";
import { behavesLikeAWorkload, failureOf, makeStudy, makeTable } from "../behaviors/workload.ts";

const study = makeStudy({ workload: "summary", minimumCell: 3 });

/** One site's table from rows of [a, b, c]; NaN where missing. */
function tableOf(rows: readonly (readonly number[])[]): FeatureTable {
  return {
    patientIds: rows.map((_, row) => `p${row}`),
    featureNames: ["a", "b", "c"],
    x: Float64Array.from(rows.flat()),
    y: undefined,
    heldOut: rows.map(() => false),
  };
}

/** A whole summary round over these tables, through the fixed-point sum. */
async function summarise(tables: readonly FeatureTable[], of = study): Promise<SummaryTable> {
  const contributions = [];
  for (const [siteIndex, table] of tables.entries()) {
    const request = { study: of, step: 0, base: undefined, table, rows: trainingRows(table), siteIndex };
    contributions.push(await localSummary(request));
  }
  const sum = fixedPointSum(contributions, shapeOf(of, 0));
  return summary.reduce(of, undefined, sum, tables.length).summary as unknown as SummaryTable;
}

function pooled(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

describe("summary workload", () => {
  behavesLikeAWorkload(summary, {
    study,
    base: undefined,
    sumOf: (dimension) => Float64Array.from({ length: dimension }, (_, i) => (i % 5 === 4 ? 0 : 12)),
  });

  it("equals the pooled computation", async () => {
    const value = (low: number, high: number) =>
      fc.oneof({ weight: 5, arbitrary: fc.double({ min: low, max: high, noNaN: true }) }, fc.constant(Number.NaN));
    const row = fc.tuple(value(0, 10), value(-100, 300), fc.constantFrom(0, 1));
    const site = fc.array(row, { minLength: 1, maxLength: 40 });
    const open = makeStudy({ workload: "summary", minimumCell: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(site, { minLength: 2, maxLength: 4 }), async (sites) => {
        const table = await summarise(sites.map(tableOf), open);
        const all = sites.flat();
        expect(table.rows).to.equal(all.length);
        for (const [column, line] of table.features.entries()) {
          const values = all.map((each) => each[column]!).filter((each) => !Number.isNaN(each));
          const [low, high] = open.document.features[column]!.range;
          if (values.length === 0) {
            expect(line.mean).to.equal(null);
            continue;
          }
          // A site without any value holds back its missing count too, even where the least cell is 1.
          const silent = sites.filter((each) => each.every((r) => Number.isNaN(r[column])));
          expect(line.suppressedSites).to.equal(silent.length);
          expect(line.count).to.equal(values.length);
          expect(line.missing).to.equal(all.length - values.length - silent.flat().length);
          const { mean, variance } = pooled(values);
          expect(line.mean).to.be.closeTo(mean, 1e-8 * (high - low));
          if (values.length > 1) expect(line.variance).to.be.closeTo(variance, 1e-8 * (high - low) ** 2);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keeps held-out rows out of a cohort", async () => {
    const table = makeTable(40, 1);
    const request = { study, step: 0, base: undefined, table, rows: [0, 5], siteIndex: 0 };
    expect((await failureOf(() => localSummary(request))).code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses a row that the cohort names twice", async () => {
    const request = { study, step: 0, base: undefined, table: makeTable(40, 1), rows: [1, 1], siteIndex: 0 };
    expect((await failureOf(() => localSummary(request))).code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses a table whose features are in another order", async () => {
    const table = makeTable(40, 1, ["b", "a", "c"]);
    const request = { study, step: 0, base: undefined, table, rows: [0], siteIndex: 0 };
    expect((await failureOf(() => localSummary(request))).code).to.equal("WORKLOAD_FAILED");
  });

  it("never lets a missing or infinite value into a contribution", async () => {
    const table = tableOf([
      [Number.NaN, Number.POSITIVE_INFINITY, 1],
      [1, Number.NEGATIVE_INFINITY, 1],
      [2, 5, 0],
      [3, 6, 0],
    ]);
    const request = { study, step: 0, base: undefined, table, rows: [0, 1, 2, 3], siteIndex: 0 };
    const contribution = await localSummary(request);
    expect(contribution.every(Number.isFinite)).to.equal(true);
    expect([...contribution.subarray(0, 5)].map((cell) => Math.round(cell * 100) / 100)).to.deep.equal([
      3, -1.8, 1.16, 1, 0,
    ]);
  });

  it("holds a site's small cell back at the site", async () => {
    const rows = [
      [1, 1, 1],
      [Number.NaN, 2, 1],
      [Number.NaN, 3, 0],
      [4, 4, 0],
    ];
    const request = { study, step: 0, base: undefined, table: tableOf(rows), rows: [0, 1, 2, 3], siteIndex: 0 };
    const contribution = await localSummary(request);
    expect([...contribution.subarray(0, 5)]).to.deep.equal([0, 0, 0, 0, 1]);
    expect(contribution[5]).to.equal(4);
    const table = await summarise([tableOf(rows), makeTable(40, 1)]);
    expect(table.features[0]!.suppressedSites).to.equal(1);
    expect(table.features[0]!.count).to.equal(35);
  });

  it("withholds a feature of which there are fewer values than the least cell", async () => {
    const few = (value: number) => Array.from({ length: 4 }, (_, row) => [row === 0 ? value : Number.NaN, row, 1]);
    const table = await summarise([tableOf(few(1)), tableOf(few(2))]);
    const hidden = { count: null, mean: null, variance: null, deviation: null, missing: null, missingShare: null };
    expect(table.features[0]).to.deep.equal({ name: "a", ...hidden, suppressedSites: 2, suppressed: true });
  });

  it("withholds such a feature even where a site sent its small cell", () => {
    const sum = new Float64Array(shapeOf(study, 0).dimension).map((_, i) => [2, 1, 1, 9, 0][i % 5]!);
    const table = summary.reduce(study, undefined, sum, 2).summary as unknown as SummaryTable;
    expect([table.features[0]!.count, table.features[0]!.mean]).to.deep.equal([null, null]);
  });

  it("withholds a small missing count and the count it could be subtracted from", async () => {
    const rows = Array.from({ length: 6 }, (_, row) => [row === 0 ? Number.NaN : row, row, row % 2]);
    const table = await summarise([tableOf(rows), tableOf(rows)]);
    const [a, b] = table.features;
    expect([a!.count, a!.missing, a!.missingShare, a!.suppressed]).to.deep.equal([null, null, null, true]);
    expect(a!.mean).to.be.closeTo(3, 1e-8);
    expect([b!.count, b!.missing, b!.suppressed]).to.deep.equal([12, 0, false]);
  });

  it("refuses a sum whose counts are not whole numbers", async () => {
    const sum = new Float64Array(shapeOf(study, 0).dimension);
    sum[0] = 1.5;
    expect((await failureOf(() => summary.reduce(study, undefined, sum, 2))).code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses a study whose sums could leave the ring", async () => {
    const sites = { minimum: 2, maximum: 255 };
    const failure = await failureOf(() =>
      shapeOf(makeStudy({ workload: "summary", maximumRows: 10_000_000, sites }), 0),
    );
    expect(failure.code).to.equal("STUDY_INVALID");
    expect(failure.field).to.equal("study.yaml: maximumRows");
  });
});

describe("pooled standardiser", () => {
  it("is the pooled mean and deviation", async () => {
    const tables = [makeTable(50, 1), makeTable(80, 2)];
    const { mean, deviation } = standardiserFrom(study, { ...(await summarise(tables)) });
    const a = tables.flatMap((table) => trainingRows(table).map((row) => table.x[row * 3]!));
    expect(mean[0]).to.be.closeTo(pooled(a).mean, 1e-8);
    expect(deviation[0]).to.be.closeTo(Math.sqrt(pooled(a).variance), 1e-7);
  });

  it("gives a constant column the deviation 1", async () => {
    const constant = (count: number) => tableOf(Array.from({ length: count }, (_, row) => [0.1 + 0.2, row, 1]));
    for (const counts of [
      [3, 3],
      [5, 700],
      [1000, 1000, 1000, 1000],
    ]) {
      const { mean, deviation } = standardiserFrom(study, { ...(await summarise(counts.map(constant))) });
      expect(deviation[0]).to.equal(1);
      expect(deviation[2]).to.equal(1);
      expect(mean[0]).to.be.closeTo(0.3, 1e-8);
    }
  });

  it("falls back to the declared range where the feature is withheld", async () => {
    const none = tableOf(Array.from({ length: 5 }, (_, row) => [row, Number.NaN, 1]));
    const { mean, deviation } = standardiserFrom(study, { ...(await summarise([none, none])) });
    expect([mean[1], deviation[1]]).to.deep.equal([100, 200]);
  });

  it("refuses a summary of other features", async () => {
    const table = await summarise([makeTable(40, 1), makeTable(40, 2)]);
    const features = [...table.features].reverse();
    const failure = await failureOf(() => standardiserFrom(study, { ...table, features }));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });
});
