import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MalformedLines } from "../MalformedLines.ts";
import type { LoadedRecords, RecordLoader } from "../RecordSource.ts";
import { adviseOnTable } from "./adviseOnTable.ts";
import { type ConvertValue, createConvertValue } from "./createConvertValue.ts";
import { indexOfName } from "./csvHeader.ts";
import type { CsvSourceOptions, LoadedTable, TableFile } from "./csvTable.ts";
import { loadCsvTable } from "./loadCsvTable.ts";
import { isParquet, loadParquetTable } from "./loadParquetTable.ts";
import { describeOptions, tableFile } from "./tableFile.ts";

export const DEFAULT_MAXIMUM_MALFORMED = 0.01;

/**
 * CSV files (RFC 4180 with a header line) and Parquet files, one table each. Every column is text, empty is NULL: what a
 * column means must follow from the study's `features.sql` (`CAST(age AS DOUBLE)`), not from what one site's rows hold.
 */
export function csvSource(options: CsvSourceOptions): RecordLoader {
  // Made first, so that a wrong option is refused before any file is read.
  const files = Object.keys(options.tables).map((table) => {
    const file = tableFile(options, table);
    return { file, convert: createConvertValue(file.options, file.field("dateFormat")) };
  });
  return {
    kind: "csv",
    describe: () => `CSV ${files.map(({ file }) => file.path).join(", ")}`,
    load: (connection) => loadTables(files, options, connection),
  };
}

async function loadTables(
  files: readonly { readonly file: TableFile; readonly convert: ConvertValue }[],
  source: CsvSourceOptions,
  connection: DuckDBConnection,
): Promise<LoadedRecords> {
  const lines = { refuse: new MalformedLines(), skip: new MalformedLines() };
  const loaded = new Map<string, LoadedTable>();
  const notes: string[] = [];
  for (const { file, convert } of files) {
    const malformed = lines[file.options.onMalformed];
    const before = malformed.count;
    const found = (await isParquet(file.path, file.name))
      ? await loadParquetTable(connection, file, source)
      : await loadCsvTable(connection, file, { ...source, convert }, malformed);
    requireFewMalformed(file, malformed.count - before, found.lines);
    loaded.set(file.table, found);
    const advice = await adviseOnTable(connection, file, found.columns);
    notes.push(...[...describeOptions(file), ...found.notes, ...advice].map((note) => `${file.name}: ${note}`));
  }
  lines.refuse.settle("refuse");
  const malformed = lines.skip;
  notes.push(...checkWhere(source, loaded));
  return {
    files: loaded.size,
    lines: sum([...loaded.values()].map(({ lines }) => lines)),
    records: sum([...loaded.values()].map(({ rows }) => rows)),
    malformed: malformed.count,
    malformedPlaces: malformed.places,
    tables: Object.fromEntries([...loaded].map(([table, { rows }]) => [table, rows])),
    notes,
    identifiers: [source.patientId.toLowerCase()],
    patientId: source.patientId,
    locate: (table, row) => {
      const name = files.find(({ file }) => file.table === table)?.file.name;
      const found = loaded.get(table);
      if (name === undefined || found === undefined) return undefined;
      const line = found.rowLines?.lineOf(row);
      return { file: name, place: line === undefined ? `row ${row + 1}` : `line ${line}` };
    },
  };
}

/** `skip` is for the odd broken line: a file that is broken as such is refused all the same. */
function requireFewMalformed({ name, options, field }: TableFile, count: number, lines: number): void {
  const share = options.maximumMalformed ?? DEFAULT_MAXIMUM_MALFORMED;
  if (options.onMalformed === "refuse" || count <= Math.max(1, share * lines)) return;
  throw new FederationError("RECORDS_MALFORMED", `${count} of ${lines} records are malformed.`, {
    field: name,
    hint:
      `'skip' leaves out at most ${share * 100} % (${field("maximumMalformed")}). ` +
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
