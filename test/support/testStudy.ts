import type { StudyFiles } from "@consilium/sdk/study/Study.ts";

export interface TestStudyOptions {
  rounds?: number;
  minimumSites?: number;
  /** 64 unless said otherwise. With up to 7 the ring of the model is narrower than 32 bits. */
  maximumSites?: number;
  /** `none` saves the summary round. */
  standardise?: "secure-sum" | "site" | "none";
  phaseSeconds?: { join?: number; share?: number; train?: number; unmask?: number };
  localSteps?: number;
  minimumCohort?: number;
  /** `patient` unless said otherwise. */
  consentBases?: readonly string[];
}

const STANDARDISE = { "secure-sum": "inputs", site: "site", none: "none" };

/** A small study over one CSV table, for tests of the rounds themselves. */
export function testStudyFiles(options: TestStudyOptions = {}): StudyFiles {
  const phase = { join: 20, share: 20, train: 30, unmask: 20, ...options.phaseSeconds };
  return {
    "study.yaml": `version: 2
id: test-study
title: A study that tests run
purpose: DUO:0000007
disease: { code: MONDO:0005267, label: heart disorder }
categories: [demographics, laboratory]
consentBases: [${(options.consentBases ?? ["patient"]).join(", ")}]
columns:
  - { name: age, type: number, unit: a, range: [0, 120] }
  - { name: marker, type: number, range: [-10, 10] }
  - { name: y, type: binary, required: true }
minimumCohort: ${options.minimumCohort ?? 5}
minimumCell: 2
maximumRows: 1000
sites: { minimum: ${options.minimumSites ?? 3}, maximum: ${options.maximumSites ?? 64} }
protection: { kind: secagg, colluders: ${Math.min(1, (options.minimumSites ?? 3) - 2)} }
stages:
${options.standardise === "secure-sum" ? "  - { id: inputs, workload: summary, columns: [age, marker] }\n" : ""}  - { id: model, workload: train, outcome: y, standardise: ${STANDARDISE[options.standardise ?? "none"]}, rounds: ${options.rounds ?? 2}, localSteps: ${options.localSteps ?? 20}, batchSize: 8, learningRate: 0.1, clippingNorm: 8, weightScale: 64, seed: 7 }
maximumCommitSpanSeconds: 3600
phaseTimeoutSeconds: { join: ${phase.join}, share: ${phase.share}, train: ${phase.train}, unmask: ${phase.unmask} }
maximumRounds: 100
expires: "2035-12-31"
transcriptRetentionDays: 30
`,
    "features.sql":
      "SELECT patient_id, CAST(age AS DOUBLE) AS age, CAST(marker AS DOUBLE) AS marker, CAST(y AS DOUBLE) AS y FROM records\n",
    "model.json": '{ "type": "logistic" }\n',
  };
}

/** Rows of one site's table, deterministic: y leans on the marker. */
export function testRecords(site: number, count: number): { patientId: string; line: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const marker = ((i * 37 + site * 11) % 21) / 5 - 2;
    const age = 30 + ((i * 17 + site * 5) % 50);
    const y = marker + ((i * 7) % 5) / 4 > 0.5 ? 1 : 0;
    const patientId = `p${site}-${i}`;
    return { patientId, line: `${patientId},${age},${marker.toFixed(2)},${y}` };
  });
}
