import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { expect } from "chai";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { rejection, rowsOf, sqlSource, studyWithSql } from "./records.fixture.ts";

/** One value a row, as SQL, read as the one column `v` of this type. */
function read(column: object, values: readonly string[], changes: Record<string, unknown> = {}) {
  const rows = values.map((value, row) => `SELECT 'p${row}' AS patient_id, ${value} AS v`);
  const study = studyWithSql("SELECT * FROM records", {
    columns: [
      { name: "v", mayBeMissing: true, ...column },
      { name: "other", type: "binary" },
    ],
    stages: [{ id: "table_one", workload: "summary", columns: ["other"] }],
    split: undefined,
    ...changes,
  });
  const source = sqlSource(
    `CREATE TABLE records AS SELECT *, 1 AS other FROM (${rows.join(" UNION ALL ")}) ORDER BY patient_id`,
  );
  return runExtraction({ policy: TEST_POLICY, source, study });
}

const valuesOf = async (column: object, values: readonly string[]) =>
  rowsOf((await read(column, values)).table, ["v"]).flat();

const TYPES = {
  number: { type: "number", range: [-5, 5] },
  binary: { type: "binary" },
  event: { type: "event" },
  count: { type: "count", maximum: 30 },
  time: { type: "time", unit: "d", maximum: 365 },
  category: { type: "category", levels: ["low", "middle", "high"] },
};

describe("a column of a study", () => {
  const readings: [keyof typeof TYPES, values: string[], read: number[], clamped: number][] = [
    ["number", ["1.25", "-7", "9", "NULL", "'nan'::DOUBLE"], [1.25, -5, 5, Number.NaN, Number.NaN], 2],
    ["binary", ["0", "1", "NULL"], [0, 1, Number.NaN], 0],
    ["binary", ["true", "false"], [1, 0], 0],
    ["event", ["1.0", "0.0", "NULL"], [1, 0, Number.NaN], 0],
    ["count", ["0", "7", "31", "NULL"], [0, 7, 30, Number.NaN], 1],
    ["time", ["0", "12.5", "400", "NULL"], [0, 12.5, 365, Number.NaN], 1],
    ["category", ["'low'", "'high'", "NULL", "'middle'"], [0, 2, Number.NaN, 1], 0],
    ["category", ["NULL::VARCHAR", "NULL"], [Number.NaN, Number.NaN], 0],
    ["category", ["'high'::ENUM('high', 'low')", "'low'::ENUM('high', 'low')"], [2, 0], 0],
  ];
  for (const [type, values, expected, clamped] of readings) {
    it(`reads ${values.join(", ")} as a ${type}`, async () => {
      const { table, report } = await read(TYPES[type], values);
      expect(rowsOf(table, ["v"]).flat()).to.deep.equal(expected);
      expect(report.clamped.v).to.equal(clamped);
      expect(report.missing.v).to.equal(expected.filter(Number.isNaN).length);
    });
  }

  const refusals: [keyof typeof TYPES, value: string, RegExp][] = [
    ["binary", "2", /'v' has a value other than 0, 1 and NULL/],
    ["binary", "0.5", /other than 0, 1 and NULL/],
    ["binary", "'yes'", /'v' is VARCHAR, not a number or a boolean/],
    ["event", "-1", /other than 0, 1 and NULL/],
    ["count", "-1", /not a whole number from 0/],
    ["count", "2.5", /not a whole number from 0/],
    ["time", "-0.5", /'v' has a value below 0/],
    ["category", "'lowish'", /not one of its levels/],
    ["category", "''", /not one of its levels/],
    ["category", "'LOW'", /not one of its levels/],
    ["category", "1", /'v' is INTEGER, not text/],
    ["number", "'forty'", /'v' is VARCHAR, not a number/],
  ];
  for (const [type, value, reason] of refusals) {
    it(`refuses ${value} as a ${type}, and never repeats it`, async () => {
      const error = await rejection(read(TYPES[type], [value]));
      expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
      expect(error.message).to.match(reason);
      expect(error.message).to.not.include("lowish").and.not.include("forty").and.not.include("yes");
      expect(error.hint).to.match(/\w/);
    });
  }

  it("lists its levels where a value is none of them", async () => {
    expect((await rejection(read(TYPES.category, ["'x'"]))).hint).to.include("Its levels are low, middle, high");
  });

  it("takes infinities for missing, whatever its type", async () => {
    for (const type of ["number", "count", "time"] as const) {
      expect(await valuesOf(TYPES[type], ["'inf'::DOUBLE", "'-inf'::DOUBLE"])).to.deep.equal([Number.NaN, Number.NaN]);
    }
  });

  it("that is required leaves rows without a value out, which are counted", async () => {
    for (const type of Object.keys(TYPES) as (keyof typeof TYPES)[]) {
      const value = type === "category" ? "'low'" : "1";
      const { table, report } = await read({ ...TYPES[type], required: true }, [value, "NULL", value, "NULL", "NULL"]);
      expect(table.patientIds, type).to.deep.equal(["p0", "p2"]);
      expect(report, type).to.deep.include({ rows: 2, leftOut: { v: 3 } });
      expect(report.missing, type).to.deep.equal({ v: 0, other: 0 });
    }
  });

  it("that is required and has no value at all is refused like any other, not left out row by row", async () => {
    const column = { ...TYPES.number, required: true };
    const error = await rejection(read({ ...column, mayBeMissing: false }, ["NULL", "NULL", "NULL"]));
    expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
    expect(error.message).to.include("no value of 'v' in any of 3 rows");
    const { report } = await read(column, ["NULL", "NULL", "NULL"]);
    expect(report).to.deep.include({ rows: 0, leftOut: { v: 3 } });
  });

  it("that is required counts a row which lacks several values for the first", async () => {
    const study = studyWithSql("SELECT * FROM records", {
      columns: [
        { name: "a", type: "binary", required: true },
        { name: "b", type: "binary" },
        { name: "c", type: "binary", required: true },
      ],
      stages: [{ id: "table_one", workload: "summary" }],
      split: "split",
    });
    const source = sqlSource(`CREATE TABLE records AS SELECT * FROM (VALUES
      ('p1', 1, 1, 1, 'train'), ('p2', NULL, 1, NULL, 'test'), ('p3', 1, NULL, NULL, 'train'),
      ('p4', NULL, 0, 1, 'train'), ('p5', 0, NULL, 0, 'test')) AS t(patient_id, a, b, c, split)`);
    const { table, report } = await runExtraction({ policy: TEST_POLICY, source, study });
    expect(table.patientIds).to.deep.equal(["p1", "p5"]);
    expect(table.heldOut).to.deep.equal([false, true]);
    expect(report).to.deep.include({ rows: 2, heldOut: 1, leftOut: { a: 2, c: 1 }, missing: { a: 0, b: 1, c: 0 } });
  });
});
