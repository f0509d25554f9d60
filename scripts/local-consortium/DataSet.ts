import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { PolicyDocument } from "@consilium/node/policy/Policy.ts";
import type { RecordsConfig } from "@consilium/node/records/createRecordSource.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { generateEhr } from "../synthetic-ehr/generateEhr.ts";
import { hospitalsWith } from "../synthetic-ehr/hospitals.ts";
import type { StepProgress } from "./Progress.ts";
import type { StateDirectory } from "./StateDirectory.ts";

export interface Hospital {
  /** Folder and process name, `[a-z][a-z0-9-]*`. */
  readonly id: string;
  readonly title: string;
  readonly records: RecordsConfig;
  readonly policy: PolicyDocument;
  /** Columns whose rare values its committee accepts. */
  readonly allowRare: readonly string[];
}

/** Four hospitals' records and the study that runs on them. */
export interface DataSet {
  /** Folder under the state root. */
  readonly name: string;
  /** Folder under `studies/`. */
  readonly study: string;
  readonly synthetic: boolean;
  hospitals(state: StateDirectory): readonly Hospital[];
  /** Makes what is not there yet. */
  prepare(state: StateDirectory, wanted: { seed: number; patients: number }, progress: StepProgress): Promise<void>;
}

/** Differential privacy is not there yet, so whoever trains a model here says that exact updates may leave. */
const EXACT_TRAINING: PolicyDocument = { version: 1, release: { train: "exact" } };

const SYNTHETIC: DataSet = {
  name: "synthetic-cardio",
  study: "synthetic-cardio",
  synthetic: true,
  hospitals: (state) =>
    hospitalsWith().map(({ id, name }) => ({
      id,
      title: name,
      records: { kind: "fhir", directory: state.at("ehr", id), onMalformed: "skip" },
      // CRP spans two orders of magnitude: one patient's may be most of the sum of squares of a small hospital.
      policy: { ...EXACT_TRAINING, maximumDominance: 0.95 },
      // Few patients come as often as the most frequent visitors; with `--patients` few, few may have the others.
      allowRare: ["visits_last_year", "smoker", "diabetes", "statin", "event"],
    })),
  prepare: async (state, { seed, patients }, progress) => {
    // Its last file: where it is, everything is.
    if (existsSync(state.at("ehr", "manifest.json"))) return;
    await generateEhr({
      seed,
      dir: state.at("ehr"),
      hospitals: hospitalsWith(patients),
      onProgress: (done, total, id) => progress.update(done, total, id),
    });
  },
};

const UCI_FILE = "fed_heart_disease_features13.csv";
const UCI_HOSPITALS = [
  ["cleveland", "Cleveland Clinic Foundation"],
  ["hungarian", "Hungarian Institute of Cardiology, Budapest"],
  ["switzerland", "University Hospitals Zurich and Basel"],
  ["va", "V.A. Medical Center, Long Beach"],
] as const;

/** The data set of `--data`, or the synthetic one. Throws CONFIG_INVALID for a folder that is no known data set. */
export function dataSetOf(folder: string | undefined): DataSet {
  if (folder === undefined) return SYNTHETIC;
  const file = join(resolve(folder), UCI_FILE);
  if (!existsSync(file)) {
    throw new FederationError("CONFIG_INVALID", `${resolve(folder)} holds no ${UCI_FILE}.`, {
      field: "--data",
      hint: "Give the folder of the UCI Heart Disease set, for example <data>/uci-heart-disease.",
    });
  }
  return {
    name: basename(resolve(folder)),
    study: "heart-disease",
    synthetic: false,
    hospitals: () =>
      UCI_HOSPITALS.map(([id, title]) => ({
        id,
        title,
        records: {
          kind: "csv",
          tables: { records: file },
          patientId: "raw_row",
          where: { column: "hospital", equals: id },
          onMalformed: "refuse",
        },
        policy: {
          ...EXACT_TRAINING,
          tables: { records: { categories: ["demographics", "vital-signs", "laboratory", "conditions"] } },
        },
        // Thirty training rows of Zurich and Basel, nearly all of men: at some hospital, few patients have a value of these.
        allowRare: ["sex", "fbs", "oldpeak", "cp_2", "cp_3", "cp_4", "restecg_1", "restecg_2"],
      })),
    prepare: async () => {},
  };
}
