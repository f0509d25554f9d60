import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { readLines } from "@consilium/node/records/readLines.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import type { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { expect } from "chai";
import fc from "fast-check";
import { TEST_POLICY } from "../support/testPolicy.ts";
import {
  inTemporaryFolder,
  MEASURED,
  rejection,
  rowsOf,
  studyFields,
  studyFiles,
  studyWithSql,
} from "./records.fixture.ts";

const PATIENTS = {
  resourceType: "ViewDefinition",
  name: "patients",
  resource: "Patient",
  select: [
    {
      column: [
        { name: "patient_id", path: "getResourceKey()" },
        { name: "active", path: "active", type: "boolean" },
        { name: "births", path: "multipleBirthInteger", type: "integer" },
      ],
    },
  ],
};
const OBSERVATIONS = {
  name: "observations",
  resource: "Observation",
  constant: [{ name: "loinc", valueString: "http://loinc.org" }],
  select: [
    {
      column: [
        { name: "patient_id", path: "subject.getReferenceKey(Patient)" },
        { name: "value", path: "value.ofType(Quantity).value", type: "decimal" },
      ],
    },
    { forEach: "code.coding.where(system = %loinc)", column: [{ name: "code", path: "code" }] },
  ],
  where: [{ path: "status = 'final'" }],
};
// Some exports below have no observation.
const COLUMNS = MEASURED.map((column) => ({ ...column, mayBeMissing: column.name === "lab" }));
const FHIR_STUDY = parseStudy(
  studyFiles(studyFields({ columns: COLUMNS, split: undefined }), {
    "features.sql": `SELECT p.patient_id, p.births AS age, avg(o.value) AS lab FROM patients p
      LEFT JOIN observations o ON o.patient_id = p.patient_id AND o.code = '1-8' GROUP BY ALL`,
    "views/patients.json": JSON.stringify(PATIENTS),
    "views/observations.json": JSON.stringify(OBSERVATIONS),
  }),
);

const patient = (id: string, more: object = {}) =>
  JSON.stringify({ resourceType: "Patient", id, active: true, multipleBirthInteger: 2, ...more });
const observation = (id: string, subject: string, value: number, code = "1-8", status = "final") =>
  JSON.stringify({
    resourceType: "Observation",
    id,
    status,
    subject: { reference: `Patient/${subject}` },
    code: { coding: [{ system: "http://loinc.org", code }] },
    valueQuantity: { value, unit: "mg/dL" },
  });

function fhir(directory: string, onMalformed: "skip" | "refuse" = "refuse") {
  const source = createRecordSource({ kind: "fhir", directory, onMalformed }, "/");
  return runExtraction({ policy: TEST_POLICY, source, study: FHIR_STUDY });
}

async function linesOf(path: string, maxBytes: number) {
  const lines = [];
  for await (const line of readLines(path, "file", maxBytes)) lines.push(line);
  return lines;
}

describe("record sources", () => {
  describe("readLines", () => {
    it("splits as String.split does, plain or gzipped, across every chunk border", () =>
      inTemporaryFolder(async (directory) => {
        const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "\n", " ", "🙂", "\t"), maxLength: 40 }));
        let run = 0;
        await fc.assert(
          fc.asyncProperty(texts, fc.boolean(), async (parts, zipped) => {
            const text = parts.join("\n");
            run += 1;
            const path = join(directory, `${run}.ndjson${zipped ? ".gz" : ""}`);
            await writeFile(path, zipped ? gzipSync(text) : text);
            const expected = text.split("\n");
            if (expected.at(-1) === "") expected.pop();
            const lines = await linesOf(path, 10_000);
            expect(lines.map((line) => line.text)).to.deep.equal(expected);
            expect(lines.map((line) => line.number)).to.deep.equal(expected.map((_, i) => i + 1));
          }),
          { numRuns: 40 },
        );
      }));

    it("reports a line that is too long or not UTF-8 and goes on after it", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "x.ndjson");
        const bytes = Buffer.concat([
          Buffer.from(`ok\r\n${"x".repeat(1_000_000)}\n`),
          Buffer.of(0xff, 0xfe, 0x0a),
          Buffer.from("last"),
        ]);
        await writeFile(path, bytes);
        expect(await linesOf(path, 100)).to.deep.equal([
          { number: 1, text: "ok", fault: undefined },
          { number: 2, text: undefined, fault: "longer than 100 bytes" },
          { number: 3, text: undefined, fault: "not UTF-8" },
          { number: 4, text: "last", fault: undefined },
        ]);
      }));

    it("says so when a gzip file is cut short", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "x.ndjson.gz");
        const zipped = gzipSync(Array.from({ length: 2_000 }, (_, i) => `line ${i * 7919}`).join("\n"));
        await writeFile(path, zipped.subarray(0, zipped.length - 20));
        const error = await rejection(linesOf(path, 100));
        expect(error).to.include({ code: "RECORDS_UNREADABLE", field: "file" });
      }));
  });

  describe("fhir", () => {
    it("turns NDJSON and NDJSON.gz into the views' tables, passing over other resource types", () =>
      inTemporaryFolder(async (directory) => {
        await writeFile(
          join(directory, "Patient.ndjson"),
          `${patient("a")}\n\n${patient("b", { multipleBirthInteger: 3 })}\n`,
        );
        const rows = [
          observation("1", "a", 1),
          observation("2", "a", 2),
          observation("3", "b", 3, "other"),
          observation("4", "b", 4, "1-8", "entered-in-error"),
          JSON.stringify({ resourceType: "Device", id: "d" }),
        ];
        await writeFile(join(directory, "export-7.ndjson.gz"), gzipSync(rows.join("\r\n")));
        await writeFile(join(directory, "notes.txt"), "not read");
        const { table, report } = await fhir(directory);
        expect(table.patientIds).to.deep.equal(["a", "b"]);
        expect(rowsOf(table)).to.deep.equal([
          [2, 1.5],
          [3, Number.NaN],
        ]);
        expect(report).to.deep.include({
          files: 2,
          lines: 7,
          records: 7,
          malformed: 0,
          tables: { patients: 2, observations: 3 },
        });
      }));

    const MALFORMED = [
      "{",
      "[]",
      "null",
      '{"id":"x"}',
      '{"resourceType":"Patient"}',
      '{"resourceType":"Patient","id":"has spaces"}',
      patient("secret-name", { multipleBirthInteger: "not a number" }),
    ];
    const write = (directory: string) =>
      writeFile(join(directory, "Patient.ndjson"), [patient("a"), ...MALFORMED, patient("z")].join("\n"));

    it("skips malformed lines, counts them, and names file and line but never content", () =>
      inTemporaryFolder(async (directory) => {
        await write(directory);
        const { table, report } = await fhir(directory, "skip");
        expect(table.patientIds).to.deep.equal(["a", "z"]);
        expect(report).to.include({ lines: 9, records: 2, malformed: 7 });
        const places = [...report.malformedPlaces].sort((a, b) => a.line - b.line);
        expect(places.map(({ file, line, reason }) => `${file} ${line} ${reason}`)).to.deep.equal([
          "Patient.ndjson 2 not JSON",
          "Patient.ndjson 3 not a JSON object",
          "Patient.ndjson 4 not a JSON object",
          "Patient.ndjson 5 no resourceType",
          "Patient.ndjson 6 no FHIR id",
          "Patient.ndjson 7 no FHIR id",
          "Patient.ndjson 8 does not fit the view 'patients': 'births' is not of its type (integer)",
        ]);
        expect(JSON.stringify(report)).to.not.contain("secret-name");
      }));

    it("refuses malformed lines where the config says so, naming the first places", () =>
      inTemporaryFolder(async (directory) => {
        await write(directory);
        const error = await rejection(fhir(directory, "refuse"));
        expect(error.code).to.equal("RECORDS_MALFORMED");
        expect(error.message).to.match(/Patient\.ndjson line 2: not JSON; .*\(and 2 more\)/);
        expect(error.message).to.not.contain("secret-name");
        expect(error.hint).to.contain("onMalformed");
      }));

    it("keeps at most 20 places, whatever the number of malformed lines", () =>
      inTemporaryFolder(async (directory) => {
        await writeFile(join(directory, "x.ndjson"), `${"{\n".repeat(3_000)}${patient("a")}`);
        const { report } = await fhir(directory, "skip");
        expect(report).to.include({ malformed: 3_000, records: 1 });
        expect(report.malformedPlaces).to.have.length(20);
      }));

    it("refuses an empty or missing folder, and a study without views", () =>
      inTemporaryFolder(async (directory) => {
        expect((await rejection(fhir(directory))).code).to.equal("RECORDS_UNREADABLE");
        expect((await rejection(fhir(join(directory, "missing")))).code).to.equal("RECORDS_UNREADABLE");
        const source = createRecordSource({ kind: "fhir", directory, onMalformed: "skip" }, "/");
        const error = await rejection(runExtraction({ policy: TEST_POLICY, source, study: studyWithSql("SELECT 1") }));
        expect(error).to.include({ code: "STUDY_INVALID", field: "views" });
      }));
  });

  describe("csv", () => {
    const SQL = `SELECT id AS patient_id, CAST(age AS DOUBLE) AS age, CAST(lab AS DOUBLE) AS lab,
      CAST(y AS DOUBLE) AS y, split FROM records`;
    const csv = (path: string, more: object = {}) =>
      runExtraction({
        policy: TEST_POLICY,
        source: createRecordSource(
          { kind: "csv", tables: { records: path }, patientId: "id", onMalformed: "refuse", ...more },
          "/",
        ),
        study: studyWithSql(SQL),
      });
    const HEADER = "id,hospital,age,lab,y,split";

    it("loads text columns, empty as NULL, and keeps one site's rows", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "all.csv");
        const rows = ["007,north,40,1.5,1,train", '"8,b",north,41,,0,test', "9,south,42,0.5,1,train"];
        await writeFile(path, `${HEADER}\r\n${rows.join("\r\n")}\r\n`);
        const { table, report } = await csv(path, { where: { column: "hospital", equals: "north" } });
        expect(table.patientIds).to.deep.equal(["007", "8,b"]);
        expect(rowsOf(table, ["age", "lab"])).to.deep.equal([
          [40, 1.5],
          [41, Number.NaN],
        ]);
        expect(report).to.deep.include({ files: 1, lines: 3, records: 2, malformed: 0, tables: { records: 2 } });
        expect((await csv(path)).report.rows).to.equal(3);
      }));

    const RAGGED = [
      "1,north,40,1,1,train",
      "2,north,40,1",
      "3,north,40,1,1,train,extra,secret",
      "4,north,41,1,0,train",
      '5,"north"x,40,1,1,train',
      "6,north,42,1,0,train",
    ];

    it("skips ragged and garbled lines, counts them, and names file and line", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "ragged.csv");
        await writeFile(path, `${HEADER}\n${RAGGED.join("\n")}\n`);
        const { table, report } = await csv(path, { onMalformed: "skip", maximumMalformed: 0.5 });
        expect(table.patientIds).to.deep.equal(["1", "4", "6"]);
        expect(report).to.include({ lines: 6, records: 3, malformed: 3 });
        expect(report.malformedPlaces.map(({ file, line }) => `${file}:${line}`)).to.deep.equal([
          "ragged.csv:3",
          "ragged.csv:4",
          "ragged.csv:6",
        ]);
        expect(JSON.stringify(report)).to.not.contain("secret");
      }));

    it("refuses ragged lines where the config says so", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "ragged.csv");
        await writeFile(path, `${HEADER}\n${RAGGED.join("\n")}\n`);
        const error = await rejection(csv(path));
        expect(error.code).to.equal("RECORDS_MALFORMED");
        expect(error.message).to.match(/ragged\.csv line 3: missing columns; ragged\.csv line 4: too many columns/);
        expect(error.message).to.not.contain("secret");
      }));

    it("takes a line that is not UTF-8 for malformed", () =>
      inTemporaryFolder(async (directory) => {
        const path = join(directory, "latin.csv");
        const good = "1,north,40,1,1,train\n";
        await writeFile(
          path,
          Buffer.concat([
            Buffer.from(`${HEADER}\n${good}`),
            Buffer.of(0xe9, 0x2c, 0xff, 0x0a),
            Buffer.from("2,north,40,1,1,train\n"),
          ]),
        );
        const { table, report } = await csv(path, { onMalformed: "skip" });
        expect(table.patientIds).to.deep.equal(["1", "2"]);
        expect(report.malformedPlaces.map(({ line }) => line)).to.deep.equal([3]);
      }));

    it("tells binary garbage, a missing file and a missing patient column apart", () =>
      inTemporaryFolder(async (directory) => {
        const garbage = join(directory, "garbage.csv");
        await writeFile(garbage, Buffer.from([0, 1, 2, 255, 254, 10, 0, 0]));
        expect(await rejection(csv(garbage))).to.include({ code: "RECORDS_UNREADABLE", field: "garbage.csv" });
        expect((await rejection(csv(join(directory, "none.csv")))).code).to.equal("RECORDS_UNREADABLE");
        const other = join(directory, "other.csv");
        await writeFile(other, "patient,age\n1,2\n");
        expect(await rejection(csv(other))).to.include({ code: "CONFIG_INVALID", field: "records.patientId" });
      }));

    it("takes quotes in paths and filters as text", () =>
      inTemporaryFolder(async (directory) => {
        const folder = join(directory, "it's");
        await mkdir(folder);
        await writeFile(join(folder, "r.csv"), `${HEADER}\n1,o'hara,40,1,1,train\n2,north,40,1,1,train\n`);
        const { table } = await csv(join(folder, "r.csv"), { where: { column: "hospital", equals: "o'hara" } });
        expect(table.patientIds).to.deep.equal(["1"]);
      }));
  });

  describe("config", () => {
    const refusal = (config: unknown): FederationError => {
      try {
        createRecordSource(config, "/etc/site", "site.yaml");
      } catch (error) {
        return error as FederationError;
      }
      throw new Error("The config was accepted.");
    };

    it("takes relative paths from the config file's folder", () => {
      const source = createRecordSource({ kind: "fhir", directory: "fhir", onMalformed: "skip" }, "/etc/site");
      expect(source.describe()).to.contain("/etc/site/fhir");
    });

    const cases: [string, unknown, string][] = [
      ["no kind", {}, "site.yaml: records.kind"],
      ["no object", "fhir", "site.yaml: records.kind"],
      ["another kind", { kind: "omop" }, "site.yaml: records.kind"],
      ["a number for a folder", { kind: "fhir", directory: 7, onMalformed: "skip" }, "site.yaml: records.directory"],
      ["another policy", { kind: "fhir", directory: "x", onMalformed: "ignore" }, "site.yaml: records.onMalformed"],
      [
        "a table named by SQL",
        { kind: "csv", tables: { 'a"': "x" }, patientId: "id", onMalformed: "skip" },
        "site.yaml: records.tables",
      ],
      [
        "a bad column",
        { kind: "csv", tables: { a: "x" }, patientId: 'i"d', onMalformed: "skip" },
        "site.yaml: records.patientId",
      ],
      ["an unknown field", { kind: "fhir", directory: "x", onMalformed: "skip", password: "y" }, "site.yaml: records"],
    ];
    for (const [what, config, field] of cases) {
      it(`refuses ${what}, naming file, field and hint`, () => {
        const error = refusal(config);
        expect(error.code).to.equal("CONFIG_INVALID");
        expect(error.field?.startsWith(field), error.field).to.equal(true);
        expect(error.hint).to.match(/kind: (fhir|csv) takes/);
      });
    }
  });
});
