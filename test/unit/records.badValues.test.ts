import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { locateBadValues } from "@consilium/node/records/badValues/locateBadValues.ts";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { withDatabase } from "@consilium/service/sql/ReadOnlyQuery.ts";
import { expect } from "chai";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { inTemporaryFolder, MEASURED, rejection, studyFields, studyFiles } from "./records.fixture.ts";

const PATIENT_ID = { name: "patient_id", path: "subject.getReferenceKey(Patient)" };
const TEXT = { name: "text", path: "value.ofType(string)" };
const VIEWS = [
  // Before the view that it shares a column's name with: no query converts its words.
  {
    name: "labels",
    resource: "Observation",
    select: [{ column: [PATIENT_ID, { name: "text", path: "code.coding.display" }] }],
  },
  {
    name: "observations",
    resource: "Observation",
    select: [
      {
        column: [
          PATIENT_ID,
          TEXT,
          { name: "amount", path: "value.ofType(Quantity).value", type: "decimal" },
          { name: "notes", path: "note.text", collection: true },
          { name: "code", path: "code.text" },
        ],
      },
    ],
  },
  {
    name: "patients",
    resource: "Patient",
    select: [
      {
        column: [
          { name: "patient_id", path: "getResourceKey()" },
          { name: "births", path: "multipleBirthInteger", type: "integer" },
          { name: "born", path: "birthDate" },
        ],
      },
    ],
  },
  {
    name: "names",
    resource: "Patient",
    select: [
      { column: [{ name: "patient_id", path: "getResourceKey()" }] },
      { forEach: "name", column: [{ name: "word", path: "text" }] },
    ],
  },
  {
    name: "inner_results",
    resource: "DiagnosticReport",
    select: [{ column: [PATIENT_ID] }, { forEach: "contained.ofType(Observation)", column: [TEXT] }],
  },
];

/** No message may have it. */
const BAD = "SECRET-7";
const BAD_NUMBER = 5_000_000_123;

const patient = (id: string, more: object = {}) => ({ resourceType: "Patient", id, ...more });
const observation = (id: string, more: object = {}) => ({
  resourceType: "Observation",
  id: `o-${id}`,
  subject: { reference: `Patient/${id}` },
  code: { text: "5", coding: [{ display: "a word" }] },
  ...("valueQuantity" in more ? {} : { valueString: "1" }),
  ...more,
});
const lines = (...resources: object[]): string => resources.map((each) => `${JSON.stringify(each)}\n`).join("");
const select = (age: string, from = "observations"): string =>
  `SELECT patient_id, ${age} AS age, 1.0 AS lab FROM ${from}`;
const CAST = select("CAST(text AS DOUBLE)");
const RENAMED = `WITH r AS (SELECT patient_id, text AS answer FROM observations) ${select("answer::DOUBLE", "r")}`;

/** Runs the query on an export of these files and gives the error it ends with. */
async function failure(files: Readonly<Record<string, string>>, sql: string) {
  const views = Object.fromEntries(VIEWS.map((view) => [`views/${view.name}.json`, JSON.stringify(view)]));
  const fields = studyFields({ columns: MEASURED, split: undefined });
  const study = parseStudy(studyFiles(fields, { ...views, "features.sql": sql }));
  let error: any;
  await inTemporaryFolder(async (directory) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), name.endsWith(".gz") ? gzipSync(text) : text);
    }
    const source = createRecordSource({ kind: "fhir", directory, onMalformed: "refuse" }, "/");
    error = await rejection(runExtraction({ policy: TEST_POLICY, source, study }));
  });
  const texts = JSON.stringify([error.message, error.hint, error.field, error.stack, String(error.cause)]);
  expect(texts).to.not.contain(BAD).and.not.contain("5000000123").and.not.contain("5e9");
  return error;
}

describe("bad values of a FHIR export", function () {
  this.timeout(60_000);
  const good = lines(observation("p1"));
  const bad = observation("p2", { valueString: BAD });

  for (const [where, files, place] of [
    ["a file", { "Observation.ndjson": good + lines(bad) }, "Observation.ndjson line 2"],
    ["a gzipped file", { "Observation.ndjson.gz": `\n${good}${lines(bad)}` }, "Observation.ndjson.gz line 3"],
    [
      "the second file of a type",
      { "o.1.ndjson": good + lines(observation("p3")), "o.2.ndjson": lines(bad) },
      "o.2.ndjson line 1",
    ],
    [
      "a folder in it",
      { "a/b/o.ndjson": good + lines(bad), "o.ndjson": lines(observation("p3")) },
      "a/b/o.ndjson line 2",
    ],
    [
      "a file of several types",
      { "all.ndjson": lines(patient("p1"), patient("p2")) + good + lines(bad) },
      "all.ndjson line 4",
    ],
    ["a file of one resource", { "o.json": `\n${JSON.stringify(bad, undefined, 2)}` }, "o.json line 2"],
  ] as const) {
    it(`name the file and line in ${where}`, async () => {
      const error = await failure(files, CAST);
      expect(error).to.include({ code: "RECORDS_MALFORMED", field: "records" });
      expect(error.message).to.contain(`${place}, column 'text' of the view 'observations': not a DOUBLE.`);
      expect(error.hint).to.contain("export again").and.contain("study's author").and.not.contain("records.nulls");
      expect((await failure(files, RENAMED)).message).to.contain(`${place}, column 'text' of the view 'observations'.`);
    });
  }

  for (const [what, sql, resource, expected] of [
    [
      "a text",
      select("strptime(text, '%Y')::DATE - DATE '2000-01-01'"),
      bad,
      "column 'text' of the view 'observations'.",
    ],
    [
      "a text changed before",
      `WITH r AS (SELECT patient_id, replace(text, '-', '') AS answer FROM observations WHERE code = '5')
        ${select("answer::DOUBLE", "r")}`,
      bad,
      "column 'text' or 'code' of the view 'observations'.",
    ],
    [
      "a list's first",
      select("CAST(notes[1] AS DOUBLE)"),
      observation("p2", { note: [{ text: BAD }] }),
      "column 'notes' of the view 'observations': not a DOUBLE.",
    ],
    [
      "a list",
      select("list_sum(CAST(notes AS DOUBLE[]))"),
      observation("p2", { note: [{ text: "1" }, { text: BAD }] }),
      "column 'notes' of the view 'observations'.",
    ],
    [
      "a list's each",
      select("list_sum(list_transform(notes, lambda n: CAST(n AS DOUBLE)))"),
      observation("p2", { note: [{ text: "1" }, { text: BAD }] }),
      "column 'notes' of the view 'observations'.",
    ],
    [
      "a list taken apart",
      `${select("max(n::DOUBLE)", "(SELECT patient_id, unnest(notes) AS n FROM observations)")} GROUP BY ALL`,
      observation("p2", { note: [{ text: "1" }, { text: BAD }] }),
      "column 'notes' of the view 'observations'.",
    ],
    [
      "two columns of one bad value",
      `WITH r AS (SELECT patient_id, unnest([text, code]) AS x FROM observations) ${select("max(x::DOUBLE)", "r")} GROUP BY ALL`,
      observation("p2", { valueString: BAD, code: { text: BAD } }),
      "column 'text' or 'code' of the view 'observations'.",
    ],
    [
      "a decimal",
      select("CAST(amount AS INTEGER)"),
      observation("p2", { valueQuantity: { value: BAD_NUMBER } }),
      "column 'amount' of the view 'observations': not an INTEGER.",
    ],
    [
      "a decimal under another name",
      `WITH r AS (SELECT patient_id, amount AS x FROM observations) ${select("x::INTEGER", "r")}`,
      observation("p2", { valueQuantity: { value: BAD_NUMBER } }),
      "column 'amount' of the view 'observations'.",
    ],
    [
      "an integer",
      select("CAST(births AS INTEGER)", "patients"),
      patient("p2", { multipleBirthInteger: BAD_NUMBER }),
      "column 'births' of the view 'patients': not an INTEGER.",
    ],
    [
      "an integer that overflows",
      select("births * 9000000000000000000", "patients"),
      patient("p2", { multipleBirthInteger: BAD_NUMBER }),
      "column 'births' of the view 'patients'.",
    ],
    [
      "an element's row",
      `${select("max(CAST(word AS DOUBLE))", "names")} GROUP BY ALL`,
      patient("p2", { name: [{ text: "1" }, { text: BAD }, { text: "3" }] }),
      "column 'word' of the view 'names': not a DOUBLE.",
    ],
    [
      "a contained resource",
      select("CAST(text AS DOUBLE)", "inner_results"),
      {
        resourceType: "DiagnosticReport",
        id: "r2",
        subject: { reference: "Patient/p2" },
        contained: [observation("c1"), observation("c2", { valueString: BAD })],
      },
      "column 'text' of the view 'inner_results': not a DOUBLE.",
    ],
  ] as const) {
    it(`name the view's column of ${what}`, async () => {
      const files = { "all.ndjson": lines(patient("p1", { multipleBirthInteger: 1 })) + good + lines(resource) };
      const error = await failure(files, sql);
      expect(error.code).to.equal("RECORDS_MALFORMED");
      expect(error.message).to.contain(`The study's query cannot convert all.ndjson line 3, ${expected}`);
    });
  }

  const many = Array.from({ length: 12 }, (_, i) => observation(`p${10 + i}`));

  for (const [what, value, observations] of [
    ["cast", "o.text", "observations"],
    ["searched", "o.answer", "(SELECT patient_id, text AS answer FROM observations)"],
  ] as const) {
    it(`blame no row for another table's value, ${what}`, async () => {
      const from = `labels l JOIN ${observations} o USING (patient_id) JOIN patients p USING (patient_id)`;
      const patients = [...many, bad].map(({ subject }) => patient(subject.reference.slice("Patient/".length)));
      const files = { "o.ndjson": lines(bad, ...many), "p.ndjson": lines(...patients) };
      const error = await failure(files, select(`CAST(${value} AS DOUBLE)`, from));
      expect(error.message).to.match(/cannot convert o\.ndjson line 1, column 'text' of the view 'observations'[^;]*$/);
    });
  }

  it("name five places and say that there are more", async () => {
    const all = many.map((each) => ({ ...each, valueString: BAD }));
    for (const sql of [CAST, RENAMED]) {
      const { message } = await failure({ "o.ndjson": lines(...all) }, sql);
      expect(message.match(/o\.ndjson line \d+/g)).to.deep.equal(
        [1, 2, 3, 4, 5].map((line) => `o.ndjson line ${line}`),
      );
      expect(message).to.contain("; and more values.");
      const two = await failure(
        { "o.ndjson": lines(...many, ...all.slice(0, 2).map((each, i) => ({ ...each, id: `x${i}` }))) },
        sql,
      );
      expect(two.message).to.contain("line 13").and.contain("line 14").and.not.contain("more");
    }
  });

  it("are not looked for where the query fails without any row", async () => {
    const error = await failure({ "o.ndjson": good }, select("CAST(concat('a', random()) AS DOUBLE)", "observations"));
    expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
    const constant = await failure(
      { "o.ndjson": good },
      select("(SELECT CAST(concat('a', i) AS DOUBLE) FROM range(1) r(i))"),
    );
    expect(constant).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
  });

  it("are no longer looked for when the time is over", async () => {
    const find = (isOver: boolean) =>
      withDatabase(256, async (connection) => {
        await connection.run("CREATE TABLE r AS SELECT 'p1' AS patient_id, 'x' AS age");
        const locate = () => ({ file: "f.ndjson", place: "line 1", view: "r" });
        const loaded = { files: 1, lines: 1, records: 1, malformed: 0, malformedPlaces: [], tables: { r: 1 }, locate };
        return locateBadValues(connection, "SELECT age::DOUBLE FROM r", loaded, () => isOver);
      });
    expect((await find(false))?.message).to.contain("f.ndjson line 1, column 'age' of the view 'r': not a DOUBLE");
    expect(await find(true)).to.equal(undefined);
  });
});
