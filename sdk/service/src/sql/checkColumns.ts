import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { DuckDBTypeId } from "@duckdb/node-api";
import { type OutputColumn, refuse } from "./ReadOnlyQuery.ts";

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

/**
 * Compares what `features.sql` yields with study.yaml: `patient_id` first, every column and the split once, of a type that
 * becomes the column's. Throws QUERY_REFUSED naming the columns.
 */
export function checkColumns(outputs: readonly OutputColumn[], study: StudyDocument): void {
  checkColumnNames(
    outputs.map(({ name }) => name),
    study,
  );
  const typeOf = new Map(outputs.map(({ name, typeId }) => [name, typeId]));
  const check = (name: string, types: ReadonlySet<DuckDBTypeId>, what: string): void => {
    const type = typeOf.get(name)!;
    if (!types.has(type)) throw refuse(`The column '${name}' is ${DuckDBTypeId[type]}, not ${what}.`, "Cast it.");
  };
  check("patient_id", IDENTIFIER, "text or a whole number");
  for (const { name, type } of study.columns) {
    if (type === "category") check(name, TEXT, "text");
    else check(name, NUMERIC, "a number or a boolean");
  }
  if (study.split !== undefined) check(study.split, TEXT, "text");
}

/** The columns that `features.sql` has to yield, `patient_id` first. */
export function expectedColumns(study: StudyDocument): string[] {
  const names = ["patient_id", ...study.columns.map((column) => column.name)];
  return study.split === undefined ? names : [...names, study.split];
}

/** The names alone, as `checkColumns` compares them. */
export function checkColumnNames(names: readonly string[], study: StudyDocument): void {
  const expected = expectedColumns(study);
  const missing = expected.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !expected.includes(name));
  const doubled = expected.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  const parts = [
    ...(missing.length > 0 ? [`missing columns: ${missing.join(", ")}`] : []),
    ...(extra.length > 0 ? [`columns that study.yaml does not name: ${extra.join(", ")}`] : []),
    ...(doubled.length > 0 ? [`columns more than once: ${doubled.join(", ")}`] : []),
  ];
  if (parts.length > 0) {
    throw refuse(
      `It has ${parts.join("; ")}.`,
      "Select patient_id, every column of study.yaml and the split, each once and no more.",
    );
  }
  if (names[0] !== "patient_id") throw refuse("Its first column is not patient_id.", "Select patient_id first.");
}
