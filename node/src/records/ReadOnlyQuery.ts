import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type DuckDBConnection, type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";

const FIELD = "features.sql";

/**
 * Shuts a loaded connection off from everything outside it: no files, no network, no extensions, and no way back,
 * since the configuration itself is locked (DuckDB "Securing DuckDB").
 */
export async function lockDown(connection: DuckDBConnection): Promise<void> {
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/**
 * Prepares `features.sql` where it is exactly one SELECT by DuckDB's own parser, and refuses anything else (COPY,
 * ATTACH, INSTALL, PRAGMA, CREATE, SET, several statements) with QUERY_REFUSED before any of it runs.
 */
export async function prepareSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  await checkOneSelect(connection, sql);
  let prepared: DuckDBPreparedStatement;
  try {
    prepared = await connection.prepare(sql);
  } catch (error) {
    // Parser, catalog and binder errors speak of the query and the tables, not yet of any record.
    const hint = "Correct the query; it sees only this study's tables, no files and no network.";
    throw refuse(firstLine(error), `${hint}${await tablesText(connection)}`);
  }
  if (prepared.statementType !== StatementType.SELECT) throw refuse("It is not a SELECT.", HINT_SELECT);
  if (prepared.parameterCount > 0) throw refuse("It has parameters.", "Write the values into the query.");
  return prepared;
}

const HINT_SELECT = "Write exactly one SELECT (WITH … SELECT is fine).";

async function checkOneSelect(connection: DuckDBConnection, sql: string): Promise<void> {
  const result = await connection.run("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", [sql]);
  const text = String((await result.getRows())[0]?.[0]);
  const parsed = JSON.parse(text) as { error: boolean; error_type?: string; statements?: unknown[] };
  if (parsed.error) {
    if (parsed.error_type === "parser") throw refuse("It is not SQL that DuckDB reads.", HINT_SELECT);
    throw refuse("It is not a SELECT.", HINT_SELECT);
  }
  if (parsed.statements?.length !== 1) throw refuse("It is not exactly one statement.", HINT_SELECT);
}

/** The tables there are, with their columns, for whoever named another. */
async function tablesText(connection: DuckDBConnection): Promise<string> {
  const result = await connection.runAndReadAll(
    "SELECT table_name, string_agg(column_name, ', ' ORDER BY column_index) FROM duckdb_columns() WHERE NOT internal GROUP BY ALL ORDER BY ALL",
  );
  const tables = result.getRows().map(([table, columns]) => `${table} (${columns})`);
  return tables.length === 0 ? "" : ` The tables: ${tables.join("; ")}`.slice(0, 2_000);
}

export function refuse(message: string, hint: string): FederationError {
  return new FederationError("QUERY_REFUSED", message, { field: FIELD, hint });
}

/** First line of a DuckDB error: what it is about, without the excerpt of the query. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").slice(0, 300);
}
