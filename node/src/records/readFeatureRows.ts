import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { type DuckDBPreparedStatement, type DuckDBResult, DuckDBTypeId, type DuckDBValue } from "@duckdb/node-api";
import { refuse } from "./ReadOnlyQuery.ts";

/** One row of `features.sql`, cast; NaN where missing. */
export interface FeatureRow {
  readonly patientId: string;
  readonly x: Float64Array;
  /** 0, 1, or NaN where NULL; undefined where the study has no target. */
  readonly y: number | undefined;
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

interface ColumnIndices {
  readonly features: readonly number[];
  readonly target: number | undefined;
  readonly split: number | undefined;
}

function locateColumns(result: DuckDBResult, study: StudyDocument): ColumnIndices {
  const names = result.columnNames();
  const expected = ["patient_id", ...study.features.map((feature) => feature.name)];
  if (study.target !== undefined) expected.push(study.target);
  if (study.split !== undefined) expected.push(study.split);
  const missing = expected.filter((name) => !names.includes(name));
  const extra = names.filter((name, i) => !expected.includes(name) || names.indexOf(name) !== i);
  if (missing.length > 0 || extra.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`missing columns: ${missing.join(", ")}`] : []),
      ...(extra.length > 0 ? [`columns that study.yaml does not name: ${extra.join(", ")}`] : []),
    ];
    throw refuse(`It has ${parts.join("; ")}.`, "Select patient_id, every feature, the target and the split, no more.");
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
    features: study.features.map((feature) => indexOf(feature.name, NUMERIC, "a number or a boolean")),
    target: study.target === undefined ? undefined : indexOf(study.target, NUMERIC, "a number or a boolean"),
    split: study.split === undefined ? undefined : indexOf(study.split, TEXT, "text"),
  };
}

function castRow(values: readonly DuckDBValue[], columns: ColumnIndices): FeatureRow {
  const id = values[0];
  const patientId = id === null || id === undefined ? "" : String(id);
  if (patientId === "" || patientId.length > MAX_PATIENT_ID_LENGTH) {
    throw refuse("A patient_id is empty, NULL or too long.", "Leave such rows out (WHERE patient_id IS NOT NULL).");
  }
  const x = Float64Array.from(columns.features, (index) => toNumber(values[index]));
  const y = columns.target === undefined ? undefined : toNumber(values[columns.target]);
  if (y !== undefined && !Number.isNaN(y) && y !== 0 && y !== 1) {
    throw refuse("The target has a value other than 0, 1 and NULL.", "Make the target 0 or 1 in the query.");
  }
  return { patientId, x, y, heldOut: columns.split !== undefined && isHeldOut(values[columns.split]) };
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
