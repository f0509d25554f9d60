import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { type DuckDBPreparedStatement, type DuckDBResult, DuckDBTypeId, type DuckDBValue } from "@duckdb/node-api";
import { refuse } from "./ReadOnlyQuery.ts";

/** One row of `features.sql`, cast; NaN where missing. */
export interface FeatureRow {
  readonly patientId: string;
  /** In the order of the study's columns; a category as the index of its level. Not clamped yet. */
  readonly values: Float64Array;
  readonly heldOut: boolean;
}

const NUMERIC = new Set<DuckDBTypeId>([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.SQLNULL,
]);
const TEXT = new Set<DuckDBTypeId>([DuckDBTypeId.VARCHAR, DuckDBTypeId.ENUM]);
const IDENTIFIER = new Set<DuckDBTypeId>([...TEXT, DuckDBTypeId.INTEGER, DuckDBTypeId.BIGINT, DuckDBTypeId.UUID]);
const MAX_PATIENT_ID_LENGTH = 256;

/** Runs the prepared SELECT and casts its rows, at most `maximumRows` of them. Throws QUERY_REFUSED. */
export async function readFeatureRows(
  statement: DuckDBPreparedStatement,
  study: StudyDocument,
  maximumRows: number,
): Promise<FeatureRow[]> {
  const result = await statement.stream();
  const columns = locateColumns(result, study);
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

function locateColumns(result: DuckDBResult, study: StudyDocument): RowReader {
  const names = result.columnNames();
  const expected = ["patient_id", ...study.columns.map((column) => column.name)];
  if (study.split !== undefined) expected.push(study.split);
  const missing = expected.filter((name) => !names.includes(name));
  const extra = names.filter((name, i) => !expected.includes(name) || names.indexOf(name) !== i);
  if (missing.length > 0 || extra.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`missing columns: ${missing.join(", ")}`] : []),
      ...(extra.length > 0 ? [`columns that study.yaml does not name: ${extra.join(", ")}`] : []),
    ];
    throw refuse(
      `It has ${parts.join("; ")}.`,
      "Select patient_id, every column of study.yaml and the split, no more.",
    );
  }
  if (names[0] !== "patient_id") throw refuse("Its first column is not patient_id.", "Select patient_id first.");
  const indexOf = (name: string, types: ReadonlySet<DuckDBTypeId>, what: string): number => {
    const index = names.indexOf(name);
    if (!types.has(result.columnTypeId(index))) {
      throw refuse(`The column '${name}' is ${DuckDBTypeId[result.columnTypeId(index)]}, not ${what}.`, "Cast it.");
    }
    return index;
  };
  indexOf("patient_id", IDENTIFIER, "text or a whole number");
  return {
    columns: study.columns.map((column) => ({
      index:
        column.type === "category"
          ? indexOf(column.name, TEXT, "text")
          : indexOf(column.name, NUMERIC, "a number or a boolean"),
      read: readerOf(column),
    })),
    split: study.split === undefined ? undefined : indexOf(study.split, TEXT, "text"),
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
