import type { ColumnKind, ViewDefinition } from "@consilium/sdk/schemas/view.ts";
import { type ViewColumn, viewColumns } from "@consilium/sdk/study/checkView.ts";
import { BIGINT, BOOLEAN, DOUBLE, type DuckDBConnection, type DuckDBType, LIST, VARCHAR } from "@duckdb/node-api";
import { quoteName } from "./quoteSql.ts";

const TYPES: Readonly<Record<ColumnKind, DuckDBType>> = {
  text: VARCHAR,
  boolean: BOOLEAN,
  integer: BIGINT,
  decimal: DOUBLE,
};

/** Creates the empty table of a checked view, named as the view is. Returns its columns in order. */
export async function createViewTable(connection: DuckDBConnection, view: ViewDefinition): Promise<ViewColumn[]> {
  const columns = viewColumns(view);
  const definitions = columns.map((column) => `${quoteName(column.name)} ${viewColumnType(column)}`).join(", ");
  await connection.run(`CREATE TABLE ${quoteName(view.name)} (${definitions})`);
  return columns;
}

/** The DuckDB type of a view's column. */
export function viewColumnType({ kind, list }: ViewColumn): DuckDBType {
  return list ? LIST(TYPES[kind]) : TYPES[kind];
}
