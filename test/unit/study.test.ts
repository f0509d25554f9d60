import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import {
  inTemporaryFolder,
  MEASURED,
  rejection,
  SMALL_SQL,
  SMALL_TRAIN,
  studyFields,
  studyFiles,
} from "./records.fixture.ts";

function refusal(files: Record<string, string>): FederationError {
  try {
    parseStudy(files);
  } catch (error) {
    return error as FederationError;
  }
  throw new Error("The study was accepted.");
}

const AGE = { name: "age", type: "number", range: [0, 1] };
const SUMMARY = { id: "table_one", workload: "summary" };
const LOGISTIC = { "model.json": '{"type": "logistic"}' };
const VIEW = JSON.stringify({
  name: "patients",
  resource: "Patient",
  select: [{ column: [{ name: "id", path: "id" }] }],
});

describe("study folder", () => {
  it("parses a valid study and digests exactly its files' bytes", () => {
    const files = studyFiles(studyFields(), { "views/patients.json": VIEW });
    const study = parseStudy(files);
    expect(study.document.id).to.equal("small");
    expect(study.featuresSql).to.equal(SMALL_SQL);
    expect(study.model).to.equal(undefined);
    expect(study.views).to.have.all.keys("patients");
    const digests = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, digestBytes(new TextEncoder().encode(text))]),
    );
    expect(study.digest).to.equal(digestDocument(digests));
  });

  it("changes the digest with one byte of any file, and not with the files' order", () => {
    const files = studyFiles(studyFields(), { "views/patients.json": VIEW });
    const { digest } = parseStudy(files);
    for (const path of Object.keys(files)) {
      expect(parseStudy({ ...files, [path]: `${files[path]} ` }).digest, path).to.not.equal(digest);
    }
    expect(parseStudy(Object.fromEntries(Object.entries(files).reverse())).digest).to.equal(digest);
  });

  const faults: [string, Record<string, unknown>, string][] = [
    ["an unknown field", { colour: "blue" }, "study.yaml.colour"],
    ["a wrong type", { minimumCohort: "many" }, "study.yaml.minimumCohort"],
    ["a purpose nobody can consent to", { purpose: "DUO:0000021" }, "study.yaml.purpose"],
    [
      "disease specific research without its disease",
      { purpose: "DUO:0000007", disease: undefined },
      "study.yaml.disease",
    ],
    ["a disease that no consent would name", { purpose: "DUO:0000006" }, "study.yaml.disease"],
    ["a disease that is no term", { disease: { code: "diabetes", label: "diabetes" } }, "study.yaml.disease.code"],
    ["a label of two lines", { disease: { code: "MONDO:0005148", label: "a\nb" } }, "study.yaml.disease.label"],
    ["a category nobody can consent to", { categories: ["laboratory", "secrets"] }, "study.yaml.categories.1"],
    [
      "a range upside down",
      { columns: [{ name: "age", type: "number", range: [5, 5] }, ...MEASURED.slice(1)] },
      "study.yaml.columns.0.range",
    ],
    ["a column named twice", { columns: [AGE, structuredClone(AGE)] }, "study.yaml.columns.1.name"],
    ["a column named patient_id", { columns: [{ ...AGE, name: "patient_id" }] }, "study.yaml.columns.0.name"],
    ["a split that is a column", { split: "y" }, "study.yaml.split"],
    ["no column", { columns: [] }, "study.yaml.columns"],
    ["no stage", { stages: [] }, "study.yaml.stages"],
    ["a stage of no workload", { stages: [{ id: "x" }] }, "study.yaml.stages.0"],
    ["a stage with a name that is none", { stages: [{ ...SUMMARY, id: "Table 1" }] }, "study.yaml.stages.0.id"],
    ["two stages of one id", { stages: [SUMMARY, { ...SUMMARY }] }, "study.yaml.stages.1.id"],
    ["a workload nobody knows", { stages: [{ ...SUMMARY, workload: "oracle" }] }, "study.yaml.stages.0.workload"],
    ["a field that the workload does not know", { stages: [{ ...SUMMARY, rounds: 3 }] }, "study.yaml.stages.0.rounds"],
    [
      "colluders that leave one honest site alone in a sum",
      { protection: { kind: "secagg", colluders: 2 }, sites: { minimum: 3, maximum: 10 } },
      "study.yaml.protection.colluders",
    ],
    [
      "a threshold of its own, which the roster gives",
      { protection: { kind: "secagg", colluders: 1, threshold: 2 } },
      "study.yaml.protection.threshold",
    ],
    ["sites upside down", { sites: { minimum: 11, maximum: 10 } }, "study.yaml.sites.minimum"],
    ["a cohort above the largest table", { minimumCohort: 51 }, "study.yaml.minimumCohort"],
    ["a commit span shorter than the phases", { maximumCommitSpanSeconds: 99 }, "study.yaml.maximumCommitSpanSeconds"],
    ["a day that does not exist", { expires: "2035-02-30" }, "study.yaml.expires"],
    ["training without a field it needs", { stages: [{ ...SMALL_TRAIN, rounds: undefined }] }, "study.yaml.stages.0"],
    ["training without an outcome", { stages: [{ ...SMALL_TRAIN, outcome: undefined }] }, "study.yaml.stages.0"],
    ["a risk class that is none", { riskClass: "unacceptable" }, "study.yaml.riskClass"],
    ["training without a model", { stages: [SMALL_TRAIN] }, "model.json"],
  ];
  for (const [what, changes, field] of faults) {
    it(`refuses ${what}, naming field and hint`, () => {
      const error = refusal(studyFiles(studyFields(changes)));
      expect(error.code).to.equal("STUDY_INVALID");
      expect(error.field).to.equal(field);
      expect(error.hint).to.match(/\w/);
    });
  }

  it("refuses a model for patients of minimal risk", () => {
    const fields = (riskClass: string) => studyFields({ stages: [SMALL_TRAIN], riskClass });
    expect(refusal(studyFiles(fields("minimal"), LOGISTIC)).field).to.equal("study.yaml.riskClass");
    for (const riskClass of ["limited", "high"]) parseStudy(studyFiles(fields(riskClass), LOGISTIC));
    parseStudy(studyFiles(studyFields({ riskClass: "minimal" })));
  });

  it("refuses fewer rounds than its stages can take", () => {
    const stages = [
      { ...SUMMARY, columns: ["age", "lab"] },
      { ...SMALL_TRAIN, standardise: "table_one" },
    ];
    const fields = (maximumRounds: number) => studyFields({ stages, maximumRounds });
    const error = refusal(studyFiles(fields(10), LOGISTIC));
    expect(error.field).to.equal("study.yaml.maximumRounds");
    expect(error.hint).to.equal("Make it at least 11.");
    expect(parseStudy(studyFiles(fields(11), LOGISTIC)).model).to.deep.equal({ type: "logistic" });
  });

  it("tells who has a study of version 1 how to move it, and nothing of its single words", () => {
    const { columns: _, stages: __, ...rest } = studyFields();
    const features = [{ name: "age", range: [0, 110] }];
    const first = { ...rest, version: 1, workload: "summary", features, standardise: "none" };
    const error = refusal(studyFiles(first));
    expect([error.code, error.field]).to.deep.equal(["STUDY_INVALID", "study.yaml.version"]);
    expect(error.message).to.include("version 1").and.include("version 2");
    for (const word of ["version: 2", "columns", "stages", "required: true", "studies/README.md"]) {
      expect(error.hint).to.include(word);
    }
    expect(refusal(studyFiles({ ...studyFields(), version: 3 })).message).to.include("must be 2");
  });

  const files: [string, Record<string, string>, string][] = [
    ["a strange path", { "../features.sql": "x" }, "../features.sql"],
    ["a view outside views/", { "patients.json": VIEW }, "patients.json"],
    ["a view under another name", { "views/people.json": VIEW }, "views/people.json: name"],
    ["a view that is no JSON", { "views/patients.json": "{" }, "views/patients.json"],
    [
      "a view without select",
      { "views/patients.json": '{"name":"patients","resource":"Patient"}' },
      "views/patients.json: select",
    ],
    ["a model that nobody knows", { "model.json": '{"type":"oracle"}' }, "model.json"],
    ["text that is not UTF-8", { "features.sql": "SELECT '\uD800'" }, "features.sql"],
    ["a file above 1 MiB", { "features.sql": "é".repeat(600_000) }, "features.sql"],
    ["an empty query", { "features.sql": " \n" }, "features.sql"],
    ["broken YAML", { "study.yaml": "a: [" }, "study.yaml"],
    ["a repeated YAML key", { "study.yaml": "a: 1\na: 2" }, "study.yaml"],
    ["YAML aliases", { "study.yaml": "a: &a [1]\nb: *a" }, "study.yaml"],
  ];
  for (const [what, more, field] of files) {
    it(`refuses ${what}, naming file and hint`, () => {
      const error = refusal(studyFiles(studyFields(), more));
      expect(error.code).to.equal("STUDY_INVALID");
      expect(error.field?.startsWith(field), error.field).to.equal(true);
      expect(error.hint).to.match(/\w/);
    });
  }

  it("refuses a missing file and too many files", () => {
    expect(refusal({ "study.yaml": studyFiles()["study.yaml"]! }).field).to.equal("features.sql");
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`views/v${i}.json`, VIEW]));
    expect(refusal({ ...studyFiles(), ...many }).field).to.equal("study folder");
  });

  describe("on disk", () => {
    const files = {
      ...studyFiles(),
      "features.sql": "SELECT id AS patient_id, 1 AS age, 2 AS lab, 1 AS y, 'train' AS split FROM patients",
      "views/patients.json": VIEW,
    };
    const write = async (directory: string, more: Record<string, string | Uint8Array> = {}) => {
      await mkdir(join(directory, "views"));
      for (const [path, content] of Object.entries({ ...files, ...more })) {
        await writeFile(join(directory, path), content);
      }
    };

    it("reads what parseStudy reads, whatever the notes beside it", () =>
      inTemporaryFolder(async (directory) => {
        await write(directory, { "README.md": "notes", "SOURCE.md": "origin", LICENSE: "terms" });
        const { digest } = parseStudy(files);
        expect((await readStudyFolder(directory)).digest).to.equal(digest);
      }));

    for (const [what, path, content] of [
      ["an unknown file", "notes.txt", "x"],
      ["a binary file", "model.json", Uint8Array.of(0xff, 0xfe, 0)],
    ] as const) {
      it(`refuses ${what}`, () =>
        inTemporaryFolder(async (directory) => {
          await write(directory, { [path]: content });
          const error = await rejection(readStudyFolder(directory));
          expect(error).to.include({ code: "STUDY_INVALID", field: path });
        }));
    }

    it("refuses a symbolic link, even to a good file", () =>
      inTemporaryFolder(async (directory) => {
        await write(directory);
        await writeFile(join(directory, "LICENSE"), '{"type": "logistic"}');
        await symlink(join(directory, "LICENSE"), join(directory, "model.json"));
        const error = await rejection(readStudyFolder(directory));
        expect(error).to.include({ code: "STUDY_INVALID", field: "model.json" });
      }));

    it("refuses a folder that is not there", async () => {
      expect((await rejection(readStudyFolder("no-such-folder"))).code).to.equal("STUDY_INVALID");
    });

    for (const name of ["synthetic-cardio", "synthetic-cardio-summary", "heart-disease"]) {
      it(`accepts the shipped study ${name}`, async () => {
        const study = await readStudyFolder(join(import.meta.dirname, "..", "..", "studies", name));
        expect(study.document.id).to.equal(name);
        expect(study.document.sites).to.deep.equal({ minimum: 3, maximum: 64 });
        expect(study.document.protection).to.deep.equal({ kind: "secagg", colluders: 1 });
      });
    }
  });
});
