import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { checkColumns } from "@consilium/service/sql/checkColumns.ts";
import { outputColumns, refuse } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { DuckDBPreparedStatement, DuckDBValue } from "@duckdb/node-api";
import { splitRule, UnfitValue, valueRule } from "./valueRules.ts";

/** One row of `features.sql`, cast; NaN where missing. */
export interface FeatureRow {
  readonly patientId: string;
  /** In the order of the study's columns; a category as the index of its level. Not clamped yet. */
  readonly values: Float64Array;
  readonly heldOut: boolean;
}

const MAX_PATIENT_ID_LENGTH = 256;

/** Runs the prepared SELECT and casts its rows, at most `maximumRows` of them. Throws QUERY_REFUSED, UnfitValue. */
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
  /** The split column, where the study has one. */
  readonly split: { readonly index: number; readonly name: string } | undefined;
}

function locateColumns(statement: DuckDBPreparedStatement, study: StudyDocument): RowReader {
  const outputs = outputColumns(statement);
  checkColumns(outputs, study);
  const indexOf = (name: string): number => outputs.findIndex((output) => output.name === name);
  return {
    columns: study.columns.map((column) => ({ index: indexOf(column.name), read: readerOf(column) })),
    split: study.split === undefined ? undefined : { index: indexOf(study.split), name: study.split },
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
    heldOut: split !== undefined && isHeldOut(values[split.index], split.name),
  };
}

/** How a value of this column becomes a number; NULL is missing. Throws UnfitValue for a value that the type does not have. */
function readerOf(column: ColumnSpec): (value: DuckDBValue | undefined) => number {
  switch (column.type) {
    case "number":
      return toNumber;
    case "category":
      return (value) => {
        if (value === null || value === undefined) return Number.NaN;
        const level = column.levels.indexOf(String(value));
        if (level >= 0) return level;
        throw new UnfitValue(valueRule(column)!);
      };
    case "binary":
    case "event":
      return checked(column, (x) => x === 0 || x === 1);
    case "count":
      return checked(column, (x) => x >= 0 && Number.isInteger(x));
    case "time":
      return checked(column, (x) => x >= 0);
  }
}

function checked(column: ColumnSpec, isGood: (value: number) => boolean) {
  return (value: DuckDBValue | undefined): number => {
    const number = toNumber(value);
    if (Number.isNaN(number) || isGood(number)) return number;
    throw new UnfitValue(valueRule(column)!);
  };
}

function isHeldOut(split: DuckDBValue | undefined, name: string): boolean {
  if (split === "train") return false;
  if (split === "test") return true;
  throw new UnfitValue(splitRule(name));
}

function toNumber(value: DuckDBValue | undefined): number {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  // DECIMAL, the only remaining numeric type, prints exactly.
  const number = Number(String(value));
  return Number.isFinite(number) ? number : Number.NaN;
}
