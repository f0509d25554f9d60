import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { expect } from "chai";
import { TEST_POLICY } from "../support/testPolicy.ts";
import {
  FOUR_ROWS,
  inTemporaryFolder,
  MEASURED,
  rejection,
  rowsOf,
  SMALL_SQL,
  sqlSource,
  studyWithSql,
} from "./records.fixture.ts";

const COLUMNS = "'p' AS patient_id, 1 AS age, 2 AS lab, 1 AS y, 'train' AS split";

function extract(sql: string, changes: Record<string, unknown> = {}, source = FOUR_ROWS) {
  return runExtraction({
    policy: TEST_POLICY,
    source,
    study: studyWithSql(sql, changes),
    limits: { queryTimeoutMs: 20_000 },
  });
}

describe("feature extraction", () => {
  it("yields rows by patient_id, values clamped to their ranges, NULL as NaN, held-out rows marked", async () => {
    const { table, report } = await extract(SMALL_SQL);
    expect(table.patientIds).to.deep.equal(["p1", "p2", "p3"]);
    expect([...table.columns.keys()]).to.deep.equal(["age", "lab", "y"]);
    expect(rowsOf(table)).to.deep.equal([
      [30, Number.NaN, 0],
      [110, -5, 1],
      [40, 1.5, 1],
    ]);
    expect(table.heldOut).to.deep.equal([false, true, false]);
    expect(report).to.deep.include({
      rows: 3,
      heldOut: 1,
      leftOut: { y: 1 },
      clamped: { age: 1, lab: 1, y: 0 },
      missing: { age: 0, lab: 1, y: 0 },
    });
  });

  it("casts booleans, whole numbers, decimals and floats; infinities and NaN are missing", async () => {
    const { table } = await extract(`SELECT * FROM (VALUES
      (1, true, 1.25::DECIMAL(9, 2), 1::TINYINT, 'train'), (2, false, 'inf'::DOUBLE, 0::TINYINT, 'train'),
      (10, NULL, 'nan'::DOUBLE, 1::TINYINT, 'test')) AS t(patient_id, age, lab, y, split)`);
    expect(table.patientIds).to.deep.equal(["1", "10", "2"]);
    expect(rowsOf(table, ["age", "lab"])).to.deep.equal([
      [1, 1.25],
      [Number.NaN, Number.NaN],
      [0, Number.NaN],
    ]);
    const decimal = await extract(
      "SELECT 'a' AS patient_id, 3.75::DECIMAL(9,2) AS age, -1.5::FLOAT AS lab, true AS y, 'train' AS split",
    );
    expect(rowsOf(decimal.table)).to.deep.equal([[3.75, -1.5, 1]]);
  });

  it("refuses a column without any value, unless the study allows it or the rows are below a cohort", async () => {
    const sql = "SELECT patient_id, age, NULL::DOUBLE AS lab, y, split FROM records";
    const error = await rejection(extract(sql));
    expect(error.code).to.equal("QUERY_REFUSED");
    expect(error.message).to.contain("no value of 'lab' in any of 3 rows");
    expect(error.hint).to.contain("mayBeMissing");
    const columns = [
      { name: "age", type: "number", range: [0, 110] },
      { name: "lab", type: "number", range: [-5, 5], mayBeMissing: true },
      { name: "y", type: "binary", required: true },
    ];
    expect((await extract(sql, { columns })).report.missing).to.deep.equal({ age: 0, lab: 3, y: 0 });
    expect((await extract(sql, { minimumCohort: 4 })).report.missing).to.deep.equal({ age: 0, lab: 3, y: 0 });
  });

  it("leaves no row out where no column is required, and holds none out where there is no split", async () => {
    const changes = { columns: MEASURED, split: undefined };
    const { table, report } = await extract("SELECT patient_id, age, lab FROM records", changes);
    expect([...table.columns.keys()]).to.deep.equal(["age", "lab"]);
    expect(report).to.deep.include({ rows: 4, heldOut: 0, leftOut: {} });
    expect(table.heldOut).to.deep.equal([false, false, false, false]);
  });

  describe("refuses whatever is not one SELECT", () => {
    for (const sql of [
      "SELECT 1; SELECT 2",
      `${SMALL_SQL}; DROP TABLE records`,
      "DROP TABLE records",
      "INSERT INTO records VALUES ('p', 1, 1, 1, 'train')",
      "UPDATE records SET y = 0",
      "DELETE FROM records",
      "CREATE TABLE t AS SELECT 1",
      "CREATE MACRO m() AS 1",
      "COPY records TO 'out.csv'",
      "COPY (SELECT 1) TO 'out.csv'",
      "EXPORT DATABASE 'out'",
      "ATTACH 'out.db'",
      "INSTALL httpfs",
      "LOAD httpfs",
      "PRAGMA database_list",
      "PRAGMA enable_profiling",
      "SET enable_external_access = true",
      "RESET lock_configuration",
      "CALL pragma_version()",
      "EXPLAIN SELECT 1",
      "BEGIN TRANSACTION",
      "PREPARE p AS SELECT 1",
      "not SQL at all",
      "",
      "-- nothing but a comment",
    ]) {
      it(JSON.stringify(sql), async () => {
        const error = await rejection(extract(sql === "" ? ";" : sql));
        expect(error.code).to.equal("QUERY_REFUSED");
        expect(error.field).to.equal("features.sql");
        expect(error.message).to.match(/It is not (a SELECT|exactly one statement|SQL)/);
        expect(error.hint).to.match(/one SELECT/);
      });
    }

    it("a query with parameters", async () => {
      expect((await rejection(extract(`SELECT ${COLUMNS} WHERE $1 = 1`))).message).to.match(/parameters/);
    });
  });

  describe("has no way out of the database", () => {
    const attempts = [
      "read_text('/etc/passwd')",
      "read_blob('/etc/passwd')",
      "read_csv('/etc/passwd')",
      "read_json('/etc/passwd')",
      "read_parquet('/etc/passwd')",
      "glob('/etc/*')",
      "sniff_csv('/etc/passwd')",
      "'/etc/passwd'",
      "'secret.csv'",
      "query('SELECT * FROM read_text(''/etc/passwd'')')",
      "read_csv('https://example.org/x.csv')",
    ];
    for (const attempt of attempts) {
      it(attempt, async () => {
        const error = await rejection(extract(`SELECT ${COLUMNS} FROM ${attempt}`));
        expect(error.code).to.equal("QUERY_REFUSED");
        expect(error.message).to.not.contain("root:");
      });
    }

    it("reads no file that lies next to the process", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "secret.csv");
        await writeFile(path, "a\n1\n");
        const error = await rejection(extract(`SELECT ${COLUMNS} FROM read_csv('${path}')`));
        expect(error.message).to.match(/file system operations are disabled/);
        expect(await readdir(directory)).to.deep.equal(["secret.csv"]);
      }));

    it("getenv is unknown", async () => {
      const error = await rejection(extract("SELECT getenv('HOME') AS patient_id"));
      expect(error.code).to.equal("QUERY_REFUSED");
    });
  });

  describe("refuses other columns than the study names", () => {
    const cases: [string, RegExp][] = [
      ["SELECT patient_id, age, y FROM records", /missing columns: lab, split/],
      ["SELECT *, 1 AS weight FROM records", /does not name: weight/],
      ["SELECT patient_id, age, lab, y, split, age FROM records", /columns more than once: age/],
      ["SELECT age, patient_id, lab, y, split FROM records", /first column is not patient_id/],
      ["SELECT patient_id, 'forty' AS age, lab, y, split FROM records", /'age' is VARCHAR, not a number/],
      ["SELECT patient_id, age, lab, y, 1 AS split FROM records", /'split' is INTEGER, not text/],
      ["SELECT [1] AS patient_id, age, lab, y, split FROM records", /'patient_id' is LIST/],
      ["SELECT patient_id, age, lab, y, split FROM nothing", /nothing does not exist/],
    ];
    for (const [sql, reason] of cases) {
      it(String(reason), async () => {
        const error = await rejection(extract(sql));
        expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
        expect(error.message).to.match(reason);
      });
    }
  });

  describe("refuses rows that no study can use", () => {
    const cases: [string, string, RegExp][] = [
      ["a patient twice", `SELECT ${COLUMNS} UNION ALL SELECT ${COLUMNS}`, /more than one row/],
      ["a NULL patient", `SELECT * REPLACE (NULL::VARCHAR AS patient_id) FROM (SELECT ${COLUMNS})`, /empty, NULL/],
      ["an outcome of 2", `SELECT * REPLACE (2 AS y) FROM (SELECT ${COLUMNS})`, /other than 0, 1 and NULL/],
      ["a third split", `SELECT * REPLACE ('maybe' AS split) FROM (SELECT ${COLUMNS})`, /'train' and 'test'/],
      ["a NULL split", `SELECT * REPLACE (NULL::VARCHAR AS split) FROM (SELECT ${COLUMNS})`, /'train' and 'test'/],
      [
        "more rows than the study allows",
        `SELECT * REPLACE (i::VARCHAR AS patient_id) FROM (SELECT ${COLUMNS}), range(51) r(i)`,
        /more than 50 rows/,
      ],
    ];
    for (const [what, sql, reason] of cases) {
      it(what, async () => {
        const error = await rejection(extract(`SELECT patient_id, age, lab, y, split FROM (${sql})`));
        expect(error.code).to.equal("QUERY_REFUSED");
        expect(error.message).to.match(reason);
      });
    }
  });

  it("stops a query that runs too long", async () => {
    const study = studyWithSql(
      "SELECT count(*)::VARCHAR AS patient_id, 1 AS age, 1 AS lab, 1 AS y, 'train' AS split FROM range(5000000000)",
    );
    const error = await rejection(
      runExtraction({ policy: TEST_POLICY, source: FOUR_ROWS, study, limits: { queryTimeoutMs: 200 } }),
    );
    expect(error.code).to.equal("QUERY_REFUSED");
    expect(error.message).to.match(/runs longer than 200 ms/);
  });

  it("stops a query that wants more memory than it may have", async () => {
    const sql = `SELECT patient_id, age, lab, y, split FROM records WHERE age = (SELECT count(DISTINCT hash(i)) FROM range(50000000) r(i))`;
    const error = await rejection(
      runExtraction({
        policy: TEST_POLICY,
        source: FOUR_ROWS,
        study: studyWithSql(sql),
        limits: { memoryMiB: 32, queryTimeoutMs: 60_000 },
      }),
    );
    expect(error).to.include({ code: "QUERY_REFUSED" });
    expect(error.message).to.match(/Out of Memory Error/);
  });

  it("never repeats a record's value in an error", async () => {
    const source = sqlSource("CREATE TABLE records AS SELECT 'Jane Doe' AS name");
    const sql =
      "SELECT name AS patient_id, CAST(name AS DOUBLE) AS age, 1 AS lab, 1 AS y, 'train' AS split FROM records";
    const error = await rejection(extract(sql, {}, source));
    expect(error.code).to.equal("QUERY_REFUSED");
    expect(error.message).to.match(/Conversion Error/);
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).to.not.contain("Jane");
  });
});
