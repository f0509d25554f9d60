import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SavedModel } from "@consilium/sdk/models/SavedModel.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { PredictorRow } from "@consilium/sdk/workloads/glm/predict.ts";
import { ListFaults, parseTable } from "@consilium/service/readList.ts";

/** Written for a missing value by spreadsheets, R and pandas. */
const MISSING = ["", "NA", "NaN", "nan"];
const MOST_ROWS = 1_000_000;

/** A table of patients as a model takes them, and as it was written. */
export interface PredictionTable {
  readonly header: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly rows: readonly PredictorRow[];
  /** Rows without a value, by column. */
  readonly missing: Readonly<Record<string, number>>;
}

/**
 * Reads a CSV with the model's columns by name, in any order and among others. Every value that does not fit is named by line and
 * column, never by what stands there.
 *
 * @throws CONFIG_INVALID
 */
export function readPredictionRows(
  text: string,
  { columns }: Pick<SavedModel, "columns">,
  path: string,
): PredictionTable {
  const faults = new ListFaults(path);
  const { header, rows } = parseTable(text, MOST_ROWS, path, faults);
  const absent = columns.filter(({ name }) => !header.includes(name)).map(({ name }) => name);
  if (absent.length > 0) {
    throw new FederationError("CONFIG_INVALID", `line 1: it has no column ${absent.join(", ")}.`, {
      field: path,
      hint: `The model needs ${columns.map(({ name }) => name).join(", ")}, by these names.`,
    });
  }
  const missing: Record<string, number> = {};
  const read = rows.map(({ line, cells }) => {
    const values = columns.map((column) => {
      const cell = cells[header.indexOf(column.name)]!;
      if (MISSING.includes(cell)) {
        missing[column.name] = (missing[column.name] ?? 0) + 1;
        return [column.name, Number.NaN];
      }
      const value = readCell(column, cell);
      if (value === undefined) faults.add(line, `it must be ${expected(column)}`, column.name);
      return [column.name, value];
    });
    return Object.fromEntries(values) as PredictorRow;
  });
  faults.refuseAny("Correct those values, or leave them empty where there is none.");
  return { header, cells: rows.map(({ cells }) => cells), rows: read, missing };
}

function readCell(column: ColumnSpec, cell: string): number | string | undefined {
  if (column.type === "category") return column.levels.includes(cell) ? cell : undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) return undefined;
  if (column.type === "binary" || column.type === "event") return value === 0 || value === 1 ? value : undefined;
  if (column.type === "number") return value;
  return value >= 0 && (column.type === "time" || Number.isInteger(value)) ? value : undefined;
}

function expected(column: ColumnSpec): string {
  switch (column.type) {
    case "category":
      return `one of ${column.levels.join(", ")}`;
    case "binary":
    case "event":
      return "0 or 1";
    case "count":
      return "a whole number from 0";
    case "time":
      return "a number from 0";
    case "number":
      return "a number";
  }
}
