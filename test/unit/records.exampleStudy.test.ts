import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";
import { inTemporaryFolder } from "./records.fixture.ts";

const STUDIES = join(import.meta.dirname, "..", "..", "studies");

/** The features of each patient, by name. */
async function extract(directory: string, name = "synthetic-cardio"): Promise<Record<string, Record<string, number>>> {
  const study = await readStudyFolder(join(STUDIES, name));
  const source = createRecordSource({ kind: "fhir", directory, onMalformed: "refuse" }, "/");
  const { table } = await runExtraction({ source, study });
  return Object.fromEntries(
    table.patientIds.map((id, i) => [
      id,
      Object.fromEntries([...table.columns].map(([name, values]) => [name, values[i]!])),
    ]),
  );
}

const SUBJECT = { subject: { reference: "Patient/p1" } };
const PATIENT = {
  resourceType: "Patient",
  id: "p1",
  birthDate: "1950-02-03",
  gender: "male",
  meta: { tag: [{ system: "urn:consilium:synthetic-split", code: "train" }] },
};
const CHECK_UP = {
  resourceType: "Encounter",
  id: "e1",
  status: "finished",
  type: [
    {
      coding: [
        { system: "urn:local", code: "VISIT" },
        { system: "http://snomed.info/sct", code: "185349003" },
      ],
    },
  ],
  ...SUBJECT,
  period: { start: "2024-01-02T10:00:00Z" },
};
let serial = 0;
const lab = (code: string, value: number, unit: string | undefined, more: object = {}, quantity: object = {}) => ({
  resourceType: "Observation",
  id: `o${++serial}`,
  status: "final",
  ...SUBJECT,
  code: {
    coding: [
      { system: "urn:local", code: "LAB" },
      { system: "http://loinc.org", code },
    ],
  },
  effectiveDateTime: "2023-12-01T00:00:00Z",
  valueQuantity: { value, ...(unit === undefined ? {} : { code: unit }), ...quantity },
  ...more,
});
const condition = (more: object) => ({
  resourceType: "Condition",
  id: `c${++serial}`,
  ...SUBJECT,
  code: {
    coding: [
      { system: "http://hl7.org/fhir/sid/icd-10", code: "E11" },
      { system: "http://snomed.info/sct", code: "44054006" },
    ],
  },
  onsetDateTime: "2015-01-01",
  ...more,
});

/** The features of the one patient with these further records. */
async function featuresOf(...resources: object[]): Promise<Record<string, number>> {
  let found: Record<string, number> = {};
  await inTemporaryFolder(async (directory) => {
    const lines = [PATIENT, CHECK_UP, ...resources].map((resource) => JSON.stringify(resource));
    await writeFile(join(directory, "all.ndjson"), lines.join("\n"));
    found = (await extract(directory)).p1!;
    expect((await extract(directory, "synthetic-cardio-summary")).p1).to.deep.equal(found);
  });
  return found;
}

describe("the example studies", () => {
  describeWithShared("cases", (cases) => {
    it("fhir-partial-birthdate: a birth year alone gives an age to within half a year, and the others their own", async () => {
      const { p1, p2 } = await extract(join(cases, "fhir-partial-birthdate"));
      expect(p1!.age).to.be.closeTo(73.91, 0.01);
      expect(p2!.age).to.be.closeTo(63.5, 0.01);
    });

    it("fhir-entered-in-error: no diabetes", async () => {
      expect((await extract(join(cases, "fhir-entered-in-error"))).p1!.diabetes).to.equal(0);
    });

    it("fhir-status-amended: the corrected result counts", async () => {
      expect((await extract(join(cases, "fhir-status-amended"))).p1!.hba1c).to.equal(6.1);
    });

    it("fhir-comparator: a bound is no value, and a unit that the code does not have is missing", async () => {
      const { p1 } = await extract(join(cases, "fhir-comparator"));
      expect(p1!.crp).to.be.NaN;
      expect(p1!.creatinine).to.be.NaN;
    });
  });

  it("take amended and corrected results, and no preliminary, cancelled or mistaken ones", async () => {
    for (const status of ["final", "amended", "corrected"]) {
      expect((await featuresOf(lab("4548-4", 6.1, "%", { status }))).hba1c, status).to.equal(6.1);
    }
    for (const status of ["preliminary", "registered", "cancelled", "entered-in-error", "unknown"]) {
      expect((await featuresOf(lab("4548-4", 6.1, "%", { status }))).hba1c, status).to.be.NaN;
    }
  });

  it("ignore conditions, encounters and prescriptions entered in error, and refuted conditions", async () => {
    const verified = (code: string) => ({ verificationStatus: { coding: [{ code }] } });
    expect((await featuresOf(condition({}))).diabetes).to.equal(1);
    expect((await featuresOf(condition(verified("confirmed")))).diabetes).to.equal(1);
    expect((await featuresOf(condition(verified("refuted")))).diabetes).to.equal(0);
    expect((await featuresOf(condition(verified("entered-in-error")))).diabetes).to.equal(0);
    const statin = (status: string) => ({
      resourceType: "MedicationRequest",
      id: "m1",
      status,
      intent: "order",
      ...SUBJECT,
      medicationCodeableConcept: {
        coding: [
          { system: "urn:local", code: "S" },
          { system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "312961" },
        ],
      },
      authoredOn: "2023-01-01",
    });
    expect((await featuresOf(statin("active"))).statin).to.equal(1);
    expect((await featuresOf(statin("entered-in-error"))).statin).to.equal(0);
    const visit = (status: string) => ({
      ...CHECK_UP,
      id: "e0",
      status,
      type: [],
      period: { start: "2023-06-01T10:00:00Z" },
    });
    expect((await featuresOf(visit("finished"))).visits_last_year).to.equal(1);
    expect((await featuresOf(visit("entered-in-error"))).visits_last_year).to.equal(0);
  });

  it("take no code of another system", async () => {
    const local = { code: { coding: [{ system: "urn:local", code: "4548-4" }] } };
    expect((await featuresOf(lab("4548-4", 6.1, "%", local))).hba1c).to.be.NaN;
    const other = { code: { coding: [{ system: "urn:local", code: "44054006" }] } };
    expect((await featuresOf(condition(other))).diabetes).to.equal(0);
  });

  it("convert known units, find others missing, and read a unit's text where it has no code", async () => {
    expect((await featuresOf(lab("14682-9", 88.42, "umol/L"))).creatinine).to.be.closeTo(1, 1e-9);
    expect((await featuresOf(lab("14647-2", 5, "mmol/L"))).cholesterol).to.be.closeTo(193.35, 1e-9);
    expect((await featuresOf(lab("2093-3", 5, "mmol/L"))).cholesterol).to.be.NaN;
    expect((await featuresOf(lab("2093-3", 200, undefined))).cholesterol).to.be.NaN;
    expect((await featuresOf(lab("2093-3", 200, undefined, {}, { unit: "mg/dL" }))).cholesterol).to.equal(200);
  });

  it("find a quantity missing where its last value is only a bound, whatever was measured before", async () => {
    const before = lab("1988-5", 4, "mg/L", { effectiveDateTime: "2023-06-01T00:00:00Z" });
    expect((await featuresOf(before)).crp).to.equal(4);
    for (const comparator of ["<", "<=", ">", ">="]) {
      expect((await featuresOf(before, lab("1988-5", 0.3, "mg/L", {}, { comparator }))).crp, comparator).to.be.NaN;
    }
  });

  it("read partial dates, leap seconds and periods without stopping", async () => {
    expect((await featuresOf(condition({ onsetDateTime: "2015" }))).diabetes).to.equal(1);
    const period = { onsetDateTime: undefined, onsetPeriod: { start: "2015-05" } };
    expect((await featuresOf(condition(period))).diabetes).to.equal(1);
    const leap = { effectiveDateTime: "2016-12-31T23:59:60Z" };
    expect((await featuresOf(lab("4548-4", 6.1, "%", leap))).hba1c).to.equal(6.1);
    expect((await featuresOf(lab("4548-4", 6.1, "%", { effectiveDateTime: "2023" }))).hba1c).to.equal(6.1);
    const spell = { effectiveDateTime: undefined, effectivePeriod: { start: "2023-12-01T00:00:00Z" } };
    expect((await featuresOf(lab("4548-4", 6.1, "%", spell))).hba1c).to.equal(6.1);
  });
});
