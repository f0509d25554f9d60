import { withDefaults } from "@consilium/node/policy/Policy.ts";
import { checkIdentifiers } from "@consilium/node/records/fhir/checkIdentifiers.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { comparesIdentifier, yieldsIdentifier } from "@consilium/service/fhirpath/identifierLiteral.ts";
import { expect } from "chai";
import { failureOf } from "../behaviors/workload.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { rejection, rowsOf, sqlSource, studyWithSql } from "./records.fixture.ts";

/** Two tables of one site: check-ups with a laboratory's column, and diagnoses. */
const SOURCE = sqlSource(
  `CREATE TABLE visits AS SELECT * FROM (VALUES ('p1', 30, 1.5, 0, 'train'), ('p2', 40, 2.5, 1, 'train'), ('p3', 50, 3.5, 1, 'train'))
    AS t(patient_id, age, lab, y, split)`,
  "CREATE TABLE diagnoses AS SELECT * FROM (VALUES ('p1', 'E11'), ('p2', 'I50')) AS t(patient_id, code)",
);
const POLICY = withDefaults({
  version: 1,
  tables: {
    visits: { categories: ["demographics"], columns: { LAB: ["laboratory"] } },
    diagnoses: { categories: ["conditions"] },
  },
});

const extract = (sql: string, categories: readonly string[], policy = POLICY) =>
  runExtraction({ source: SOURCE, study: studyWithSql(sql, { categories }), policy });

describe("categories of tables and columns", function () {
  this.timeout(30_000);
  const WHOLE = "SELECT patient_id, age, lab, y, split FROM visits";
  const WITHOUT_LAB = "SELECT patient_id, age, 0 AS lab, y, split FROM visits";
  const DIAGNOSED = `SELECT patient_id, age, 0 AS lab, code = 'E11' AS y, split FROM visits JOIN diagnoses USING (patient_id)`;

  it("show a study what it declares", async () => {
    const { table } = await extract(WHOLE, ["demographics", "laboratory"]);
    expect(rowsOf(table, ["age", "lab"])).to.deep.equal([
      [30, 1.5],
      [40, 2.5],
      [50, 3.5],
    ]);
    expect((await extract(WITHOUT_LAB, ["demographics"])).table.patientIds).to.have.length(3);
    expect((await extract(DIAGNOSED, ["demographics", "conditions"])).table.patientIds).to.have.length(2);
  });

  it("refuse a column of a category that the study does not declare, naming it, and show the others of its table", async () => {
    const error = await rejection(extract(WHOLE, ["demographics"]));
    expect(error).to.include({ code: "POLICY_REFUSED", field: "features.sql" });
    expect(error.message).to.include(
      "the column 'lab' of 'visits', which is laboratory, and does not declare laboratory",
    );
  });

  it("refuse a table of a category that the study does not declare", async () => {
    const error = await rejection(extract(DIAGNOSED, ["demographics", "laboratory"]));
    expect(error).to.include({ code: "POLICY_REFUSED", field: "features.sql" });
    expect(error.message).to.include("the table 'diagnoses', which is conditions");
  });

  it("refuse a table whose categories the site has not said", async () => {
    const { visits } = POLICY.tables;
    const error = await rejection(
      extract(DIAGNOSED, ["demographics", "conditions"], { ...POLICY, tables: { visits: visits! } }),
    );
    expect(error.message).to.include("does not say of which data categories the table 'diagnoses' is");
  });

  it("hold however a query names what it may not see", async () => {
    const wide = (from: string) => `SELECT patient_id, 30 AS age, 0 AS lab, y, 'train' AS split FROM (${from})`;
    for (const [sql, categories] of [
      [wide("SELECT patient_id, count(*) AS y FROM query_table('diagnoses') GROUP BY 1"), ["demographics"]],
      [wide("SELECT patient_id, 1 AS y FROM query('SELECT * FROM diagnoses')"), ["demographics"]],
      [wide("SELECT patient_id, (lab > 2)::INT AS y FROM (SELECT * FROM visits)"), ["demographics"]],
      [wide("SELECT patient_id, v.lab AS y FROM visits AS v"), ["demographics"]],
      [wide('SELECT patient_id, 1 AS y FROM "DIAGNOSES"'), ["demographics"]],
    ] as const) {
      const error = await rejection(extract(sql, categories));
      expect(error.code, sql).to.be.oneOf(["POLICY_REFUSED", "QUERY_REFUSED"]);
    }
  });
});

describe("identifiers and literals", function () {
  this.timeout(30_000);
  const policy = { ...TEST_POLICY, identifiers: ["MRN"] };
  const source = sqlSource(
    `CREATE TABLE records AS SELECT * FROM (VALUES ('p1', 'M1', 30, 1.5, 0, 'train'), ('p2', 'M2', 40, 2.5, 1, 'train'))
      AS t(patient_id, mrn, age, lab, y, split)`,
  );
  const extracted = (sql: string) => runExtraction({ source, study: studyWithSql(sql), policy });
  const selecting = (what: string, more = "FROM records") => `SELECT patient_id, age, lab, ${what} AS y, split ${more}`;

  for (const sql of [
    selecting("y", "FROM records WHERE patient_id = 'p1'"),
    selecting("y", "FROM records WHERE patient_id <> 'p1'"),
    selecting("y", "FROM records WHERE 'p1' = patient_id"),
    selecting("y", "FROM records WHERE patient_id IN ('p1', 'p2')"),
    selecting("y", "FROM records WHERE patient_id NOT IN ('p1')"),
    selecting("y", "FROM records WHERE patient_id BETWEEN 'p1' AND 'p1x'"),
    selecting("y", "FROM records WHERE patient_id LIKE 'p1%'"),
    selecting("y", "FROM records WHERE regexp_matches(patient_id, '^p1$')"),
    selecting("y", "FROM records WHERE starts_with(lower(patient_id), 'p1')"),
    selecting("y", "FROM records WHERE list_contains(['p1'], patient_id)"),
    selecting("y", "FROM records WHERE substr(patient_id, 2) = '1'"),
    selecting("y", "FROM records WHERE mrn = 'M1'"),
    selecting("CASE patient_id WHEN 'p1' THEN 1 ELSE 0 END"),
    selecting("CASE WHEN mrn = 'M1' THEN 1 ELSE 0 END"),
    selecting("y", "FROM (SELECT *, patient_id AS who FROM records) WHERE who = 'p1'"),
    `WITH a AS (SELECT *, mrn || '' AS b FROM records), c AS (SELECT *, b AS d FROM a) ${selecting("y", "FROM c WHERE d = 'M1'")}`,
    selecting("y", "FROM records WHERE patient_id IN (SELECT 'p1')"),
    selecting("y", "FROM records WHERE hash(patient_id) % 7 = 3"),
  ]) {
    it(`refuse ${sql.slice(0, 110)}`, async () => {
      const error = await rejection(extracted(sql));
      expect(error).to.include({ code: "POLICY_REFUSED", field: "features.sql" });
      expect(error.message).to.match(
        /Policy rule identifiers: The query compares the identifying column '\w+' with a literal/,
      );
      expect(error.message).to.not.match(/p1|M1/);
    });
  }

  it("let joins, missing values, counts and first rows by identifier be", async () => {
    for (const sql of [
      selecting("y", "FROM records JOIN (SELECT patient_id AS id FROM records) o ON o.id = records.patient_id"),
      selecting("y", "FROM records WHERE patient_id IS NOT NULL AND patient_id <> ''"),
      selecting("y", "FROM records WHERE patient_id IN (SELECT patient_id FROM records WHERE age > 20)"),
      selecting(
        "CASE WHEN o.id IS NULL THEN 0 ELSE 1 END",
        "FROM records LEFT JOIN (SELECT patient_id AS id FROM records) o ON o.id = patient_id",
      ),
      `WITH n AS (SELECT patient_id, count(mrn) AS seen FROM records GROUP BY 1) ${selecting("y", "FROM records JOIN n USING (patient_id) WHERE seen > 0")}`,
      selecting(
        "y",
        "FROM (SELECT *, row_number() OVER (PARTITION BY patient_id ORDER BY age) AS place FROM records) WHERE place = 1",
      ),
      `SELECT 'site-' || patient_id AS patient_id, age, lab, y, split FROM records`,
    ]) {
      expect((await extracted(sql)).table.patientIds, sql).to.have.length(2);
    }
  });

  it("see in a view's path what compares an identifier", () => {
    for (const path of [
      "iif(identifier.value = 'MRN-4711', 1, 0)",
      "identifier.where(value = 'MRN-4711').exists()",
      "identifier.where(system = 'urn:mrn').value = 'MRN-4711'",
      "identifier.value.startsWith('MRN-47')",
      "id = 'p1'",
      "getResourceKey() = 'p1'",
      "subject.getReferenceKey(Patient) = 'p1'",
      "subject.reference = 'Patient/p1'",
      "name.where(family = 'Smith').exists()",
      "telecom.where(system = 'phone').value = '555'",
      "identifier.value = %wanted",
      "identifier.value in ('a' | 'b')",
    ]) {
      expect(comparesIdentifier(path), path).to.equal(true);
    }
    expect(comparesIdentifier("value = 'MRN-4711'", true), "below forEach: identifier").to.equal(true);
  });

  it("let the kind of an identifier, codes, dates and states be compared", () => {
    for (const path of [
      "identifier.where(system = 'urn:mrn').value",
      "identifier.where(system = 'urn:mrn').exists() = true",
      "code.coding.where(system = 'http://loinc.org').code",
      "birthDate < @1960-01-01",
      "status = 'finished'",
      "address.where(use = 'home').state = 'MA'",
      "subject.getReferenceKey(Patient)",
    ]) {
      expect(comparesIdentifier(path), path).to.equal(false);
    }
    expect(["getResourceKey()", "identifier.value", "subject.reference", "id"].map(yieldsIdentifier)).to.not.include(
      false,
    );
    expect(["birthDate", "code.coding.code", "identifier.system", "gender"].map(yieldsIdentifier)).to.not.include(true);
  });

  it("name the place in a view, and its identifying columns for the query", async () => {
    const view = (path: string) => ({
      name: "patients",
      resource: "Patient",
      select: [
        {
          column: [
            { name: "Patient_ID", path: "getResourceKey()" },
            { name: "v", path },
          ],
        },
      ],
    });
    expect(checkIdentifiers(view("gender"))).to.deep.equal(["patient_id"]);
    const error = await failureOf(() => checkIdentifiers(view("iif(identifier.value = 'MRN-4711', 1, 0)")));
    expect(error).to.include({ code: "POLICY_REFUSED", field: "views/patients.json: select[0].column[1].path" });
    expect(error.message).to.not.include("4711");
    const each = {
      name: "v",
      resource: "Patient",
      select: [{ forEach: "identifier", column: [{ name: "x", path: "value = 'MRN'" }] }],
    };
    expect((await failureOf(() => checkIdentifiers(each))).code).to.equal("POLICY_REFUSED");
  });
});
