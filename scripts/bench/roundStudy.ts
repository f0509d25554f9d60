import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { SyntheticRandom } from "../synthetic-ehr/SyntheticRandom.ts";

const FEATURES = 13;
/** By size. With 13 inputs the layers have 99,935 parameters, and a logistic regression 14. */
const MODELS = {
  large: { type: "mlp", hidden: [300, 317], activation: "relu" },
  small: { type: "logistic" },
};

export type StudySize = keyof typeof MODELS;

/** A study that trains about 100,000 parameters (`large`) or 14 (`small`) for `rounds` rounds, and nothing else. */
export function benchmarkStudy(rounds: number, size: StudySize): Study {
  const names = Array.from({ length: FEATURES }, (_, i) => `x${i}`);
  return parseStudy({
    "study.yaml": `version: 2
id: round-benchmark
title: Benchmark of a round
purpose: DUO:0000007
disease: { code: MONDO:0005267, label: heart disorder }
categories: [demographics, laboratory]
columns:
${names.map((name) => `  - { name: ${name}, type: number, range: [-10, 10] }`).join("\n")}
  - { name: y, type: binary, required: true }
minimumCohort: 5
minimumCell: 2
maximumRows: 1000
sites: { minimum: 3, maximum: 16 }
protection: { kind: secagg, colluders: 1 }
stages:
  - { id: model, workload: train, outcome: y, standardise: none, rounds: ${rounds}, localSteps: 20, batchSize: 16, learningRate: 0.05, clippingNorm: 8, weightScale: 1000, seed: 1 }
maximumCommitSpanSeconds: 3600
phaseTimeoutSeconds: { join: 60, share: 60, train: 300, unmask: 60 }
maximumRounds: 10000
expires: "2035-12-31"
transcriptRetentionDays: 30
`,
    "features.sql": `SELECT patient_id, ${[...names, "y"].map((name) => `CAST(${name} AS DOUBLE) AS ${name}`).join(", ")} FROM records\n`,
    "model.json": JSON.stringify(MODELS[size]),
  });
}

/** One site's table, the same on every machine: standard normal features, the outcome a noisy line through them. */
export function benchmarkRecords(site: string, count: number): { patientIds: string[]; csv: string } {
  const random = new SyntheticRandom(1, site);
  const columns = Array.from({ length: FEATURES }, (_, i) => `x${i}`);
  const patientIds = Array.from({ length: count }, (_, i) => `${site}-${i}`);
  const lines = patientIds.map((patientId) => {
    const values = columns.map(() => 4 * random.uniform() - 2);
    const y = values[0]! + values[1]! / 2 + random.uniform() - 0.5 > 0 ? 1 : 0;
    return `${patientId},${values.map((value) => value.toFixed(4)).join(",")},${y}`;
  });
  return { patientIds, csv: `patient_id,${columns.join(",")},y\n${lines.join("\n")}\n` };
}
