import { readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { type TrainSpec, trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";

/** The four hospitals of FLamby's heart-disease set, in its order of centres. */
export const HOSPITALS = ["cleveland", "hungarian", "switzerland", "va"] as const;
export type HeartDiseaseHospital = (typeof HOSPITALS)[number];

/** The 13 inputs of the 740 rows, in FLamby's order and split. */
const INPUTS_FILE = "fed_heart_disease_features13.csv";
const REPOSITORY_ROOT = path.resolve(import.meta.dirname, "..", "..");

/** One table per hospital, straight from the CSV file in the data set's folder, `uci-heart-disease`. */
export function readHeartDisease(folder: string): Record<HeartDiseaseHospital, FeatureTable> {
  const [header, ...lines] = readFileSync(path.join(folder, INPUTS_FILE), "utf8").trim().split(/\r?\n/);
  const columns = header!.split(",");
  const names = columns.slice(columns.indexOf("age"), columns.indexOf("y") + 1);
  const rows = lines.map((line) => {
    const cells = line.split(",");
    return (column: string) => cells[columns.indexOf(column)]!;
  });
  const tableOf = (hospital: HeartDiseaseHospital): FeatureTable => {
    const own = rows.filter((row) => row("hospital") === hospital);
    return {
      patientIds: own.map((row) => row("raw_row")),
      columns: new Map(names.map((name) => [name, Float64Array.from(own, (row) => Number(row(name)))])),
      heldOut: own.map((row) => row("split") === "test"),
    };
  };
  return Object.fromEntries(HOSPITALS.map((hospital) => [hospital, tableOf(hospital)])) as Record<
    HeartDiseaseHospital,
    FeatureTable
  >;
}

/**
 * The study in studies/heart-disease: FLamby's protocol, 15 rounds of 100 local batches of 4 at every hospital, weighted
 * by training rows (all below weightScale). Learning rate and ridge penalty are what `learning.ts choose` ranks first by
 * cross-validation inside the training rows; see node/src/workloads/README.md. Under per-site standardisation, which the
 * folder does not use, the same procedure chose the ridge penalty below.
 */
export async function heartDiseaseStudy(
  standardise: "secure-sum" | "site",
  change: Partial<TrainSpec> = {},
): Promise<Study> {
  const study = await readStudyFolder(path.join(REPOSITORY_ROOT, "studies", "heart-disease"));
  const { stages } = study.document;
  const [inputs] = stages;
  const chosen = standardise === "site" ? { l2: SITE_RIDGE, standardise: "site" } : {};
  const train = { ...trainStageOf(study), ...chosen, ...change };
  const document = { ...study.document, stages: standardise === "site" ? [train] : [inputs!, train] };
  return { ...study, document, digest: digestDocument({ document, model: study.model }) };
}

const SITE_RIDGE = 0.1;
