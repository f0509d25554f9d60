import { basename } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MalformedLines } from "../MalformedLines.ts";
import type { LoadedRecords, RecordLoader } from "../RecordSource.ts";
import { adviseOnTable } from "./adviseOnTable.ts";
import { createConvertValue } from "./createConvertValue.ts";
import { indexOfName } from "./csvHeader.ts";
import type { CsvSourceOptions, LoadedTable } from "./csvTable.ts";
import { loadCsvTable } from "./loadCsvTable.ts";
import { isParquet, loadParquetTable } from "./loadParquetTable.ts";

export const DEFAULT_MAXIMUM_MALFORMED = 0.01;

/**
 * CSV files (RFC 4180 with a header line) and Parquet files, one table each. Every column is text, empty is NULL: what a
 * column means must follow from the study's `features.sql` (`CAST(age AS DOUBLE)`), not from what one site's rows hold.
 */
export function csvSource(options: CsvSourceOptions): RecordLoader {
  return {
    kind: "csv",
    describe: () => `CSV ${Object.values(options.tables).join(", ")}`,
    load: (connection) => loadTables(options, connection),
  };
}

async function loadTables(options: CsvSourceOptions, connection: DuckDBConnection): Promise<LoadedRecords> {
  const malformed = new MalformedLines();
  const loaded = new Map<string, LoadedTable>();
  const notes: string[] = [];
  // Made first, so that a wrong option is refused before any file is read.
  const convert = createConvertValue(options);
  for (const [table, path] of Object.entries(options.tables)) {
    const before = malformed.count;
    const file = { table, path, name: basename(path) };
    const found = (await isParquet(path, file.name))
      ? await loadParquetTable(connection, file, options)
      : await loadCsvTable(connection, file, { ...options, convert }, malformed);
    requireFewMalformed(file.name, malformed.count - before, found.lines, options);
    loaded.set(table, found);
    const advice = await adviseOnTable(connection, table, found.columns);
    notes.push(...[...found.notes, ...advice].map((note) => `${file.name}: ${note}`));
  }
  malformed.settle(options.onMalformed);
  notes.push(...checkWhere(options, loaded));
  return {
    files: loaded.size,
    lines: sum([...loaded.values()].map(({ lines }) => lines)),
    records: sum([...loaded.values()].map(({ rows }) => rows)),
    malformed: malformed.count,
    malformedPlaces: malformed.places,
    tables: Object.fromEntries([...loaded].map(([table, { rows }]) => [table, rows])),
    notes,
    locate: (table, row) => {
      const path = options.tables[table];
      const found = loaded.get(table);
      if (path === undefined || found === undefined) return undefined;
      const line = found.rowLines?.lineOf(row);
      return { file: basename(path), place: line === undefined ? `row ${row + 1}` : `line ${line}` };
    },
  };
}

/** `skip` is for the odd broken line: a file that is broken as such is refused all the same. */
function requireFewMalformed(name: string, count: number, lines: number, options: CsvSourceOptions): void {
  const share = options.maximumMalformed ?? DEFAULT_MAXIMUM_MALFORMED;
  if (options.onMalformed === "refuse" || count <= Math.max(1, share * lines)) return;
  throw new FederationError("RECORDS_MALFORMED", `${count} of ${lines} records are malformed.`, {
    field: name,
    hint:
      `'skip' leaves out at most ${share * 100} % (records.maximumMalformed). ` +
      "Set onMalformed to 'refuse' to see the lines, and correct or export the file again.",
  });
}

/** A filter that no table has would keep every hospital's rows. Which tables it leaves whole is noted. */
function checkWhere({ where }: CsvSourceOptions, loaded: ReadonlyMap<string, LoadedTable>): string[] {
  if (where === undefined) return [];
  const without = [...loaded].filter(([, { columns }]) => indexOfName(columns, where.column) < 0).map(([name]) => name);
  if (without.length === loaded.size) {
    const columns = [...loaded].map(([name, table]) => `${name}: ${table.columns.join(", ")}`);
    throw new FederationError("CONFIG_INVALID", `No table has the column '${where.column}'.`, {
      field: "records.where.column",
      hint: `Name one of these. ${columns.join("; ")}.`,
    });
  }
  return without.map((name) => `${name}: has no column '${where.column}', so all its rows are read`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
