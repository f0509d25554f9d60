import { open } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { quoteName, quoteText } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { indexOfName } from "./csvHeader.ts";
import type { CsvSourceOptions, LoadedTable, TableFile } from "./csvTable.ts";
import { unreadable } from "./openText.ts";

/** Options that say how text is written. The site's are for its CSV files; of its own, a Parquet file has none of them. */
const OF_TEXT = ["delimiter", "encoding", "decimal", "dateFormat"] as const;

/** Whether the file begins as Parquet does. Throws RECORDS_UNREADABLE. */
export async function isParquet(path: string, name: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && buffer.toString("latin1") === "PAR1";
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(name, "It cannot be read.", "Check the path and its permissions.", cause);
  }
}

/**
 * Creates the table of a Parquet file. Its columns become text too (dates `YYYY-MM-DD`, booleans `true` and `false`), so that a
 * study means the same whatever a site stores. Throws RECORDS_UNREADABLE or CONFIG_INVALID.
 */
export async function loadParquetTable(
  connection: DuckDBConnection,
  { table, path, name, options, own, field }: TableFile,
  { patientId, where }: Pick<CsvSourceOptions, "patientId" | "where">,
): Promise<LoadedTable> {
  const { nulls = [] } = options;
  const useless = OF_TEXT.find((option) => own.includes(option));
  if (useless !== undefined) {
    throw new FederationError("CONFIG_INVALID", `${name} is Parquet, which has no ${useless}.`, {
      field: field(useless),
      hint: "Remove the option from this table; of those for values, only nulls holds for Parquet.",
    });
  }
  const scan = `read_parquet(${quoteText(literalGlob(path))}, hive_partitioning = false, union_by_name = false)`;
  try {
    const columns = (await connection.runAndReadAll(`SELECT * FROM ${scan} LIMIT 0`)).columnNames();
    if (indexOfName(columns, patientId) < 0) {
      throw new FederationError("CONFIG_INVALID", `${name} has no column '${patientId}'.`, {
        field: "records.patientId",
        hint: `Name one of: ${columns.join(", ")}.`,
      });
    }
    const missing = nulls.map((word) => quoteText(word.trim())).join(", ");
    const selected = columns.map((column) => {
      const text = `nullif(CAST(${quoteName(column)} AS VARCHAR), '')`;
      const value = missing === "" ? text : `CASE WHEN trim(${text}) IN (${missing}) THEN NULL ELSE ${text} END`;
      return `${value} AS ${quoteName(column)}`;
    });
    const at = where === undefined ? -1 : indexOfName(columns, where.column);
    const filter =
      where === undefined || at < 0
        ? ""
        : ` WHERE CAST(${quoteName(columns[at]!)} AS VARCHAR) = ${quoteText(where.equals)}`;
    await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${selected.join(", ")} FROM ${scan}${filter}`);
    const [lines, rows] = [await count(connection, scan), await count(connection, quoteName(table))];
    return { columns, lines, rows, rowLines: undefined, notes: ["read as Parquet"] };
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw unreadable(
      name,
      "It cannot be read as Parquet.",
      "Check that the file is complete, and export it again if not.",
      cause,
    );
  }
}

/** A path that DuckDB, which takes every path for a pattern, reads as that one path. */
export function literalGlob(path: string): string {
  return path.replaceAll(/[[?*]/g, (character) => `[${character}]`);
}

async function count(connection: DuckDBConnection, from: string): Promise<number> {
  return Number((await connection.runAndReadAll(`SELECT count(*) FROM ${from}`)).getRows()[0]![0]);
}
