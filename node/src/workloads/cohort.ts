import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";

/**
 * Refuses a cohort that a workload must not see: another table's features, rows that are absent, repeated, held out for
 * testing, or more than the study's `maximumRows`.
 *
 * @throws WORKLOAD_FAILED.
 */
export function checkCohort(study: Study, table: FeatureTable, rows: readonly number[]): void {
  const { features, maximumRows } = study.document;
  const sameFeatures =
    table.featureNames.length === features.length && features.every(({ name }, i) => table.featureNames[i] === name);
  if (!sameFeatures || table.x.length !== table.heldOut.length * features.length) {
    throw new FederationError("WORKLOAD_FAILED", "The table does not hold the study's features in order.", {
      field: "features.sql",
      hint: "Select patient_id and then the features as study.yaml lists them.",
    });
  }
  if (rows.length < 1 || rows.length > maximumRows) {
    throw new FederationError("WORKLOAD_FAILED", "The cohort is empty or larger than the study allows.", {
      field: "study.yaml: maximumRows",
    });
  }
  const seen = new Set<number>();
  for (const row of rows) {
    if (table.heldOut[row] === undefined || seen.has(row)) {
      throw new FederationError("WORKLOAD_FAILED", "The cohort names a row that is absent or twice there.");
    }
    if (table.heldOut[row]) {
      throw new FederationError("WORKLOAD_FAILED", "The cohort names a row that is held out for testing.", {
        field: "study.yaml: split",
      });
    }
    seen.add(row);
  }
}

/** The features of these rows, row-major. */
export function gatherFeatures(table: FeatureTable, rows: readonly number[]): Float64Array {
  const width = table.featureNames.length;
  const x = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    x.set(table.x.subarray(row * width, (row + 1) * width), i * width);
  });
  return x;
}

/** The 0/1 outcomes of these rows. @throws WORKLOAD_FAILED where the table has none or one is neither. */
export function gatherOutcomes(table: FeatureTable, rows: readonly number[]): Float64Array {
  const { y } = table;
  if (y === undefined) {
    throw new FederationError("WORKLOAD_FAILED", "The table has no outcome.", {
      field: "study.yaml: target",
      hint: "Name the outcome column and select it in features.sql.",
    });
  }
  const outcomes = Float64Array.from(rows, (row) => y[row] ?? Number.NaN);
  if (!outcomes.every((outcome) => outcome === 0 || outcome === 1)) {
    throw new FederationError("WORKLOAD_FAILED", "An outcome is neither 0 nor 1.", {
      field: "study.yaml: target",
      hint: "Have features.sql leave out rows without an outcome.",
    });
  }
  return outcomes;
}

/** The rows that are not held out: all that training may see. */
export function trainingRows(table: FeatureTable): number[] {
  return table.heldOut.flatMap((heldOut, row) => (heldOut ? [] : [row]));
}

/** The rows held out for testing. */
export function heldOutRows(table: FeatureTable): number[] {
  return table.heldOut.flatMap((heldOut, row) => (heldOut ? [row] : []));
}
