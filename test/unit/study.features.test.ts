import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Writable } from "node:stream";
import { runCli } from "@consilium/cli/runCli.ts";
import type { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { checkFeaturesSql } from "@consilium/service/sql/checkFeaturesSql.ts";
import { checkFeatures, type FeaturesLimits } from "@consilium/service/study/checkFeatures.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import { inTemporaryFolder, rejection, studyFields, studyFiles, studyWithSql } from "./records.fixture.ts";

const COLUMNS = [
  { name: "age", type: "number", range: [0, 110] },
  { name: "sex", type: "category", levels: ["f", "m"] },
  { name: "visits", type: "count", maximum: 9 },
  { name: "days", type: "time", unit: "d", maximum: 365 },
  { name: "died", type: "event" },
  { name: "y", type: "binary", required: true },
];
const STAGES = [{ id: "table_one", workload: "summary", columns: ["age"] }];

const views = {
  "views/patients.json": JSON.stringify({
    name: "patients",
    resource: "Patient",
    select: [
      {
        column: [
          { name: "patient_id", path: "getResourceKey()", type: "id" },
          { name: "gender", path: "gender", type: "code" },
          { name: "birth_date", path: "birthDate", type: "date" },
          { name: "births", path: "multipleBirth.ofType(integer)", type: "integer" },
          { name: "active", path: "active", type: "boolean" },
          { name: "names", path: "name.family", type: "string", collection: true },
        ],
      },
    ],
  }),
  "views/labs.json": JSON.stringify({
    name: "labs",
    resource: "Observation",
    select: [
      {
        column: [
          { name: "patient_id", path: "subject.getReferenceKey(Patient)", type: "id" },
          { name: "value", path: "value.ofType(Quantity).value", type: "decimal" },
        ],
      },
    ],
  }),
};

const fields = () => studyFields({ columns: COLUMNS, stages: STAGES });
/** A study whose tables only the sites have; one whose tables are those of two views. */
const csvStudy = (sql: string) => parseStudy(studyFiles(fields(), { "features.sql": sql }));
const fhirStudy = (sql: string) => parseStudy(studyFiles(fields(), { "features.sql": sql, ...views }));
const check = (study: ReturnType<typeof csvStudy>) => checkFeaturesSql(study, 256);

const NAMES = "age, sex, visits, days, died, y, split";
const FROM_PATIENTS = `SELECT p.patient_id, fhir_age_at(p.birth_date, TIMESTAMP '2024-01-01') AS age, p.gender AS sex, p.births AS visits,
  max(l.value) AS days, p.active AS died, count(l.value) > 0 AS y, 'train' AS split
  FROM patients p LEFT JOIN labs l USING (patient_id) GROUP BY ALL`;

describe("the columns of features.sql against study.yaml", function () {
  this.timeout(60_000);

  describe("accepts, where the tables are the sites' own", () => {
    for (const [what, sql] of [
      ["columns of a table", `SELECT patient_id, ${NAMES} FROM records`],
      ["another order after patient_id", "SELECT patient_id, split, y, died, days, visits, sex, age FROM records"],
      [
        "qualified columns and a struct's field",
        "SELECT r.patient_id, r.s.age, sex, visits, days, died, y, split FROM records r",
      ],
      ["letter case that the table decides", "SELECT PATIENT_ID, Age, sex, visits, days, died, Y, split FROM records"],
      ["quoted names", `SELECT "Patient no." AS "patient_id", "HbA1c %" AS age, ${NAMES.slice(5)} FROM "my table"`],
      ["an alias before its expression", `SELECT patient_id: id, ${NAMES} FROM records`],
      [
        "window functions",
        `SELECT patient_id, row_number() OVER (PARTITION BY a ORDER BY b) AS age, ${NAMES.slice(5)} FROM records`,
      ],
      [
        "names of the first branch of a UNION",
        `SELECT patient_id, ${NAMES} FROM a UNION ALL SELECT 1, 2, 3, 4, 5, 6, 7, 8 FROM b`,
      ],
      ["UNION BY NAME", `SELECT patient_id, age, sex FROM a UNION ALL BY NAME SELECT patient_id, ${NAMES} FROM b`],
      [
        "* over WITH clauses",
        `WITH a AS (SELECT id AS patient_id, ${NAMES} FROM records), b AS (SELECT * FROM A) SELECT * FROM b`,
      ],
      [
        "* over a WITH clause with a column list",
        `WITH a(patient_id, age) AS (SELECT x, y FROM t) SELECT a.*, ${NAMES.slice(5)} FROM a, records`,
      ],
      ["a.* over a subquery with a column list", `SELECT s.*, ${NAMES} FROM (SELECT id FROM t) s(patient_id), records`],
      [
        "* EXCLUDE, REPLACE and RENAME",
        `SELECT * EXCLUDE (more) REPLACE (1 AS age) RENAME (id AS patient_id) FROM (SELECT id, more, ${NAMES} FROM records)`,
      ],
      [
        "JOIN USING",
        `SELECT * FROM (SELECT patient_id, age FROM a) JOIN (SELECT patient_id, ${NAMES.slice(5)} FROM b) USING (patient_id)`,
      ],
      [
        "NATURAL JOIN",
        `SELECT * FROM (SELECT patient_id, age FROM a) NATURAL JOIN (SELECT patient_id, ${NAMES.slice(5)} FROM b)`,
      ],
      [
        "SEMI JOIN",
        `SELECT * FROM (SELECT patient_id, ${NAMES} FROM a) SEMI JOIN (SELECT patient_id FROM b) USING (patient_id)`,
      ],
      [
        "VALUES with names",
        "SELECT * FROM (VALUES (1, 2, 'f', 3, 4, 0, 1, 'train')) v(patient_id, age, sex, visits, days, died, y, split)",
      ],
      [
        "a recursive WITH clause",
        `WITH RECURSIVE r(patient_id) AS (SELECT 1 UNION ALL SELECT patient_id + 1 FROM r) SELECT r.*, ${NAMES} FROM r, t`,
      ],
      ["a semicolon and comments", `-- all of them\nSELECT patient_id, ${NAMES} FROM records; -- end`],
    ] as const) {
      it(what, () => check(csvStudy(sql)));
    }
  });

  describe("refuses, where the tables are the sites' own", () => {
    for (const [what, sql, message] of [
      ["a missing column", `SELECT patient_id, ${NAMES.slice(5)} FROM records`, /missing columns: age\./],
      [
        "a missing split",
        "SELECT patient_id, age, sex, visits, days, died, y FROM records",
        /missing columns: split\./,
      ],
      ["a column too many", `SELECT patient_id, name, ${NAMES} FROM records`, /study\.yaml does not name: name\./],
      [
        "a misspelt alias",
        `SELECT patient_id, x AS aeg, ${NAMES.slice(5)} FROM records`,
        /missing columns: age; .*not name: aeg\./,
      ],
      [
        "an alias in other letter case",
        `SELECT patient_id, x AS "Age", ${NAMES.slice(5)} FROM records`,
        /missing columns: age; .*not name: Age\./,
      ],
      ["an alias twice", `SELECT patient_id, ${NAMES}, z AS age FROM records`, /columns more than once: age\./],
      [
        "a column twice through *",
        `WITH a AS (SELECT age FROM t) SELECT patient_id, ${NAMES}, a.* FROM a, records`,
        /more than once: age\./,
      ],
      ["patient_id elsewhere", `SELECT ${NAMES}, patient_id FROM records`, /first column is not patient_id/],
      [
        "an expression without a name",
        `SELECT patient_id, max(age), ${NAMES.slice(5)} FROM records`,
        /column 2 \(counted from 1\) has no name\. .*Missing: age\./,
      ],
      [
        "* over a site's table",
        "SELECT * FROM records",
        /depends on a site's tables .*Name each column: patient_id, age, sex, visits, days, died, y, split\./,
      ],
      ["FROM alone", "FROM records", /depends on a site's tables/],
      [
        "* over a schema's table that a WITH clause is named like",
        `WITH a AS (SELECT patient_id, ${NAMES} FROM t) SELECT * FROM main.a`,
        /depends on a site's tables/,
      ],
      [
        "COLUMNS",
        `SELECT patient_id, COLUMNS('.*') + 1 AS age, ${NAMES.slice(5)} FROM records`,
        /depends on a site's tables/,
      ],
      ["unnest", `SELECT patient_id, unnest(s), ${NAMES} FROM records`, /depends on a site's tables/],
      [
        "names of another branch than the first",
        `SELECT 1, 2, 3, 4, 5, 6, 7, 8 UNION SELECT patient_id, ${NAMES} FROM t`,
        /columns 1, 2, 3, 4, 5, 6, 7, 8 .*have no name/,
      ],
      ["two statements", `SELECT patient_id, ${NAMES} FROM records; SELECT 1`, /not exactly one statement/],
      ["another statement", "DROP TABLE records", /not a SELECT/],
      ["no SQL", "SELECT FROM WHERE", /not SQL that DuckDB reads/],
    ] as const) {
      it(what, async () => {
        const error: FederationError = await rejection(check(csvStudy(sql)));
        expect(error.field).to.equal("features.sql");
        expect(error.hint).to.be.a("string").and.not.equal("");
        expect(error.message).to.match(message);
      });
    }
  });

  describe("where the tables are those of the study's views", () => {
    it("accepts names and types that fit", () => check(fhirStudy(FROM_PATIENTS)));

    for (const [what, from, to, message] of [
      ["a missing column", "'train' AS split", "1 AS y2", /missing columns: split; .*not name: y2\./],
      ["a column twice", "'train' AS split", "'train' AS split, 1 AS y", /more than once: y\./],
      [
        "text for a number",
        "p.births AS visits",
        "p.gender AS visits",
        /'visits' is VARCHAR, not a number or a boolean/,
      ],
      ["a date for a time", "max(l.value) AS days", "fhir_date(p.birth_date) AS days", /'days' is DATE, not a number/],
      ["text for an event", "p.active AS died", "CAST(p.active AS VARCHAR) AS died", /'died' is VARCHAR, not a number/],
      ["a number for a category", "p.gender AS sex", "p.births AS sex", /'sex' is BIGINT, not text/],
      ["a list for a category", "p.gender AS sex", "p.names AS sex", /'sex' is LIST, not text/],
      ["a number for the split", "'train' AS split", "1 AS split", /'split' is INTEGER, not text/],
      [
        "a fraction for patient_id",
        "p.patient_id,",
        "1.5::DOUBLE AS patient_id,",
        /'patient_id' is DOUBLE, not text or a whole number/,
      ],
      [
        "an unknown column",
        "p.births",
        "p.birhts",
        /"birhts".* The tables: .*patients \(patient_id, gender, birth_date, births, active, names\)/,
      ],
      [
        "an unknown view",
        "labs l",
        "observations l",
        /observations does not exist.* The tables: patients \(.*\); labs \(patient_id, value\)/,
      ],
      ["a file", "labs l", "'labs.csv' l", /The tables: /],
      ["an unknown function", "fhir_age_at(", "fhir_age_on(", /fhir_age_on does not exist/],
    ] as const) {
      it(`refuses ${what}`, async () => {
        expect(FROM_PATIENTS).to.include(from);
        const error: FederationError = await rejection(check(fhirStudy(FROM_PATIENTS.replace(from, to))));
        expect(error.field).to.equal("features.sql");
        expect(error.message).to.match(message);
      });
    }
  });

  describe("in a process of its own", () => {
    it("never runs the query", () =>
      checkFeatures(fhirStudy(FROM_PATIENTS.replace("'train' AS split", "CAST(error('it ran') AS VARCHAR) AS split"))));

    const doubling = `WITH a0 AS (SELECT 1 AS x), ${Array.from({ length: 40 }, (_, i) => `a${i + 1} AS (SELECT *, * FROM a${i})`).join(", ")} SELECT * FROM a40`;
    const pattern = FROM_PATIENTS.replace(
      "p.gender AS sex",
      "regexp_extract(p.gender, repeat('x', 3000000000)) AS sex",
    );
    for (const [what, study, limits, message] of [
      ["memory, for a constant", fhirStudy(pattern), {}, /memory/i],
      ["memory, for columns that double", fhirStudy(doubling), { memoryMiB: 320 }, /memory/i],
      ["memory, for names that double", csvStudy(doubling), {}, /more than 10000 columns/],
      ["time", fhirStudy(FROM_PATIENTS), { timeoutMs: 1 }, /takes longer than 1 ms/],
    ] as [string, ReturnType<typeof csvStudy>, Partial<FeaturesLimits>, RegExp][]) {
      it(`refuses a study whose check needs too much ${what}`, async () => {
        const error: FederationError = await rejection(checkFeatures(study, limits));
        expect(error).to.include({ code: "STUDY_INVALID", field: "features.sql" });
        expect(error.message).to.match(message);
      });
    }

    it("refuses as STUDY_INVALID what a site would refuse as QUERY_REFUSED", async () => {
      const study = studyWithSql("SELECT patient_id, age, lab, y FROM records");
      expect((await rejection(checkFeaturesSql(study, 256))).code).to.equal("QUERY_REFUSED");
      const error: FederationError = await rejection(checkFeatures(study));
      expect(error).to.include({ code: "STUDY_INVALID", field: "features.sql" });
      expect(error.message).to.equal(
        "features.sql: It has missing columns: split. Select patient_id, every column of study.yaml and the split, each once and no more.",
      );
    });
  });

  describe("on the command line", () => {
    class Sink extends Writable {
      text = "";
      override _write(chunk: Buffer, _: string, done: () => void): void {
        this.text += chunk.toString();
        done();
      }
    }
    const run = async (...words: string[]) => {
      const [stdout, stderr] = [new Sink(), new Sink()];
      const code = await runCli(words, { stdout, stderr, environment: {} });
      return { code, stdout: stdout.text, stderr: stderr.text };
    };
    const write = async (folder: string, files: Readonly<Record<string, string>>) => {
      await mkdir(join(folder, "views"), { recursive: true });
      for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
    };

    it("check shows a good study, and exits with 1 and the text for a bad one", () =>
      inTemporaryFolder(async (folder) => {
        await write(folder, fhirStudy(FROM_PATIENTS).files);
        expect((await run("study", "check", folder)).code).to.equal(0);
        await write(folder, { "features.sql": FROM_PATIENTS.replace("p.births", "p.birhts") });
        const { code, stdout, stderr } = await run("study", "check", folder);
        expect([code, stdout]).to.deep.equal([1, ""]);
        expect(stderr).to.match(
          /^STUDY_INVALID: features\.sql: .*birhts.*The tables: .*patients \(patient_id, gender,/,
        );
        expect((await rejection(readStudyFolder(folder))).code).to.equal("STUDY_INVALID");
      }));

    it("publish exits with 1 and sends nothing", () =>
      inTemporaryFolder(async (folder) => {
        let requests = 0;
        const server = createServer((_, response) => {
          requests += 1;
          response.end();
        }).listen(0, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        try {
          const token = join(folder, "token");
          await writeFile(token, "a-token-of-enough-characters-for-it", { mode: 0o600 });
          const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
          const study = join(folder, "study");
          const publish = () => run("study", "publish", study, "--coordinator", url, "--token-file", token);
          await write(study, csvStudy("SELECT patient_id, age FROM records").files);
          const { code, stderr } = await publish();
          expect([code, requests]).to.deep.equal([1, 0]);
          expect(stderr).to.match(
            /^STUDY_INVALID: features\.sql: It has missing columns: sex, visits, days, died, y, split\./,
          );
          // The same request of a good study does arrive.
          await write(study, csvStudy(`SELECT patient_id, ${NAMES} FROM records`).files);
          await publish();
          expect(requests).to.be.above(0);
        } finally {
          server.close();
        }
      }));
  });
});
