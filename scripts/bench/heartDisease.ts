import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { StudyDocument, TrainSpec } from "@consilium/sdk/schemas/study.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";

/** The four hospitals of FLamby's heart-disease set, in its order of centres. */
export const HOSPITALS = ["cleveland", "hungarian", "switzerland", "va"] as const;
export type Hospital = (typeof HOSPITALS)[number];

const INPUTS_FILE = path.join("uci-heart-disease", "fed_heart_disease_features13.csv");
const REPOSITORY_ROOT = path.resolve(import.meta.dirname, "..", "..");

/** Folder of the public data sets: `CONSILIUM_DATA`, by default `../shared/data` beside the repository. */
export function datasetFolder(): string {
  return path.resolve(REPOSITORY_ROOT, process.env.CONSILIUM_DATA ?? path.join("..", "shared", "data"));
}

/** Path of the 13 inputs of the 740 rows in FLamby's order and split, or undefined where the data is not there. */
export function heartDiseaseFile(): string | undefined {
  const file = path.join(datasetFolder(), INPUTS_FILE);
  return existsSync(file) ? file : undefined;
}

/** One table per hospital, straight from the CSV file. */
export function readHeartDisease(file: string): Record<Hospital, FeatureTable> {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const columns = header!.split(",");
  const featureNames = columns.slice(columns.indexOf("age"), columns.indexOf("y"));
  const rows = lines.map((line) => {
    const cells = line.split(",");
    return (column: string) => cells[columns.indexOf(column)]!;
  });
  const tableOf = (hospital: Hospital): FeatureTable => {
    const own = rows.filter((row) => row("hospital") === hospital);
    return {
      patientIds: own.map((row) => row("raw_row")),
      featureNames,
      x: Float64Array.from(own.flatMap((row) => featureNames.map((name) => Number(row(name))))),
      y: Float64Array.from(own, (row) => Number(row("y"))),
      heldOut: own.map((row) => row("split") === "test"),
    };
  };
  return Object.fromEntries(HOSPITALS.map((hospital) => [hospital, tableOf(hospital)])) as Record<
    Hospital,
    FeatureTable
  >;
}

/** Widest plausible values, known beforehand and not taken from the records; they scale the summary round only. */
const RANGES: Readonly<Record<string, [number, number]>> = {
  age: [0, 120],
  trestbps: [0, 300],
  chol: [0, 700],
  thalach: [0, 250],
  oldpeak: [-5, 10],
};

/**
 * FLamby's protocol: 15 rounds of 100 local batches of 4 at every hospital, weighted by training rows (all below
 * weightScale). The learning rate and ridge penalty are the ones that `learning.ts choose` ranks first by
 * cross-validation inside the training rows; see node/src/workloads/README.md.
 */
export const HEART_TRAINING: Readonly<Record<"secure-sum" | "site", TrainSpec>> = {
  "secure-sum": trainSpec(0.01, 0.03),
  site: trainSpec(0.01, 0.1),
};

export function trainSpec(learningRate: number, l2: number): TrainSpec {
  return { rounds: 15, localSteps: 100, batchSize: 4, learningRate, l2, clippingNorm: 8, weightScale: 256, seed: 42 };
}

/** A logistic regression study over the 13 inputs, without the parts that only a network needs. */
export function heartDiseaseStudy(
  featureNames: readonly string[],
  standardise: "secure-sum" | "site",
  train: TrainSpec = HEART_TRAINING[standardise],
): Study {
  const document: StudyDocument = {
    version: 1,
    id: "heart-disease",
    title: "Heart disease at four hospitals",
    purpose: "DUO:0000007",
    categories: ["observation"],
    workload: "train",
    features: featureNames.map((name) => ({ name, range: RANGES[name] ?? [0, 1] })),
    target: "y",
    split: "split",
    standardise,
    minimumCohort: 10,
    minimumCell: 5,
    maximumRows: 1_000,
    sites: { minimum: 3, maximum: 4 },
    protection: { kind: "secagg", colluders: 1, threshold: 2, minimumSurvivors: 3 },
    train,
    maximumCommitSpanSeconds: 3_600,
    phaseTimeoutSeconds: { join: 60, share: 60, train: 600, unmask: 60 },
    maximumRounds: 100,
    expires: "2030-12-31",
    transcriptRetentionDays: 365,
  };
  const model = { type: "logistic" } as const;
  return { digest: digestDocument({ document, model }), document, featuresSql: "", views: {}, model, files: {} };
}
