import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { checkColumns } from "@consilium/service/sql/checkColumns.ts";
import { outputColumns, refuse } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { DuckDBPreparedStatement, DuckDBValue } from "@duckdb/node-api";

/** One row of `features.sql`, cast; NaN where missing. */
export interface FeatureRow {
  readonly patientId: string;
  /** In the order of the study's columns; a category as the index of its level. Not clamped yet. */
  readonly values: Float64Array;
  readonly heldOut: boolean;
}

const MAX_PATIENT_ID_LENGTH = 256;

/** Runs the prepared SELECT and casts its rows, at most `maximumRows` of them. Throws QUERY_REFUSED. */
export async function readFeatureRows(
  statement: DuckDBPreparedStatement,
  study: StudyDocument,
  maximumRows: number,
): Promise<FeatureRow[]> {
  const columns = locateColumns(statement, study);
  const result = await statement.stream();
  const rows: FeatureRow[] = [];
  const ids = new Set<string>();
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    if (rows.length + chunk.rowCount > maximumRows) {
      throw refuse(`It yields more than ${maximumRows} rows.`, "Narrow the query, or raise maximumRows in study.yaml.");
    }
    for (const values of chunk.getRows()) {
      const row = castRow(values, columns);
      if (ids.has(row.patientId)) {
        throw refuse("A patient_id appears in more than one row.", "Aggregate to one row per patient (GROUP BY).");
      }
      ids.add(row.patientId);
      rows.push(row);
    }
  }
  // Code-unit order: the same on every machine and locale.
  return rows.sort((a, b) => (a.patientId < b.patientId ? -1 : 1));
}

interface ColumnReader {
  readonly index: number;
  readonly read: (value: DuckDBValue | undefined) => number;
}

interface RowReader {
  readonly columns: readonly ColumnReader[];
  /** Index of the split column, where the study has one. */
  readonly split: number | undefined;
}

function locateColumns(statement: DuckDBPreparedStatement, study: StudyDocument): RowReader {
  const outputs = outputColumns(statement);
  checkColumns(outputs, study);
  const indexOf = (name: string): number => outputs.findIndex((output) => output.name === name);
  return {
    columns: study.columns.map((column) => ({ index: indexOf(column.name), read: readerOf(column) })),
    split: study.split === undefined ? undefined : indexOf(study.split),
  };
}

function castRow(values: readonly DuckDBValue[], { columns, split }: RowReader): FeatureRow {
  const id = values[0];
  const patientId = id === null || id === undefined ? "" : String(id);
  if (patientId === "" || patientId.length > MAX_PATIENT_ID_LENGTH) {
    throw refuse("A patient_id is empty, NULL or too long.", "Leave such rows out (WHERE patient_id IS NOT NULL).");
  }
  return {
    patientId,
    values: Float64Array.from(columns, ({ index, read }) => read(values[index])),
    heldOut: split !== undefined && isHeldOut(values[split]),
  };
}

/** How a value of this column becomes a number; NULL is missing, and a value that its type does not have is refused. */
function readerOf(column: ColumnSpec): (value: DuckDBValue | undefined) => number {
  const { name, type } = column;
  switch (type) {
    case "number":
      return toNumber;
    case "category":
      return (value) => {
        if (value === null || value === undefined) return Number.NaN;
        const level = column.levels.indexOf(String(value));
        if (level >= 0) return level;
        throw refuse(
          `The column '${name}' has a value that is not one of its levels.`,
          `Its levels are ${column.levels.join(", ")}; map other values to one of them, or to NULL.`,
        );
      };
    case "binary":
    case "event":
      return checked(name, "other than 0, 1 and NULL", "Make it 0 or 1 in the query.", (x) => x === 0 || x === 1);
    case "count":
      return checked(name, "that is not a whole number from 0", "Make it a whole number in the query.", (x) => {
        return x >= 0 && Number.isInteger(x);
      });
    case "time":
      return checked(name, "below 0", "Leave out rows that end before their index date.", (x) => x >= 0);
  }
}

function checked(name: string, what: string, hint: string, isGood: (value: number) => boolean) {
  return (value: DuckDBValue | undefined): number => {
    const number = toNumber(value);
    if (Number.isNaN(number) || isGood(number)) return number;
    throw refuse(`The column '${name}' has a value ${what}.`, hint);
  };
}

function isHeldOut(split: DuckDBValue | undefined): boolean {
  if (split === "train") return false;
  if (split === "test") return true;
  throw refuse(
    "The split has a value other than 'train' and 'test'.",
    "Make the split 'train' or 'test' in every row.",
  );
}

function toNumber(value: DuckDBValue | undefined): number {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  // DECIMAL, the only remaining numeric type, prints exactly.
  const number = Number(String(value));
  return Number.isFinite(number) ? number : Number.NaN;
}
