import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { describeExport, isIncomplete } from "@consilium/node/records/fhir/describeExport.ts";
import { referenceTarget } from "@consilium/node/records/fhir/references.ts";
import type { LoadReport } from "@consilium/node/records/RecordSource.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";
import { inTemporaryFolder, rejection, studyFields, studyFiles } from "./records.fixture.ts";

const PATIENTS = {
  name: "patients",
  resource: "Patient",
  select: [
    {
      column: [
        { name: "patient_id", path: "getResourceKey()" },
        { name: "born", path: "birthDate" },
      ],
    },
  ],
};
const VALUES = {
  name: "observations",
  resource: "Observation",
  select: [
    {
      column: [
        { name: "obs_id", path: "getResourceKey()" },
        { name: "patient_id", path: "subject.getReferenceKey(Patient)" },
        { name: "value", path: "value.ofType(Quantity).value", type: "decimal" },
      ],
    },
  ],
};

/** Loads an export into the tables of these views; the first table's rows, ordered by their first column. */
async function load(
  directory: string,
  views: readonly { readonly name: string }[] = [PATIENTS, VALUES],
  onMalformed: "refuse" | "skip" = "refuse",
): Promise<{ report: LoadReport; rows(table: string): unknown[][] }> {
  const files = Object.fromEntries(views.map((view) => [`views/${view.name}.json`, JSON.stringify(view)]));
  const study = parseStudy(studyFiles(studyFields(), files));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const source = createRecordSource({ kind: "fhir", directory, onMalformed }, "/");
    const report = await source.load(connection, study);
    const tables = new Map<string, unknown[][]>();
    for (const { name } of views) {
      tables.set(name, (await (await connection.run(`SELECT * FROM "${name}" ORDER BY ALL`)).getRows()) as unknown[][]);
    }
    return { report, rows: (table) => tables.get(table)! };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function write(directory: string, files: Record<string, unknown>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    const text = typeof content === "string" ? content : lines(content as unknown[]);
    await writeFile(join(directory, name), name.toLowerCase().endsWith(".gz") ? gzipSync(text) : text);
  }
}

const lines = (resources: unknown[]): string => resources.map((resource) => `${JSON.stringify(resource)}\n`).join("");
const patient = (id: string, more: object = {}) => ({ resourceType: "Patient", id, ...more });
const observation = (id: string, reference: string, more: object = {}) => ({
  resourceType: "Observation",
  id,
  subject: { reference },
  ...more,
});
const deletion = (url: unknown, more: object = {}) => ({
  resourceType: "Bundle",
  type: "transaction",
  ...more,
  entry: [{ request: { method: "DELETE", url } }],
});

describe("FHIR exports", () => {
  describeWithShared("cases", (cases) => {
    it("fhir-duplicates: the newest version counts", async () => {
      const { rows, report } = await load(join(cases, "fhir-duplicates"));
      expect(rows("observations")).to.deep.equal([["o1", "p1", 5]]);
      expect(report.fhir).to.include({ duplicates: 1 });
      expect(report.records).to.equal(2);
    });

    it("fhir-duplicate-patient: the newer Patient counts", async () => {
      const { rows, report } = await load(join(cases, "fhir-duplicate-patient"));
      expect(rows("patients")).to.deep.equal([["p1", "1951-01-01"]]);
      expect(report.fhir).to.include({ duplicates: 1 });
    });

    it("fhir-deleted: a deleted resource has no row", async () => {
      const { rows, report } = await load(join(cases, "fhir-deleted"));
      expect(rows("patients")).to.deep.equal([["p1", null]]);
      expect(report.fhir).to.include({ deleted: 1 });
      expect(report.records).to.equal(1);
    });

    it("fhir-export-errors: an OperationOutcome says that the export is incomplete", async () => {
      const { rows, report } = await load(join(cases, "fhir-export-errors"));
      expect(rows("patients")).to.have.length(1);
      expect(report).to.include({ malformed: 0 });
      expect(report.fhir).to.include({ exportErrors: 1 });
    });

    it("fhir-file-names: every file is read, whatever its ending's letters and folder", async () => {
      const { rows, report } = await load(join(cases, "fhir-file-names"));
      expect(rows("observations").map(([id]) => id)).to.deep.equal(["o1", "o2", "o3", "o4", "o5"]);
      expect(report.fhir?.unreadFiles).to.deep.equal([]);
    });

    it("fhir-references: absolute, versioned and urn references resolve; the rest is counted", async () => {
      const { rows, report } = await load(join(cases, "fhir-references"));
      const found = rows("observations").filter(([, patientId]) => patientId === "p1");
      expect(found.map(([id]) => id)).to.deep.equal(["abs", "absver", "rel", "slash", "urn", "ver"]);
      // Conditional, contained without a contained resource, and by identifier alone. A Group is no patient.
      expect(report.fhir?.unresolvedReferences).to.deep.equal({ patients: 0, observations: 3 });
    });

    it("fhir-string-number: the malformed line is named", async () => {
      const error = await rejection(load(join(cases, "fhir-string-number")));
      expect(error.code).to.equal("RECORDS_MALFORMED");
      expect(error.message).to.contain("Observation.ndjson line 1: does not fit the view 'observations': 'value'");
      expect(error.message).to.not.contain("12.5");
      const { report } = await load(join(cases, "fhir-string-number"), undefined, "skip");
      expect(report).to.include({ malformed: 1, records: 0 });
    });

    it("view-unknown-function: the study is at fault, under skip too", async () => {
      for (const path of [
        "value.ofType(Quantity).value.lowBoundary()",
        "code.coding.where(system = %lonic).code",
        "nosuch()",
      ]) {
        const view = { ...VALUES, select: [...VALUES.select, { column: [{ name: "x", path }] }] };
        for (const policy of ["skip", "refuse"] as const) {
          const error = await rejection(load(join(cases, "view-unknown-function"), [PATIENTS, view], policy));
          expect(error).to.include({
            code: "STUDY_INVALID",
            field: "views/observations.json: select[1].column[0].path",
          });
        }
      }
    });

    it("view-repeat: repeat leads down every item", async () => {
      const view = JSON.parse(await readFile(join(cases, "view-repeat", "answers.json"), "utf8"));
      // The view lies beside the export and is itself no record.
      const { rows, report } = await load(join(cases, "view-repeat"), [view]);
      expect(rows("answers").map(([, link]) => link)).to.deep.equal(["a", "a1", "b"]);
      expect(report.fhir?.unreadFiles).to.deep.equal(["answers.json"]);
    });

    it("view-union-mismatch: branches of other columns are refused", async () => {
      const view = JSON.parse(await readFile(join(cases, "view-union-mismatch", "values.json"), "utf8"));
      const error = await rejection(load(join(cases, "view-union-mismatch"), [view]));
      expect(error).to.include({ code: "STUDY_INVALID", field: "views/values.json: select[0].unionAll[1]" });
    });
  });

  const at = (lastUpdated: string, versionId?: string) => ({ meta: { lastUpdated, versionId } });

  it("take the newer version by lastUpdated, before any version number and in any time zone", () =>
    inTemporaryFolder(async (directory) => {
      await write(directory, {
        "a.ndjson": [
          patient("p1", { birthDate: "1951", ...at("2025-01-01T00:30:00+01:00", "2") }),
          patient("p1", { birthDate: "1952", ...at("2025-01-01T00:00:00Z", "1") }),
          patient("p2", { birthDate: "1953", meta: { versionId: "10" } }),
          patient("p2", { birthDate: "1954", meta: { versionId: "9" } }),
        ],
      });
      const { rows, report } = await load(directory);
      expect(rows("patients")).to.deep.equal([
        ["p1", "1952"],
        ["p2", "1953"],
      ]);
      expect(report.fhir).to.include({ duplicates: 2 });
    }));

  it("take copies for one, and refuse two versions neither of which is newer, naming the second", () =>
    inTemporaryFolder(async (directory) => {
      await write(directory, {
        "a.ndjson": [patient("p1", { birthDate: "1951" })],
        "b.ndjson": [patient("p1", { birthDate: "1951" })],
      });
      expect((await load(directory)).report.fhir).to.include({ duplicates: 1 });
      await write(directory, { "b.ndjson": [patient("p2"), patient("p1", { birthDate: "1952" })] });
      const error = await rejection(load(directory));
      expect(error.code).to.equal("RECORDS_MALFORMED");
      expect(error.message).to.contain("b.ndjson line 2: another version of a resource read before");
      const { rows, report } = await load(directory, undefined, "skip");
      expect(rows("patients")).to.deep.equal([
        ["p1", "1951"],
        ["p2", null],
      ]);
      expect(report).to.include({ malformed: 1, records: 2 });
    }));

  it("keep what was written again after its deletion, and name a deletion of no resource", () =>
    inTemporaryFolder(async (directory) => {
      const timestamp = "2026-01-01T00:00:00Z";
      await write(directory, {
        "Patient.ndjson": [
          patient("old", at("2025-06-01T00:00:00Z")),
          patient("again", at("2026-06-01T00:00:00Z")),
          patient("undated"),
        ],
        "deleted/x.ndjson": [
          deletion("Patient/old", { timestamp }),
          deletion("https://ehr.example/fhir/Patient/again", { timestamp }),
          deletion("Patient/undated/_history/3"),
          deletion("Patient/never-exported"),
        ],
      });
      const { rows, report } = await load(directory);
      expect(rows("patients")).to.deep.equal([["again", null]]);
      expect(report.fhir).to.include({ deleted: 2 });
      await write(directory, { "deleted/x.ndjson": [deletion("Patient?identifier=7")] });
      expect((await rejection(load(directory))).message).to.contain(
        "deleted/x.ndjson line 1: a deletion that names no",
      );
    }));

  it("count errors of the exporting server alone, wherever they stand", () =>
    inTemporaryFolder(async (directory) => {
      const issue = (...severities: string[]) => ({
        resourceType: "OperationOutcome",
        issue: severities.map((severity) => ({ severity, code: "exception" })),
      });
      await write(directory, {
        "a.ndjson": [issue("information", "fatal"), patient("p1"), issue("error"), issue("success")],
      });
      expect((await load(directory)).report.fhir).to.include({ exportErrors: 2 });
    }));

  it("read a JSON file of one resource over many lines, pass over the export's manifest, and name what is not read", () =>
    inTemporaryFolder(async (directory) => {
      const manifest = { transactionTime: "2026-01-01T00:00:00Z", request: "x", output: [], error: [] };
      await write(directory, {
        "one.json": JSON.stringify(patient("p1"), null, 2),
        "more.JSON": [patient("p2"), patient("p3")],
        "deep/er/p4.json.gz": JSON.stringify(patient("p4"), null, 2),
        "manifest.json": JSON.stringify(manifest, null, 2),
        "notes.txt": "not read",
        "sub/Patient.xml": "not read",
        ".DS_Store": "hidden",
      });
      const { rows, report } = await load(directory);
      expect(rows("patients").map(([id]) => id)).to.deep.equal(["p1", "p2", "p3", "p4"]);
      expect(report.fhir?.unreadFiles).to.deep.equal(["notes.txt", "sub/Patient.xml"]);
    }));

  it("name JSON that is neither, and a Bundle whose resources would be lost", () =>
    inTemporaryFolder(async (directory) => {
      await write(directory, {
        "a.json": "[\n{}\n]",
        "b.json": "{\n\n",
        "c.json": JSON.stringify({ resourceType: "Bundle", type: "searchset", entry: [{ resource: patient("p1") }] }),
        "p.ndjson": [patient("p2")],
      });
      const { report } = await load(directory, undefined, "skip");
      expect(report.malformedPlaces.map(({ file, line, reason }) => `${file} ${line} ${reason}`)).to.deep.equal([
        "a.json 1 not a JSON object",
        "b.json 1 not JSON",
        "c.json 1 a Bundle of resources, not one resource a line",
      ]);
    }));

  it("count references to what the export lacks, view by view, and join nothing to a contained resource", () =>
    inTemporaryFolder(async (directory) => {
      await write(directory, {
        "a.ndjson": [
          patient("p1"),
          observation("o1", "Patient/p1"),
          observation("o2", "Patient/p9"),
          observation("o3", "#p1", { contained: [patient("p1")] }),
          observation("o4", "urn:uuid:p9"),
          observation("o5", "Device/p1"),
        ],
      });
      const { rows, report } = await load(directory);
      expect(rows("observations").map(([id, patientId]) => `${id} ${patientId}`)).to.deep.equal([
        "o1 p1",
        "o2 p9",
        "o3 null",
        "o4 null",
        "o5 null",
      ]);
      expect(report.fhir?.unresolvedReferences).to.deep.equal({ patients: 0, observations: 3 });
    }));

  it("leave a record that fits only some views out of all of them", () =>
    inTemporaryFolder(async (directory) => {
      const other = {
        ...VALUES,
        name: "others",
        select: [{ column: [{ name: "status", path: "status", type: "code" }] }],
      };
      await write(directory, {
        "a.ndjson": [observation("o1", "Patient/p1", { status: 7 }), observation("o2", "Patient/p1")],
      });
      const { rows, report } = await load(directory, [VALUES, other], "skip");
      expect(rows("observations").map(([id]) => id)).to.deep.equal(["o2"]);
      expect(report).to.include({ malformed: 1, records: 1 });
    }));

  it("stop at a view's fault that a record shows, naming view, file and line, whatever the policy", () =>
    inTemporaryFolder(async (directory) => {
      const view = { ...VALUES, select: [{ column: [{ name: "code", path: "code.coding.code" }] }] };
      const coding = [{ code: "x" }, { code: "y" }];
      await write(directory, { "a.ndjson": [observation("o1", "Patient/p1", { code: { coding } })] });
      const error = await rejection(load(directory, [view], "skip"));
      expect(error).to.include({ code: "STUDY_INVALID", field: "views/observations.json: column 'code'" });
      expect(error.message).to.contain("a.ndjson line 1");
      expect(error.hint).to.contain("first()");
    }));

  it("say what the export left out or lacks, and nothing where nothing is amiss", () => {
    const fine = { duplicates: 0, deleted: 0, exportErrors: 0, unreadFiles: [], unresolvedReferences: { labs: 0 } };
    expect(describeExport(fine)).to.deep.equal([]);
    expect(isIncomplete(fine)).to.equal(false);
    const unreadFiles = ["a.xml", "b.xml", "c.xml", "d.xml", "e.xml", "f.xml"];
    const amiss = { duplicates: 1, deleted: 2, exportErrors: 3, unreadFiles, unresolvedReferences: { labs: 4 } };
    const text = describeExport(amiss).join("\n");
    for (const part of [
      "3 errors",
      "6 files",
      "e.xml and 1 more",
      "1 older",
      "2 resources",
      "4 references",
      "'labs'",
    ]) {
      expect(text).to.contain(part);
    }
    expect(isIncomplete({ ...fine, unresolvedReferences: { labs: 1 } })).to.equal(true);
  });

  it("read references as FHIR writes them", () => {
    const named = (reference: unknown) => {
      const target = referenceTarget(reference);
      return target.kind === "resource" ? `${target.type}/${target.id}` : target.kind;
    };
    expect(named("http://a.example/b/c/Patient/p.1-2")).to.equal("Patient/p.1-2");
    expect(named("Patient/p1/_history/2")).to.equal("Patient/p1");
    for (const other of ["Patient/", "patient/p1", "Patient/p1/x", "https://a.example/?x=/Patient/p1", "#p1", "", 7]) {
      expect(named(other), String(other)).to.equal("other");
    }
  });
});
