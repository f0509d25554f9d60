import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { RowSet } from "@consilium/sdk/workloads/Workload.ts";
import { isAbout } from "../cohort/rowSet.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";

/**
 * Refuses a cohort that a workload must not see: a table without the study's columns, rows that are absent, repeated, more than
 * the study's `maximumRows`, or not of those that the stage is about. Unless the workload says otherwise these are the training
 * rows, so that what learns never sees a row that is held out for testing.
 *
 * @throws WORKLOAD_FAILED.
 */
export function checkCohort(
  { document }: Pick<Study, "document">,
  table: FeatureTable,
  rows: readonly number[],
  about: RowSet = "training",
): void {
  if (document.columns.some(({ name }) => table.columns.get(name)?.length !== table.heldOut.length)) {
    throw new FederationError("WORKLOAD_FAILED", "The table does not hold the study's columns.", {
      field: "features.sql",
      hint: "Select patient_id and every column that study.yaml lists.",
    });
  }
  if (rows.length < 1 || rows.length > document.maximumRows) {
    throw new FederationError("WORKLOAD_FAILED", "The cohort is empty or larger than the study allows.", {
      field: "study.yaml: maximumRows",
    });
  }
  const seen = new Set<number>();
  for (const row of rows) {
    if (table.heldOut[row] === undefined || seen.has(row)) {
      throw new FederationError("WORKLOAD_FAILED", "The cohort names a row that is absent or twice there.");
    }
    if (!isAbout(table.heldOut[row]!, about)) {
      const kind = table.heldOut[row] ? "is held out for testing" : "is not held out for testing";
      throw new FederationError("WORKLOAD_FAILED", `The cohort names a row that ${kind}.`, {
        field: "study.yaml: split",
      });
    }
    seen.add(row);
  }
}

/** One column of the table. @throws WORKLOAD_FAILED where it has none of that name. */
export function columnOf(table: FeatureTable, name: string): Float64Array {
  const values = table.columns.get(name);
  if (values !== undefined) return values;
  throw new FederationError("WORKLOAD_FAILED", `The table has no column '${name}'.`, {
    field: "study.yaml: columns",
    hint: "Declare the column and select it in features.sql.",
  });
}

/** These columns of these rows as a matrix: row-major, rows x columns, NaN where missing. */
export function gatherMatrix(table: FeatureTable, names: readonly string[], rows: readonly number[]): Float64Array {
  const matrix = new Float64Array(rows.length * names.length);
  names.forEach((name, column) => {
    const values = columnOf(table, name);
    rows.forEach((row, i) => {
      matrix[i * names.length + column] = values[row]!;
    });
  });
  return matrix;
}

/** The values of a 0/1 column in these rows. @throws WORKLOAD_FAILED where one is neither. */
export function gatherOutcomes(table: FeatureTable, name: string, rows: readonly number[]): Float64Array {
  const values = columnOf(table, name);
  const outcomes = Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  if (outcomes.every((outcome) => outcome === 0 || outcome === 1)) return outcomes;
  throw new FederationError("WORKLOAD_FAILED", "An outcome is neither 0 nor 1.", {
    field: `study.yaml: column ${name}`,
    hint: "Have features.sql leave out rows without an outcome.",
  });
}

/** The rows of a table that a stage is about, whoever consented. */
export function rowsAbout(table: FeatureTable, about: RowSet): number[] {
  return table.heldOut.flatMap((heldOut, row) => (isAbout(heldOut, about) ? [row] : []));
}

/** The rows that are not held out: all that training may see. */
export function trainingRows(table: FeatureTable): number[] {
  return rowsAbout(table, "training");
}

/** The rows held out for testing. */
export function heldOutRows(table: FeatureTable): number[] {
  return rowsAbout(table, "heldOut");
}
