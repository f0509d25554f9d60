import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBTypeId,
  StatementType,
} from "@duckdb/node-api";

const FIELD = "features.sql";
const MAX_TABLES_TEXT = 2_000;

/** A node of a query's syntax tree, as DuckDB's `json_serialize_sql` writes it. */
export type SqlNode = { readonly [key: string]: unknown };

/** A column that a query yields. */
export interface OutputColumn {
  readonly name: string;
  readonly typeId: DuckDBTypeId;
}

/**
 * Runs `use` on an embedded in-memory DuckDB of its own: one thread, no extensions, nothing on disk, UTC. `memoryMiB` limits
 * the memory that DuckDB itself counts. The database is gone afterwards.
 */
export async function withDatabase<T>(
  memoryMiB: number,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: `${memoryMiB}MiB`,
    temp_directory: "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    try {
      // What a day is must not hang on the machine's time zone.
      await connection.run("SET TimeZone = 'UTC'");
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

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
  await parseSelect(connection, sql);
  let prepared: DuckDBPreparedStatement;
  try {
    prepared = await connection.prepare(sql);
  } catch (error) {
    // Parser, catalog and binder errors speak of the query and the tables, not yet of any record.
    const hint = "Correct the query; it sees only this study's tables, no files and no network.";
    throw refuse(firstLine(error), `${hint}${await tablesText(connection, sql)}`);
  }
  if (prepared.statementType !== StatementType.SELECT) throw refuse("It is not a SELECT.", HINT_SELECT);
  if (prepared.parameterCount > 0) throw refuse("It has parameters.", "Write the values into the query.");
  return prepared;
}

/** What a prepared query yields. */
export function outputColumns(statement: DuckDBPreparedStatement): OutputColumn[] {
  return Array.from({ length: statement.columnCount }, (_, i) => ({
    name: statement.columnName(i),
    typeId: statement.columnTypeId(i),
  }));
}

const HINT_SELECT = "Write exactly one SELECT (WITH … SELECT is fine).";

/** The syntax tree of `features.sql` where it is exactly one SELECT by DuckDB's own parser. Throws QUERY_REFUSED. */
export async function parseSelect(connection: DuckDBConnection, sql: string): Promise<SqlNode> {
  const result = await connection.run("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", [sql]);
  const text = String((await result.getRows())[0]?.[0]);
  const parsed = JSON.parse(text) as { error: boolean; error_type?: string; statements?: { node: SqlNode }[] };
  if (parsed.error) {
    if (parsed.error_type === "parser") throw refuse("It is not SQL that DuckDB reads.", HINT_SELECT);
    throw refuse("It is not a SELECT.", HINT_SELECT);
  }
  const [statement, ...others] = parsed.statements ?? [];
  if (statement === undefined || others.length > 0) throw refuse("It is not exactly one statement.", HINT_SELECT);
  return statement.node;
}

/** The tables there are, with their columns, for whoever named another. Those whose name the query has come first. */
async function tablesText(connection: DuckDBConnection, sql: string): Promise<string> {
  const result = await connection.runAndReadAll(
    `SELECT table_name, string_agg(column_name, ', ' ORDER BY column_index) FROM duckdb_columns() WHERE NOT internal
      GROUP BY table_name ORDER BY contains(lower($1), lower(table_name)) DESC, table_name`,
    [sql],
  );
  const tables = result.getRows().map(([table, columns]) => `${table} (${columns})`);
  return tables.length === 0 ? "" : ` The tables: ${tables.join("; ")}`.slice(0, MAX_TABLES_TEXT);
}

export function refuse(message: string, hint: string): FederationError {
  return new FederationError("QUERY_REFUSED", message, { field: FIELD, hint });
}

/** First line of a DuckDB error: what it is about, without the excerpt of the query. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").slice(0, 300);
}
