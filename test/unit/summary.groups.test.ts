import { groupedTableOne } from "@consilium/cli/report/groupedTableOne.ts";
import { Labels } from "@consilium/cli/report/Labels.ts";
import { tableOne } from "@consilium/cli/report/tableOne.ts";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { localSummary } from "@consilium/node/workloads/summary.ts";
import { fixedPointSum } from "@consilium/scripts/bench/simulateFederation.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { momentsOf } from "@consilium/sdk/workloads/summary/moments.ts";
import type { SummarySpec } from "@consilium/sdk/workloads/summary/spec.ts";
import { summary } from "@consilium/sdk/workloads/summary/summary.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import fc from "fast-check";
import { behavesLikeAWorkload, failureOf, firstContext, firstPoint, summaryStudy } from "../behaviors/workload.ts";

const COLUMNS: ColumnSpec[] = [
  { name: "a", type: "number", range: [0, 10] },
  { name: "c", type: "binary" },
  { name: "k", type: "category", levels: ["low", "middle", "high"] },
  { name: "arm", type: "category", levels: ["x", "y"] },
];
const STAGE: SummarySpec = { id: "inputs", workload: "summary", by: "arm" };

function studyWith(stage: Partial<SummarySpec> = {}, minimumCell = 3) {
  return summaryStudy({ columns: COLUMNS, stages: [{ ...STAGE, ...stage }], minimumCell });
}

/** A site's rows of [a, c, k, arm]; NaN where missing. */
type Rows = readonly (readonly number[])[];

function tableOf(rows: Rows): FeatureTable {
  return {
    patientIds: rows.map((_, row) => `p${row}`),
    columns: new Map(COLUMNS.map(({ name }, i) => [name, Float64Array.from(rows, (row) => row[i]!)])),
    heldOut: rows.map(() => false),
  };
}

function contributionOf(rows: Rows, study = studyWith(), allowRare: string[] = []) {
  const all = rows.map((_, row) => row);
  return localSummary({ point: firstPoint(study), table: tableOf(rows), rows: all, siteIndex: 0, allowRare });
}

async function reportOf(sites: readonly Rows[], study = studyWith()) {
  const { context, state, shape } = firstPoint(study);
  const contributions = await Promise.all(sites.map((rows) => contributionOf(rows, study)));
  const { state: after } = summary.reduce(
    firstContext<SummarySpec>(study),
    state,
    fixedPointSum(contributions, shape),
    sites.length,
  );
  return summary.report(context as never, after);
}

function linesOf({ columns, rows }: ReportTable): Record<string, any>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}

const knownOf = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const varianceOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0) / (values.length - 1);

/** So many rows of one kind. */
const rowsLike = (count: number, ...row: number[]) => Array.from({ length: count }, () => row);

describe("summary by group", () => {
  behavesLikeAWorkload(summary, {
    context: firstContext<SummarySpec>(studyWith()),
    // Three groups of the columns a, c and k, each of ten rows at two sites.
    sumOf: (dimension) => {
      const part = [10, 0, 0, 0];
      const block = [...part, ...part, ...part, 0];
      return Float64Array.from({ length: dimension }, (_, i) => (i === 39 ? 30 : block[i % 13]!));
    },
  });

  it("equals the pooled computation in every group and in the whole", async () => {
    const orMissing = (value: fc.Arbitrary<number>) =>
      fc.oneof({ weight: 6, arbitrary: value }, fc.constant(Number.NaN));
    const row = fc.tuple(
      orMissing(fc.double({ min: 0, max: 10, noNaN: true })),
      orMissing(fc.constantFrom(0, 1)),
      orMissing(fc.constantFrom(0, 1, 2)),
      orMissing(fc.constantFrom(0, 1)),
    );
    // The first row has every value, so that no site holds a column back for want of one.
    const site = fc.array(row, { minLength: 1, maxLength: 40 }).map((rows) => [[5, 1, 1, 0], ...rows]);
    const study = studyWith({}, 1);
    await fc.assert(
      fc.asyncProperty(fc.array(site, { minLength: 2, maxLength: 4 }), async (sites) => {
        const { tables } = await reportOf(sites, study);
        const all = sites.flat();
        const lines = linesOf(tables.groups!);
        for (const [place, level] of [0, 1, Number.NaN].map(
          (value, i) => [value, ["x", "y", "(missing)"][i]!] as const,
        )) {
          const own = all.filter((each) => Object.is(each[3], place));
          for (const [i, name] of ["a", "c"].entries()) {
            const values = knownOf(own.map((each) => each[i]!));
            const line = lines.find((each) => each.level === level && each.name === name)!;
            expect([line.count, line.missing]).to.deep.equal([values.length, own.length - values.length]);
            if (values.length === 0) expect(line.mean).to.equal(null);
            else expect(line.mean).to.be.closeTo(meanOf(values), 1e-7);
            if (values.length > 1) expect(line.deviation).to.be.closeTo(Math.sqrt(varianceOf(values)), 1e-3);
          }
          const levels = lines.filter((each) => each.level === level && each.name === "k");
          const values = knownOf(own.map((each) => each[2]!));
          expect(levels.map(({ value }) => value)).to.deep.equal(["low", "middle", "high"]);
          expect(levels.map(({ count }) => count)).to.deep.equal(
            [0, 1, 2].map((k) => values.filter((v) => v === k).length),
          );
        }
        const whole = linesOf(tables.columns!);
        expect(whole[0]!.mean).to.be.closeTo(meanOf(knownOf(all.map(([a]) => a!))), 1e-7);
        const k = knownOf(all.map((each) => each[2]!));
        expect(whole[2]).to.include({ name: "k", value: "low", share: k.filter((v) => v === 0).length / k.length });
      }),
      { numRuns: 60 },
    );
  });

  it("is the same whole as without groups, and the same rows", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 11, i % 2, i % 3, Math.floor(i / 30)]);
    const columns = ["a", "c", "k"];
    const grouped = await reportOf([rows, rows], studyWith({ columns }));
    const { by: _, ...plain } = { ...STAGE, columns };
    const whole = await reportOf([rows, rows], summaryStudy({ columns: COLUMNS, stages: [plain as SummarySpec] }));
    expect(Object.keys(whole.tables)).to.deep.equal(["columns"]);
    for (const [i, line] of linesOf(grouped.tables.columns!).entries()) {
      const { mean, variance, deviation, ...counts } = linesOf(whole.tables.columns!)[i]!;
      expect(line).to.include(counts);
      if (mean !== null) expect(line.mean).to.be.closeTo(mean, 1e-8);
    }
  });

  it("holds a column back in all groups at a site where a group has a small count, and sends no total beside them", async () => {
    // Two of the arm x have c = 1: its zeros, and the arm y, are large.
    const rows = [
      ...rowsLike(2, 5, 1, 0, 0),
      ...rowsLike(8, 5, 0, 0, 0),
      ...rowsLike(9, 5, 1, 0, 1),
      ...rowsLike(9, 5, 0, 0, 1),
    ];
    const vector = [...(await contributionOf(rows))];
    const width = 3 * 4 + 1;
    expect(vector.slice(0, 4)).to.deep.equal([10, 0, 0, 0]);
    expect(vector.slice(width, 2 * width)).to.deep.equal([...new Array(12).fill(0), 1]);
    expect(vector).to.have.length(3 * width + 1);
    expect((await contributionOf(rows, studyWith(), ["c"]))[2 * width - 1], "by is not allowed by name").to.equal(1);
    expect((await contributionOf(rows, studyWith(), ["c", "arm"]))[2 * width - 1]).to.equal(0);
    // A small level of a category, and few rows without a group, likewise.
    const few = [...rows, ...rowsLike(1, 5, 0, 1, 1)];
    expect((await contributionOf(few))[3 * width - 1]).to.equal(1);
    const lost = await contributionOf([...rows, ...rowsLike(2, 5, 0, 0, Number.NaN)]);
    expect([0, 1, 2].map((i) => lost[(i + 1) * width - 1])).to.deep.equal([1, 1, 1]);
  });

  it("withholds every group of a column where the sum has a small count in one, so that the whole gives none back", () => {
    const study = studyWith({ columns: ["a"] });
    const { state } = firstPoint(study);
    const context = firstContext<SummarySpec>(study);
    const reduced = (missing: number) => {
      const sum = Float64Array.of(20, 0, 1, missing, 20, 0, 1, 9, 20, 0, 1, 9, 0, 90);
      return summary.report(context, summary.reduce(context, state, sum, 2).state).tables;
    };
    for (const [missing, isHidden] of [
      [0, false],
      [2, true],
      [3, false],
    ] as const) {
      const { groups, columns } = reduced(missing);
      for (const { count, mean, deviation, missing: absent, smd } of linesOf(groups!)) {
        expect([count, mean, deviation, absent, smd].every((figure) => figure === null)).to.equal(isHidden);
      }
      expect(linesOf(columns!)[0]!.count).to.equal(60);
    }
  });

  it("withholds a category in all where few have a level", () => {
    const study = studyWith({ columns: ["k"] });
    const context = firstContext<SummarySpec>(study);
    const sum = Float64Array.of(9, 1, 9, 9, 9, 0, 9, 9, 0, 0, 0, 0, 0, 80);
    const { state } = summary.reduce(context, firstPoint(study).state, sum, 2);
    const { columns } = summary.report(context, state).tables;
    for (const line of linesOf(columns!))
      expect(line).to.include({ count: null, share: null, missing: null, suppressed: true });
  });

  it("refuses a category or groups of more rows than there are", async () => {
    const study = studyWith({ columns: ["k"] });
    const sum = Float64Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 80);
    const failure = await failureOf(() => summary.reduce(firstContext(study), firstPoint(study).state, sum, 2));
    expect(failure).to.include({ code: "AGGREGATE_REFUSED", field: "column 0" });
    sum[9] = 0.5;
    const fraction = await failureOf(() => summary.reduce(firstContext(study), firstPoint(study).state, sum, 2));
    expect(fraction).to.include({ code: "WORKLOAD_FAILED", field: "sum.9" });
  });

  it("has the standardised differences of Austin (2009) and of Yang and Dalton (2012)", async () => {
    const x = [...rowsLike(10, 2, 1, 0, 0), ...rowsLike(20, 4, 0, 1, 0), ...rowsLike(10, 6, 0, 2, 0)];
    const y = [...rowsLike(20, 4, 1, 0, 1), ...rowsLike(10, 6, 0, 1, 1), ...rowsLike(10, 8, 0, 2, 1)];
    const lost = rowsLike(40, 10, 1, 2, Number.NaN);
    const lines = linesOf((await reportOf([x, y, lost])).tables.groups!);
    const smdOf = (name: string) => lines.find((line) => line.name === name)!.smd;
    const [a, b] = [x, y].map((rows) => rows.map(([value]) => value!)) as [number[], number[]];
    expect(smdOf("a")).to.be.closeTo((meanOf(b) - meanOf(a)) / Math.sqrt((varianceOf(a) + varianceOf(b)) / 2), 1e-7);
    expect(smdOf("c")).to.be.closeTo(0.25 / Math.sqrt((0.25 * 0.75 + 0.5 * 0.5) / 2), 1e-12);
    // Shares of middle and high: (1/2, 1/4) and (1/4, 1/4); by hand, S = [[7/32, -3/32], [-3/32, 3/16]].
    expect(smdOf("k")).to.be.closeTo(Math.sqrt((0.25 ** 2 * (3 / 16)) / ((7 / 32) * (3 / 16) - (3 / 32) ** 2)), 1e-12);
  });

  it("shows a report's reader the groups side by side, and withheld as withheld", async () => {
    const rows = [
      ...rowsLike(9, 2, 1, 0, 0),
      ...rowsLike(9, 4, 0, 1, 0),
      ...rowsLike(9, 6, 1, 0, 1),
      ...rowsLike(9, 8, 1, 2, 1),
    ];
    const few = studyWith({ columns: ["a", "k"] });
    const labels = new Labels(COLUMNS);
    const { tables } = await reportOf([[...rows, ...rowsLike(5, Number.NaN, 0, Number.NaN, Number.NaN)], rows], few);
    const texts = groupedTableOne(tables.groups!, labels).rows.map((row) => row.map(({ text }) => text));
    expect(texts[0]).to.deep.equal(["a", "3.00 (1.01)", "7.00 (1.01)", "no value; 5 missing", "3.94"]);
    expect(texts[1]!.slice(0, 4)).to.deep.equal(["k: low", "18 (50.0 %)", "18 (50.0 %)", "0 (no patient); 5 missing"]);
    expect(
      tableOne(tables.columns!, labels)
        .rows[1]!.map(({ text }) => text)
        .slice(0, 3),
    ).to.deep.equal(["k: low", "36", "50.0 %"]);
    const hidden = await reportOf([rowsLike(9, 5, 1, 0, 0), rowsLike(2, 5, 1, 0, 1)], few);
    const [first] = groupedTableOne(
      {
        ...hidden.tables.groups!,
        rows: hidden.tables.groups!.rows.map(
          ([by, level, name, value]) =>
            [by, level, name, value, null, null, null, null, null, null] as ReportTable["rows"][number],
        ),
      },
      labels,
    ).rows;
    expect(first!.map(({ text }) => text)).to.deep.equal(["a", ...new Array(4).fill("withheld")]);
  });

  it("discloses the column of the groups, too", () => {
    const study = studyWith();
    expect(summary.discloses(firstContext<SummarySpec>(study)).columns).to.deep.equal(["a", "c", "k", "arm"]);
  });

  it("refuses groups by a number, by one of the columns, by many levels or by none that is there, naming the place", async () => {
    const many = { name: "many", type: "category" as const, levels: [..."abcdefghi"] };
    const lost = { name: "lost", type: "category" as const, levels: ["a", "(missing)"] };
    const refusal = (stage: Partial<SummarySpec>) =>
      failureOf(() =>
        checkStages(
          summaryStudy({ columns: [...COLUMNS, many, lost], stages: [{ ...STAGE, ...stage } as SummarySpec] }),
        ),
      );
    for (const stage of [
      { by: "a" },
      { by: "none" },
      { by: "many" },
      { by: "lost" },
      { by: "c", columns: ["a", "c"] },
    ]) {
      expect(await refusal(stage)).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.by" });
    }
    checkStages(studyWith());
  });

  it("takes groups of eight levels, and stages of other workloads before", () => {
    const eight = { name: "eight", type: "category" as const, levels: [..."abcdefgh"] };
    const stage = { ...STAGE, by: "eight", columns: ["a"] } as SummarySpec;
    const study = summaryStudy({ columns: [...COLUMNS, eight], stages: [stage] });
    const earlier = [{ id: "fit", workload: "glm", columns: ["a"] }];
    summary.checkSpec({ study, stage, earlier, field: "study.yaml.stages.1" });
  });

  it("has a missing share of 1 where no row has a value, and none where there is no row", () => {
    const column = { name: "a", type: "number" as const, range: [0, 1] as [number, number] };
    const share = (missing: number) => momentsOf(column, Float64Array.of(0, 0, 0, missing), 1).missingShare;
    expect([share(7), share(0)]).to.deep.equal([1, null]);
  });

  it("refuses two stages that sum a column by different groups, which could be subtracted", async () => {
    const plain = { id: "plain", workload: "summary" };
    const stagesOf =
      (...stages: object[]) =>
      () =>
        checkStages(summaryStudy({ columns: [...COLUMNS], stages: stages as SummarySpec[] }));
    for (const stages of [
      [plain, STAGE],
      [STAGE, plain],
      [
        { ...STAGE, by: "c", columns: ["a"] },
        { ...STAGE, id: "second", columns: ["a"] },
      ],
    ]) {
      const failure = await failureOf(stagesOf(...stages));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.1.by" });
      expect(failure.message).to.include("sums 'a' too");
    }
    stagesOf({ ...plain, columns: ["a"] }, { ...STAGE, columns: ["k"] })();
    stagesOf(STAGE, { ...STAGE, id: "again" })();
  });
});
