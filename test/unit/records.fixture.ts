import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { RecordLoader } from "@consilium/node/records/RecordSource.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { stringify } from "yaml";

/** Two measurements, without and with an outcome. */
export const MEASURED = [
  { name: "age", type: "number", range: [0, 110] },
  { name: "lab", type: "number", range: [-5, 5] },
];
const SMALL_COLUMNS = [...MEASURED, { name: "y", type: "binary", required: true }];

/** A stage that trains, in a study of these columns. */
export const SMALL_TRAIN = {
  id: "model",
  workload: "train",
  outcome: "y",
  standardise: "none",
  rounds: 10,
  localSteps: 5,
  batchSize: 8,
  learningRate: 0.1,
  clippingNorm: 1,
  weightScale: 100,
  seed: 1,
};

/** The fields of a small valid study.yaml, as an object to bend. */
export function studyFields(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 2,
    id: "small",
    title: "A small study",
    purpose: "DUO:0000007",
    disease: { code: "MONDO:0005267", label: "heart disorder" },
    categories: ["laboratory"],
    columns: SMALL_COLUMNS,
    split: "split",
    minimumCohort: 2,
    minimumCell: 2,
    maximumRows: 50,
    sites: { minimum: 3, maximum: 10 },
    protection: { kind: "secagg", colluders: 1 },
    stages: [{ id: "table_one", workload: "summary", columns: ["age", "lab"] }],
    maximumCommitSpanSeconds: 600,
    phaseTimeoutSeconds: { join: 20, share: 20, train: 60, unmask: 20 },
    maximumRounds: 20,
    expires: "2035-12-31",
    transcriptRetentionDays: 30,
    ...changes,
  };
}

export const SMALL_SQL = "SELECT patient_id, age, lab, y, split FROM records";

export function studyFiles(fields = studyFields(), more: Record<string, string> = {}): Record<string, string> {
  return { "study.yaml": stringify(fields), "features.sql": SMALL_SQL, ...more };
}

export function studyWithSql(sql: string, changes: Record<string, unknown> = {}): Study {
  return parseStudy(studyFiles(studyFields(changes), { "features.sql": sql }));
}

/** A record source made of SQL, for tests of the query alone. */
export function sqlSource(...statements: string[]): RecordLoader {
  return {
    kind: "csv",
    describe: () => "SQL",
    async load(connection) {
      for (const statement of statements) await connection.run(statement);
      return { files: 0, lines: 0, records: 0, malformed: 0, malformedPlaces: [], tables: {} };
    },
  };
}

/** `records(patient_id, age, lab, y, split)` with four rows. */
export const FOUR_ROWS = sqlSource(
  `CREATE TABLE records AS SELECT * FROM (VALUES
    ('p3', 40, 1.5, 1, 'train'), ('p1', 30, NULL, 0, 'train'), ('p2', 200, -9.0, 1, 'test'), ('p4', 50, 2.5, NULL, 'train')
  ) AS t(patient_id, age, lab, y, split)`,
);

/** A table's values by row, in the order of these columns. */
export function rowsOf(
  { columns, patientIds }: FeatureTable,
  names: readonly string[] = [...columns.keys()],
): number[][] {
  return patientIds.map((_, row) => names.map((name) => columns.get(name)![row]!));
}

export async function inTemporaryFolder(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "consilium-records-"));
  try {
    await run(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The error a promise rejects with; fails where it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<any> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`It resolved to ${JSON.stringify(value)?.slice(0, 200)} instead of rejecting.`);
}
