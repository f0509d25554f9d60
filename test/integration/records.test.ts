import { join } from "node:path";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { extractFeatures } from "@consilium/node/records/extractFeatures.ts";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { type GeneratedHospital, generateEhr } from "@consilium/scripts/synthetic-ehr/generateEhr.ts";
import { PLANTED_MODEL } from "@consilium/scripts/synthetic-ehr/outcomeModel.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { inputsOf, trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import { describeWithData } from "../clinicalData.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { inTemporaryFolder, rowsOf, studyFields, studyFiles } from "../unit/records.fixture.ts";

const STUDIES = join(import.meta.dirname, "..", "..", "studies");

describe("records, end to end", function () {
  this.timeout(120_000);

  describe("on the synthetic EHR", () => {
    it("extracts every patient with the planted outcome, and the pooled fit finds the planted model", () =>
      inTemporaryFolder(async (directory) => {
        const hospitals = await generateEhr({ seed: 20240501, dir: directory });
        const study = await readStudyFolder(join(STUDIES, "synthetic-cardio"));
        const tables = [];
        for (const hospital of hospitals) tables.push(await extractHospital(hospital, study));
        const inputs = inputNames(study);
        const train = pool(tables, inputs, false);
        const test = pool(tables, inputs, true);
        const weights = fitLogistic(train);
        const auc = areaUnderCurve(
          test.rows.map((row) => score(row, weights)),
          test.y,
        );
        console.log(`      AUC of the pooled fit on held-out patients: ${auc.toFixed(3)}`);
        expect(auc).to.be.greaterThan(0.7);
        for (const [i, name] of inputs.entries()) {
          const term = PLANTED_MODEL.terms[(name === "visits_last_year" ? "visits" : name) as "age"] as {
            coefficient: number;
          };
          if (Math.abs(term.coefficient) < 0.3) continue;
          expect(Math.sign(weights[i + 1]!), name).to.equal(Math.sign(term.coefficient));
        }
      }));
  });

  describeWithData("uci-heart-disease", (directory) => {
    for (const [hospital, rows, training] of [
      ["cleveland", 303, 199],
      ["hungarian", 261, 172],
      ["switzerland", 46, 30],
      ["va", 130, 85],
    ] as const) {
      it(`reads ${rows} rows of ${hospital}, ${training} of them for training`, async () => {
        const config = {
          kind: "csv",
          tables: { records: "fed_heart_disease_features13.csv" },
          patientId: "raw_row",
          where: { column: "hospital", equals: hospital },
          onMalformed: "refuse",
        };
        const source = createRecordSource(config, directory);
        const study = await readStudyFolder(join(STUDIES, "heart-disease"));
        const { table, report } = await extractFeatures({ policy: TEST_POLICY, source, study });
        expect(report).to.include({ rows, heldOut: rows - training, malformed: 0 });
        expect(report.leftOut).to.deep.equal({ y: 0 });
        expect(report.clamped).to.deep.equal(Object.fromEntries(study.document.columns.map(({ name }) => [name, 0])));
        expect(report.missing).to.deep.equal(report.clamped);
        expect(table.patientIds.every((id) => id.startsWith(`${hospital}-`))).to.equal(true);
        expect(training).to.be.at.least(study.document.minimumCohort);
        if (hospital === "cleveland") {
          const first = table.patientIds.indexOf("cleveland-0");
          const row = rowsOf(table, inputNames(study))[first];
          expect(row).to.deep.equal([63, 1, 145, 233, 1, 150, 0, 2.3, 0, 0, 0, 0, 1]);
          expect(table.columns.get("y")![first]).to.equal(0);
        }
      });
    }
  });

  describeWithData("synthea-fhir-r4-multihospital", (directory) => {
    it("reads a hospital's gzipped bulk export: every patient, every observation, nothing malformed", async () => {
      const columns = [
        { name: "age", type: "number", range: [0, 130] },
        { name: "lab", type: "number", range: [5, 100] },
      ];
      const fields = studyFields({ split: undefined, columns });
      const study = parseStudy(studyFiles(fields, SYNTHEA_FILES));
      const config = { kind: "fhir", directory: "hospital-1", onMalformed: "refuse" };
      const { table, report } = await extractFeatures({
        policy: TEST_POLICY,
        source: createRecordSource(config, directory),
        study,
      });
      expect(report.tables).to.deep.equal({ patients: 30, observations: 5642 });
      expect(report).to.include({ rows: 30, malformed: 0, files: 14 });
      expect(report.clamped).to.deep.equal({ age: 0, lab: 0 });
      expect(report.missing.lab).to.be.lessThan(30);
      const bmi = knownOf(table, "lab");
      expect(bmi.every((value) => value > 10 && value < 60)).to.equal(true);
    });
  });
});

const SYNTHEA_FILES = {
  "features.sql": `SELECT p.patient_id, 2020 - CAST(left(p.birth_date, 4) AS INTEGER) AS age, avg(o.value) AS lab
    FROM patients p LEFT JOIN observations o ON o.patient_id = p.patient_id AND o.code = '39156-5' GROUP BY ALL`,
  "views/patients.json": JSON.stringify({
    name: "patients",
    resource: "Patient",
    select: [
      {
        column: [
          { name: "patient_id", path: "getResourceKey()" },
          { name: "birth_date", path: "birthDate" },
        ],
      },
    ],
  }),
  "views/observations.json": JSON.stringify({
    name: "observations",
    resource: "Observation",
    select: [
      {
        column: [
          { name: "patient_id", path: "subject.getReferenceKey(Patient)" },
          { name: "code", path: "code.coding.code.first()" },
          { name: "value", path: "value.ofType(Quantity).value", type: "decimal" },
        ],
      },
    ],
  }),
};

/** What the study's last stage learns from, in order. */
function inputNames(study: Study): string[] {
  return inputsOf({ study, stage: trainStageOf(study) }).map(({ name }) => name);
}

/** A column's values without the missing ones. */
function knownOf(table: FeatureTable, name: string): Float64Array {
  return table.columns.get(name)!.filter((value) => !Number.isNaN(value));
}

async function extractHospital(hospital: GeneratedHospital, study: Study) {
  const config = { kind: "fhir", directory: hospital.directory, onMalformed: "refuse" };
  const { table, report } = await extractFeatures({
    policy: TEST_POLICY,
    source: createRecordSource(config, "/"),
    study,
  });
  expect(report).to.include({ rows: hospital.patients, heldOut: hospital.testPatients, malformed: 0 });
  expect(table.columns.get("event")!.reduce((sum, y) => sum + y, 0)).to.equal(hospital.events);
  // Whatever units the hospital reports in, the features are conventional.
  const known = knownOf(table, "cholesterol");
  expect(known.reduce((sum, value) => sum + value, 0) / known.length).to.be.within(180, 215);
  expect(known.length).to.be.lessThan(table.patientIds.length);
  return table;
}

interface Rows {
  rows: number[][];
  y: number[];
}

/** Pools the tables' held-out or training rows, standardised over the pool, missing values at its mean. */
function pool(tables: FeatureTable[], inputs: readonly string[], heldOut: boolean): Rows {
  const rows: number[][] = [];
  const y: number[] = [];
  for (const table of tables) {
    for (const [i, row] of rowsOf(table, inputs).entries()) {
      if (table.heldOut[i] !== heldOut) continue;
      rows.push(row);
      y.push(table.columns.get("event")![i]!);
    }
  }
  for (let column = 0; column < rows[0]!.length; column++) {
    const known = rows.map((row) => row[column]!).filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
    for (const row of rows) row[column] = Number.isNaN(row[column]!) ? 0 : (row[column]! - mean) / deviation;
  }
  return { rows, y };
}

function score(row: number[], weights: number[]): number {
  const logit = row.reduce((sum, value, i) => sum + value * weights[i + 1]!, weights[0]!);
  return 1 / (1 + Math.exp(-logit));
}

/** Plain gradient descent; intercept first. */
function fitLogistic({ rows, y }: Rows): number[] {
  let weights = Array(rows[0]!.length + 1).fill(0) as number[];
  for (let step = 0; step < 300; step++) {
    const gradient = weights.map(() => 0);
    for (const [i, row] of rows.entries()) {
      const error = score(row, weights) - y[i]!;
      gradient[0]! += error;
      for (const [column, value] of row.entries()) gradient[column + 1]! += error * value;
    }
    weights = weights.map((weight, i) => weight - (0.8 * gradient[i]!) / rows.length);
  }
  return weights;
}

function areaUnderCurve(scores: number[], y: number[]): number {
  let wins = 0;
  let pairs = 0;
  for (const [i, a] of scores.entries()) {
    if (y[i] !== 1) continue;
    for (const [j, b] of scores.entries()) {
      if (y[j] !== 0) continue;
      pairs += 1;
      wins += a > b ? 1 : a === b ? 0.5 : 0;
    }
  }
  return wins / pairs;
}
