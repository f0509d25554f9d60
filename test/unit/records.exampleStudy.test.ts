import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { inTemporaryFolder } from "./records.fixture.ts";

const STUDIES = join(import.meta.dirname, "..", "..", "studies");

/** The features of each patient, by name. */
async function extract(directory: string, name = "synthetic-cardio"): Promise<Record<string, Record<string, number>>> {
  const study = await readStudyFolder(join(STUDIES, name));
  const source = createRecordSource({ kind: "fhir", directory, onMalformed: "refuse" }, "/");
  const { table } = await runExtraction({ policy: TEST_POLICY, source, study });
  return Object.fromEntries(
    table.patientIds.map((id, i) => [
      id,
      Object.fromEntries([...table.columns].map(([name, values]) => [name, values[i]!])),
    ]),
  );
}

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
  period: { start: "2024-01-02T10:00:00Z" },
};
let serial = 0;
const lab = (code: string, value: number, unit: string | undefined, more: object = {}, quantity: object = {}) => ({
  resourceType: "Observation",
  id: `o${++serial}`,
  status: "final",
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
  code: {
    coding: [
      { system: "http://hl7.org/fhir/sid/icd-10", code: "E11" },
      { system: "http://snomed.info/sct", code: "44054006" },
    ],
  },
  onsetDateTime: "2015-01-01",
  ...more,
});

/** The features that each of these lists of further records gives its patient: all patients in one export. */
async function featuresOf(...lists: readonly object[][]): Promise<Record<string, number>[]> {
  const lines = lists.flatMap((resources, i) => {
    const own = { ...PATIENT, id: `p${i}` };
    const others = [CHECK_UP, ...resources].map((resource) => ({
      ...resource,
      id: `${(resource as { id: string }).id}-${i}`,
      subject: { reference: `Patient/p${i}` },
    }));
    return [own, ...others].map((resource) => JSON.stringify(resource));
  });
  let found: Record<string, Record<string, number>> = {};
  await inTemporaryFolder(async (directory) => {
    await writeFile(join(directory, "all.ndjson"), lines.join("\n"));
    found = await extract(directory);
    expect(await extract(directory, "synthetic-cardio-summary")).to.deep.equal(found);
  });
  return lists.map((_, i) => found[`p${i}`]!);
}

/** One feature of each, in their order. */
async function each(feature: string, ...lists: readonly object[][]): Promise<number[]> {
  return (await featuresOf(...lists)).map((features) => features[feature]!);
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
    const good = ["final", "amended", "corrected"];
    const bad = ["preliminary", "registered", "cancelled", "entered-in-error", "unknown"];
    const found = await each("hba1c", ...[...good, ...bad].map((status) => [lab("4548-4", 6.1, "%", { status })]));
    expect(found).to.deep.equal([...good.map(() => 6.1), ...bad.map(() => Number.NaN)]);
  });

  it("ignore conditions, encounters and prescriptions entered in error, and refuted conditions", async () => {
    const verified = (code: string) => ({ verificationStatus: { coding: [{ code }] } });
    const statin = (status: string) => ({
      resourceType: "MedicationRequest",
      id: "m1",
      status,
      intent: "order",
      medicationCodeableConcept: {
        coding: [
          { system: "urn:local", code: "S" },
          { system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "312961" },
        ],
      },
      authoredOn: "2023-01-01",
    });
    const visit = (status: string) => ({
      ...CHECK_UP,
      id: "e0",
      status,
      type: [],
      period: { start: "2023-06-01T10:00:00Z" },
    });
    const found = await featuresOf(
      [condition({})],
      [condition(verified("confirmed"))],
      [condition(verified("refuted"))],
      [condition(verified("entered-in-error"))],
      [statin("active")],
      [statin("entered-in-error")],
      [visit("finished")],
      [visit("entered-in-error")],
    );
    expect(found.map(({ diabetes }) => diabetes)).to.deep.equal([1, 1, 0, 0, 0, 0, 0, 0]);
    expect(found.map((features) => features.statin)).to.deep.equal([0, 0, 0, 0, 1, 0, 0, 0]);
    expect(found.map(({ visits_last_year }) => visits_last_year)).to.deep.equal([0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it("take no code of another system", async () => {
    const local = { code: { coding: [{ system: "urn:local", code: "4548-4" }] } };
    const other = { code: { coding: [{ system: "urn:local", code: "44054006" }] } };
    const [lists, own] = await featuresOf(
      [lab("4548-4", 6.1, "%", local), condition(other)],
      [lab("4548-4", 6.1, "%")],
    );
    expect([lists!.hba1c, lists!.diabetes]).to.deep.equal([Number.NaN, 0]);
    expect(own!.hba1c).to.equal(6.1);
  });

  it("convert known units, find others missing, and read a unit's text where it has no code", async () => {
    const [micromol, millimol, wrong, none, text] = await featuresOf(
      [lab("14682-9", 88.42, "umol/L")],
      [lab("14647-2", 5, "mmol/L")],
      [lab("2093-3", 5, "mmol/L")],
      [lab("2093-3", 200, undefined)],
      [lab("2093-3", 200, undefined, {}, { unit: "mg/dL" })],
    );
    expect(micromol!.creatinine).to.be.closeTo(1, 1e-9);
    expect(millimol!.cholesterol).to.be.closeTo(193.35, 1e-9);
    expect(wrong!.cholesterol).to.be.NaN;
    expect(none!.cholesterol).to.be.NaN;
    expect(text!.cholesterol).to.equal(200);
  });

  it("find a quantity missing where its last value is only a bound, whatever was measured before", async () => {
    const before = lab("1988-5", 4, "mg/L", { effectiveDateTime: "2023-06-01T00:00:00Z" });
    const bounds = ["<", "<=", ">", ">="].map((comparator) => [before, lab("1988-5", 0.3, "mg/L", {}, { comparator })]);
    expect(await each("crp", [before], ...bounds)).to.deep.equal([4, ...bounds.map(() => Number.NaN)]);
  });

  it("read partial dates, leap seconds and periods without stopping", async () => {
    const period = { onsetDateTime: undefined, onsetPeriod: { start: "2015-05" } };
    const onsets = [{ onsetDateTime: "2015" }, period].map((onset) => [condition(onset)]);
    expect(await each("diabetes", ...onsets)).to.deep.equal([1, 1]);
    const moments = [
      { effectiveDateTime: "2016-12-31T23:59:60Z" },
      { effectiveDateTime: "2023" },
      { effectiveDateTime: undefined, effectivePeriod: { start: "2023-12-01T00:00:00Z" } },
    ].map((moment) => [lab("4548-4", 6.1, "%", moment)]);
    expect(await each("hba1c", ...moments)).to.deep.equal([6.1, 6.1, 6.1]);
  });
});
