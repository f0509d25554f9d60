import { open } from "node:fs/promises";
import { basename } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MalformedLines } from "./MalformedLines.ts";
import type { LoadReport, OnMalformed, RecordSource } from "./RecordSource.ts";

export interface CsvSourceOptions {
  /** Absolute paths by table name. */
  readonly tables: Readonly<Record<string, string>>;
  /** The column that holds the patient's identifier; every table needs it. */
  readonly patientId: string;
  /** Keep only the rows whose `column` equals `equals` (tables without that column are kept whole). */
  readonly where?: { readonly column: string; readonly equals: string } | undefined;
  readonly onMalformed: OnMalformed;
}

const MAX_HEADER_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 1024 * 1024;

/**
 * CSV files (RFC 4180: comma, header line, double quotes), one table each. Every column is text, empty is NULL: what a
 * column means must follow from the study's `features.sql` (`CAST(age AS DOUBLE)`), not from what one site's rows hold.
 */
export function csvSource(options: CsvSourceOptions): RecordSource {
  return {
    kind: "csv",
    describe: () => `CSV ${Object.values(options.tables).join(", ")}`,
    load: (connection) => loadCsv(options, connection),
  };
}

async function loadCsv(options: CsvSourceOptions, connection: DuckDBConnection): Promise<LoadReport> {
  const malformed = new MalformedLines();
  const rowsByTable: Record<string, number> = {};
  let lines = 0;
  let records = 0;
  for (const [table, path] of Object.entries(options.tables)) {
    const loaded = await loadTable(options, connection, table, path, malformed);
    lines += loaded.lines;
    records += loaded.rows;
    rowsByTable[table] = loaded.rows;
  }
  malformed.settle(options.onMalformed);
  return {
    files: Object.keys(options.tables).length,
    lines,
    records,
    malformed: malformed.count,
    malformedPlaces: malformed.places,
    tables: rowsByTable,
  };
}

async function loadTable(
  options: CsvSourceOptions,
  connection: DuckDBConnection,
  table: string,
  path: string,
  malformed: MalformedLines,
): Promise<{ lines: number; rows: number }> {
  const header = await readHeader(path);
  if (!header.includes(options.patientId)) {
    throw new FederationError("CONFIG_INVALID", `${basename(path)} has no column '${options.patientId}'.`, {
      field: "records.patientId",
      hint: `Name one of: ${header.join(", ")}.`,
    });
  }
  const columns = header.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(", ");
  try {
    await connection.run(
      `CREATE TABLE raw_lines AS SELECT * FROM read_csv(${quoteText(path)}, auto_detect = false, header = true,
        delim = ',', quote = '"', escape = '"', columns = {${columns}}, store_rejects = true, strict_mode = true,
        null_padding = false, max_line_size = ${MAX_LINE_BYTES}, parallel = false)`,
    );
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const rejected = await addRejects(connection, basename(path), malformed);
  const raw = await count(connection, "raw_lines");
  const { where } = options;
  const filter =
    where !== undefined && header.includes(where.column)
      ? ` WHERE ${quoteName(where.column)} = ${quoteText(where.equals)}`
      : "";
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT * FROM raw_lines${filter}`);
  await connection.run("DROP TABLE raw_lines");
  return { lines: raw + rejected, rows: await count(connection, table) };
}

/** Moves DuckDB's rejected lines into the report: one entry a line, whatever the number of faults in it. */
async function addRejects(connection: DuckDBConnection, file: string, malformed: MalformedLines): Promise<number> {
  const result = await connection.run(
    `SELECT line, lower(replace(min(error_type)::VARCHAR, '_', ' ')) FROM reject_errors GROUP BY line ORDER BY line`,
  );
  const rows = await result.getRows();
  for (const [line, reason] of rows) malformed.add({ file, line: Number(line), reason: String(reason) });
  await connection.run("DROP TABLE reject_errors");
  await connection.run("DROP TABLE reject_scans");
  return rows.length;
}

async function count(connection: DuckDBConnection, table: string): Promise<number> {
  const result = await connection.run(`SELECT count(*) FROM ${quoteName(table)}`);
  return Number((await result.getRows())[0]?.[0] ?? 0);
}

/** Column names of the header line. Throws RECORDS_UNREADABLE where there is none to be had. */
async function readHeader(path: string): Promise<string[]> {
  let text: string;
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0);
      text = buffer.subarray(0, bytesRead).toString("utf8");
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const end = text.indexOf("\n");
  const first = (end < 0 ? text : text.slice(0, end)).replace(/^\uFEFF/, "").replace(/\r$/, "");
  const names = first.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const fits = names.every((name) => /^[A-Za-z_][A-Za-z0-9_ .-]{0,62}$/.test(name));
  if (!fits || new Set(names.map((name) => name.toLowerCase())).size !== names.length) {
    throw new FederationError("RECORDS_UNREADABLE", "Its first line is not a header of distinct column names.", {
      field: basename(path),
      hint: "Write the column names, comma-separated, into line 1.",
    });
  }
  return names;
}

function unreadable(path: string, cause: unknown): FederationError {
  return new FederationError("RECORDS_UNREADABLE", "It cannot be read as CSV.", {
    field: basename(path),
    hint: "Check the path, its permissions, and that it is comma-separated UTF-8 with a header line.",
    cause,
  });
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
