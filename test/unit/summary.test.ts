import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localSummary } from "@consilium/node/workloads/summary.ts";
import { fixedPointSum } from "@consilium/scripts/bench/simulateFederation.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { columnRange, type NumericColumn } from "@consilium/sdk/schemas/columns.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { summaryCells } from "@consilium/sdk/workloads/summary/moments.ts";
import { checkSummarySpec, SummarySpec } from "@consilium/sdk/workloads/summary/spec.ts";
import { summary } from "@consilium/sdk/workloads/summary/summary.ts";
import {
  type SummaryTable,
  standardiserFrom,
  summarise as summariseColumn,
} from "@consilium/sdk/workloads/summary/table.ts";
import type { StageResult } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import fc from "fast-check";
import {
  behavesLikeAWorkload,
  failureOf,
  firstContext,
  firstPoint,
  makeTable,
  SUMMARY,
  summaryStudy,
  withColumns,
} from "../behaviors/workload.ts";

const study = summaryStudy();
const context = firstContext<SummarySpec>(study);
const point = firstPoint(study);

/** One site's table from rows of [a, b, c]; NaN where missing. */
function tableOf(rows: readonly (readonly number[])[]): FeatureTable {
  const columnAt = (column: number) => Float64Array.from(rows, (row) => row[column]!);
  return {
    patientIds: rows.map((_, row) => `p${row}`),
    columns: new Map([
      ...["a", "b", "c"].map((name, column) => [name, columnAt(column)] as const),
      ["y", new Float64Array(rows.length)],
    ]),
    heldOut: rows.map(() => false),
  };
}

/** What a whole summary round over these tables leaves, through the fixed-point sum. */
async function stateAfter(tables: readonly FeatureTable[], of = study): Promise<Uint8Array> {
  const { context, state, shape } = firstPoint(of);
  const contributions = [];
  for (const [siteIndex, table] of tables.entries()) {
    contributions.push(await localSummary({ point: firstPoint(of), table, rows: trainingRows(table), siteIndex }));
  }
  const sum = fixedPointSum(contributions, shape);
  return summary.reduce({ ...context, stage: SUMMARY }, state, sum, tables.length).state;
}

async function summarise(tables: readonly FeatureTable[], of = study): Promise<SummaryTable> {
  const { document } = summary.report(context, await stateAfter(tables, of));
  return document as unknown as SummaryTable;
}

/** The finished stage, as a later one sees it. */
async function resultOf(tables: readonly FeatureTable[]): Promise<StageResult> {
  return { workload: "summary", report: summary.report(context, await stateAfter(tables)) };
}

const COLUMNS = study.document.columns.slice(0, 3) as NumericColumn[];

function pooled(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

describe("summary workload", () => {
  behavesLikeAWorkload(summary, {
    context,
    sumOf: (dimension) =>
      Float64Array.from({ length: dimension }, (_, i) => (i === dimension - 1 ? 40 : i % 5 === 4 ? 0 : 12)),
  });

  it("equals the pooled computation", async () => {
    const value = (low: number, high: number) =>
      fc.oneof({ weight: 5, arbitrary: fc.double({ min: low, max: high, noNaN: true }) }, fc.constant(Number.NaN));
    const row = fc.tuple(value(0, 10), value(-100, 300), fc.constantFrom(0, 1));
    const site = fc.array(row, { minLength: 1, maxLength: 40 });
    const open = summaryStudy({ minimumCell: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(site, { minLength: 2, maxLength: 4 }), async (sites) => {
        const table = await summarise(sites.map(tableOf), open);
        const all = sites.flat();
        expect(table.rows).to.equal(all.length);
        for (const [column, line] of table.columns.entries()) {
          const values = all.map((each) => each[column]!).filter((each) => !Number.isNaN(each));
          const [low, high] = columnRange(COLUMNS[column]!);
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

  it("has the bytes that it had before there were groups", async () => {
    const tables = [makeTable(40, 1), makeTable(50, 2)];
    const contributions = await Promise.all(
      tables.map((table, siteIndex) => localSummary({ point, table, rows: trainingRows(table), siteIndex })),
    );
    const bytes = contributions.flatMap((contribution) => [...new Uint8Array(contribution.buffer)]);
    const state = await stateAfter(tables);
    const { document, tables: reported } = summary.report(context, state);
    expect([digestBytes(Uint8Array.from(bytes)), digestBytes(state)]).to.deep.equal([
      "0x8bb55dce09a3177afc2bbb901124adff58658a805a1d7ce7a8e5fb18e6e08017",
      "0xaea9624b1abb6b24c18ade38294ef29a1f20bdfa80e7298df166ab3093c8d3c3",
    ]);
    expect(digestDocument({ document, tables: reported })).to.equal(
      "0xe625bf1facf8676573f8b7e4f024c0af60abfdd99472b247b1838ea397e7c55c",
    );
  });

  it("keeps held-out rows out of a cohort", async () => {
    const request = { point, table: makeTable(40, 1), rows: [0, 5], siteIndex: 0 };
    expect((await failureOf(() => localSummary(request))).code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses a row that the cohort names twice", async () => {
    const request = { point, table: makeTable(40, 1), rows: [1, 1], siteIndex: 0 };
    expect((await failureOf(() => localSummary(request))).code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses a table without one of the study's columns, or with one of another length", async () => {
    const table = makeTable(40, 1);
    const columns = new Map(table.columns);
    columns.delete("b");
    for (const wrong of [{ ...table, columns }, withColumns(table, { b: new Float64Array(39) })]) {
      const failure = await failureOf(() => localSummary({ point, table: wrong, rows: [0], siteIndex: 0 }));
      expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "features.sql" });
    }
  });

  it("sums the columns that its stage names, in that order, and every one where it names none", async () => {
    const [, , , y] = study.document.columns;
    const group = { name: "group", type: "category" as const, levels: ["low", "high"] };
    const document = { columns: [...COLUMNS, group, y!] };
    const stage = { id: "inputs", workload: "summary" };
    const all = summaryStudy({ ...document, stages: [stage] });
    expect(firstPoint(all).shape.dimension).to.equal(4 * 5 + 4 + 1);
    const some = summaryStudy({ ...document, stages: [{ ...stage, columns: ["c", "a"] } as SummarySpec] });
    const table = withColumns(makeTable(40, 1), { group: new Float64Array(40) });
    const rows = trainingRows(table);
    const contribution = await localSummary({ point: firstPoint(some), table, rows, siteIndex: 0 });
    const whole = await localSummary({ point, table, rows, siteIndex: 0 });
    expect([...contribution]).to.deep.equal([...whole.subarray(10, 15), ...whole.subarray(0, 5), rows.length]);
  });

  it("never lets a missing or infinite value into a contribution", async () => {
    const table = tableOf([
      [Number.NaN, Number.POSITIVE_INFINITY, 1],
      [1, Number.NEGATIVE_INFINITY, 1],
      [2, 5, 0],
      [3, 6, 0],
    ]);
    const request = { point: firstPoint(summaryStudy({ minimumCell: 1 })), table, rows: [0, 1, 2, 3], siteIndex: 0 };
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
    const request = { point, table: tableOf(rows), rows: [0, 1, 2, 3], siteIndex: 0 };
    const contribution = await localSummary(request);
    expect([...contribution.subarray(0, 5)]).to.deep.equal([0, 0, 0, 0, 1]);
    expect(contribution[5]).to.equal(4);
    const table = await summarise([tableOf(rows), makeTable(40, 1)]);
    expect(table.columns[0]!.suppressedSites).to.equal(1);
    expect(table.columns[0]!.count).to.equal(35);
  });

  it("withholds a column of which there are fewer values than the least cell", async () => {
    const few = (value: number) => Array.from({ length: 4 }, (_, row) => [row === 0 ? value : Number.NaN, row, 1]);
    const table = await summarise([tableOf(few(1)), tableOf(few(2))]);
    const hidden = { count: null, mean: null, variance: null, deviation: null, missing: null, missingShare: null };
    expect(table.columns[0]).to.deep.equal({ name: "a", ...hidden, suppressedSites: 2, suppressed: true });
  });

  it("withholds such a column even where a site sent its small cell", () => {
    const sum = new Float64Array(point.shape.dimension).map((_, i) => [2, 1, 1, 9, 0][i % 5]!);
    sum[sum.length - 1] = 40;
    const table = summary.reduce(context, point.state, sum, 2).figures as unknown as SummaryTable;
    expect([table.columns[0]!.count, table.columns[0]!.mean]).to.deep.equal([null, null]);
  });

  /** Cells of column a and of the 0/1 column c that make up a sum of two sites; b has 12 values. */
  const summed = (a: number[], c: number[]) =>
    summary.reduce(context, point.state, Float64Array.of(...a, 12, 1, 1, 0, 0, ...c, 12), 2)
      .figures as unknown as SummaryTable;
  const isHidden = (line: SummaryTable["columns"][number]) => {
    const { name: _, suppressed, suppressedSites: __, ...figures } = line;
    expect(Object.values(figures).every((figure) => figure === null)).to.equal(suppressed);
    return suppressed;
  };

  it("withholds count, mean and variance alike where few values are missing in all, and shows them where none or many are", () => {
    const hidden = [0, 1, 2, 3].map((missing) =>
      isHidden(summed([12 - missing, 1, 1, missing, 0], [12, 0, 12, 0, 0]).columns[0]!),
    );
    expect(hidden).to.deep.equal([false, true, true, false]);
  });

  it("shows a column of exactly as many values as the least cell", () => {
    expect(isHidden(summed([3, 1, 1, 9, 0], [12, 0, 12, 0, 0]).columns[0]!)).to.equal(false);
  });

  it("has the values, or the ones and zeros, the missing and their sum as cells", () => {
    const counts = { count: 12, missing: 3, ones: 5 };
    const known = ["rows"];
    for (const column of [
      { name: "y", type: "binary" },
      { name: "y", type: "event" },
    ] as const) {
      expect(summaryCells(column, counts)).to.deep.equal({
        cells: { ones: 5, zeros: 7, missing: 3, rows: 15 },
        sums: [{ total: "rows", of: ["ones", "zeros", "missing"] }],
        known,
      });
    }
    expect(summaryCells(COLUMNS[0]!, counts)).to.deep.equal({
      cells: { values: 12, missing: 3, rows: 15 },
      sums: [{ total: "rows", of: ["values", "missing"] }],
      known,
    });
  });

  describe("makes of a column's sums", () => {
    const line = (...cells: number[]) => summariseColumn(COLUMNS[0]!, Float64Array.of(...cells), 1, 1);

    it("its share of missing values, and no variance of one value, but one of two", () => {
      expect(line(12, 0, 4, 3, 0)).to.include({ missing: 3, missingShare: 0.2 });
      expect(line(1, 0.2, 0.04, 3, 0)).to.include({ count: 1, mean: 6, variance: null, deviation: null });
      expect(line(2, 0, 0.08, 0, 0).variance).to.be.closeTo(0.08 * 25, 1e-12);
    });

    it("no variance where rounding to the grid can leave as much, and one where it cannot", () => {
      const rounding = 2 ** -31 + 2 ** -48;
      expect(line(4, 0, rounding, 0, 0).variance).to.equal(0);
      expect(line(4, 0, 2 * rounding, 0, 0).variance).to.equal(((2 * rounding) / 3) * 25);
    });
  });

  it("withholds a 0/1 column in all where few are 1, or few are 0, since its mean tells how many", () => {
    const hidden = (ones: number) => isHidden(summed([12, 1, 1, 0, 0], [12, 2 * ones - 12, 12, 0, 0]).columns[2]!);
    expect([0, 1, 2, 3, 9, 10, 11, 12].map(hidden)).to.deep.equal([false, true, true, false, false, true, true, false]);
  });

  it("holds a column back at the site where few values are missing, few are 1 or few are 0", async () => {
    const few = [0, 1, 2, 3, 17, 18, 19, 20];
    const held = async (
      a: (row: number) => number,
      c: (row: number) => number,
      column: number,
      allowRare?: string[],
    ) => {
      const table = tableOf(Array.from({ length: 20 }, (_, row) => [a(row), row, c(row)]));
      const rows = trainingRows(table);
      const whole = await localSummary({ point, table, rows, siteIndex: 0, ...(allowRare && { allowRare }) });
      return whole[column * 5 + 4] === 1;
    };
    const even = (row: number) => row % 2;
    const missing = await Promise.all(few.map((n) => held((row) => (row < n ? Number.NaN : row), even, 0)));
    expect(missing).to.deep.equal([false, true, true, false, false, true, true, true]);
    const ones = await Promise.all(
      few.map((n) =>
        held(
          (row) => row,
          (row) => (row < n ? 1 : 0),
          2,
        ),
      ),
    );
    expect(ones).to.deep.equal([false, true, true, false, false, true, true, false]);
    const allowed = await held(
      (row) => row,
      (row) => (row < 1 ? 1 : 0),
      2,
      ["c"],
    );
    expect(allowed, "allowed by name").to.equal(false);
  });

  it("refuses a sum whose counts are not whole numbers", async () => {
    const sum = new Float64Array(point.shape.dimension);
    sum[0] = 1.5;
    const failure = await failureOf(() => summary.reduce(context, point.state, sum, 2));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });

  describe("refuses a sum that no cohorts within the rules add up to", () => {
    const width = 5;
    const sumWith = (change: (sum: Float64Array) => void) => {
      const sum = new Float64Array(point.shape.dimension).map((_, i) => [20, 1, 1, 10, 0][i % width]!);
      sum[sum.length - 1] = 40;
      change(sum);
      return sum;
    };
    const refused = (sum: Float64Array) => failureOf(() => summary.reduce(context, point.state, sum, 2));
    const { minimumCohort } = context.study.document;
    const sums: [string, string, (sum: Float64Array) => void][] = [
      ["fewer rows than the minimum cohorts", "rows", (sum) => sum.fill(0).fill(2 * minimumCohort - 1, -1)],
      ["more values in a column than rows", "column 1", (sum) => sum.fill(31, width, width + 1)],
      ["more sites without a cell than survivors", "column 2", (sum) => sum.fill(3, 2 * width + 4, 2 * width + 5)],
    ];
    it("and none that they can", () => {
      const { figures } = summary.reduce(
        context,
        point.state,
        sumWith(() => undefined),
        2,
      );
      expect(figures.rows).to.equal(40);
    });
    for (const [what, field, change] of sums) {
      it(`with ${what}`, async () => {
        expect(await refused(sumWith(change))).to.include({ code: "AGGREGATE_REFUSED", field });
      });
    }
  });

  it("reports what the round's figures say, and as a table with one line a column", async () => {
    const tables = [makeTable(40, 1), makeTable(40, 2)];
    const { document, tables: reported, files } = summary.report(context, await stateAfter(tables));
    expect(document).to.deep.include({ rows: 70, sites: 2, minimumCell: 3 });
    expect(reported.columns!.rows.map(([name]) => name)).to.deep.equal(["a", "b", "c"]);
    const [first] = (document as unknown as SummaryTable).columns;
    expect(reported.columns!.rows[0]![reported.columns!.columns.indexOf("mean")]).to.equal(first!.mean);
    expect(files).to.deep.equal({});
    const unfinished = await failureOf(() => summary.report(context, point.state));
    expect(unfinished.code).to.equal("ROUND_PHASE");
  });

  it("refuses a study whose sums could leave the ring", async () => {
    const sites = { minimum: 2, maximum: 255 };
    const failure = await failureOf(() => checkStages(summaryStudy({ maximumRows: 10_000_000, sites })));
    expect(failure.code).to.equal("STUDY_INVALID");
    expect(failure.field).to.equal("study.yaml.maximumRows");
  });

  it("takes as many rows as the ring holds the sums of, and no empty range", async () => {
    const check = (change: object) => {
      const of = summaryStudy({ sites: { minimum: 2, maximum: 2 }, ...change });
      checkSummarySpec({ study: of, stage: SUMMARY, earlier: [], field: "stage" });
    };
    check({ maximumRows: 2 ** 30 - 1 });
    const failure = await failureOf(() => check({ maximumRows: 2 ** 30 }));
    expect(failure.field).to.equal("study.yaml.maximumRows");
    const [, ...others] = study.document.columns;
    const columns = [{ name: "a", type: "number", range: [1, 1] }, ...others];
    expect((await failureOf(() => check({ columns }))).field).to.equal("study.yaml: column a");
  });

  it("has at least one column in its stage, each once, and no other field", () => {
    const bent = [{ columns: [] }, { columns: ["a", "a"] }, { more: 1 }];
    for (const change of bent) expect(() => checkDocument(SummarySpec, { ...SUMMARY, ...change }, "stage")).to.throw();
    expect(checkDocument(SummarySpec, SUMMARY, "stage")).to.equal(SUMMARY);
  });

  it("refuses a stage of columns that are not there, or of none, naming the place", async () => {
    const group = { name: "group", type: "category" as const, levels: ["low", "high"] };
    const columns = [...study.document.columns, group];
    const refusal = (names: string[]) =>
      failureOf(() => checkStages(summaryStudy({ columns, stages: [{ ...SUMMARY, columns: names } as SummarySpec] })));
    const absent = await refusal(["a", "b", "x"]);
    expect(absent).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.columns.2" });
    expect(absent.hint).to.equal("Use one of a, b, c, y, group.");
    const stage = { id: "inputs", workload: "summary", by: "group" };
    const none = await failureOf(() => checkStages(summaryStudy({ columns: [group], stages: [stage] })));
    expect(none).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.columns" });
  });
});

describe("pooled standardiser", () => {
  it("is the pooled mean and deviation", async () => {
    const tables = [makeTable(50, 1), makeTable(80, 2)];
    const { mean, deviation } = standardiserFrom(await resultOf(tables), COLUMNS);
    const a = tables.flatMap((table) => trainingRows(table).map((row) => table.columns.get("a")![row]!));
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
      const { mean, deviation } = standardiserFrom(await resultOf(counts.map(constant)), COLUMNS);
      expect(deviation[0]).to.equal(1);
      expect(deviation[2]).to.equal(1);
      expect(mean[0]).to.be.closeTo(0.3, 1e-8);
    }
  });

  it("falls back to the declared range where the column is withheld", async () => {
    const none = tableOf(Array.from({ length: 5 }, (_, row) => [row, Number.NaN, 1]));
    const { mean, deviation } = standardiserFrom(await resultOf([none, none]), COLUMNS);
    expect([mean[1], deviation[1]]).to.deep.equal([100, 200]);
  });

  it("falls back to it too where the mean is known and the deviation is not", async () => {
    const { report } = await resultOf([makeTable(50, 1), makeTable(80, 2)]);
    const document = { columns: [{ name: "a", mean: 7, deviation: null }] };
    const { mean, deviation } = standardiserFrom({ workload: "summary", report: { ...report, document } }, [
      COLUMNS[0]!,
    ]);
    expect([mean[0], deviation[0]]).to.deep.equal([5, 5]);
  });

  it("is in the order of the columns asked for, whatever the summary's", async () => {
    const result = await resultOf([makeTable(50, 1), makeTable(80, 2)]);
    const { mean, deviation } = standardiserFrom(result, COLUMNS);
    const reversed = standardiserFrom(result, [...COLUMNS].reverse());
    expect([...reversed.mean]).to.deep.equal([...mean].reverse());
    expect([...reversed.deviation]).to.deep.equal([...deviation].reverse());
  });

  it("refuses a summary without a column, and a stage that is not there", async () => {
    const result = await resultOf([makeTable(40, 1), makeTable(40, 2)]);
    for (const [from, columns] of [
      [result, [...COLUMNS, { name: "d", type: "binary" as const }]],
      [undefined, COLUMNS],
    ] as const) {
      expect((await failureOf(() => standardiserFrom(from, columns))).code).to.equal("WORKLOAD_FAILED");
    }
  });
});
