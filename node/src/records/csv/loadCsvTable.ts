import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { MalformedLines } from "../MalformedLines.ts";
import { RowLines } from "../RowLines.ts";
import { CsvParser, MAX_RECORD_LENGTH } from "./CsvParser.ts";
import type { ConvertValue } from "./createConvertValue.ts";
import { type CsvHeader, indexOfName, readHeader } from "./csvHeader.ts";
import type { CsvSourceOptions, LoadedTable, TableFile } from "./csvTable.ts";
import { openText, unreadable } from "./openText.ts";

/** Malformed records after which reading a file stops, if they are more than its allowed share. */
const HOPELESS = 1_000;

/** Creates the table of a CSV file, all columns text, and counts what was left out. Throws RECORDS_UNREADABLE, CONFIG_INVALID. */
export async function loadCsvTable(
  connection: DuckDBConnection,
  file: TableFile,
  options: Pick<CsvSourceOptions, "patientId" | "where"> & { readonly convert: ConvertValue },
  malformed: MalformedLines,
): Promise<LoadedTable> {
  const { name } = file;
  const opened = await openText(file.path, name, file.options.encoding, file.field("encoding"));
  const { text, firstLine, delimiter, rest } = await readHead(opened.chunks, name, file.options.delimiter);
  const header = readHeader(text, { file: name, delimiter, patientId: options.patientId });
  const columns = header.columns.map((column) => column.name);
  const definitions = columns.map((column) => `${quoteName(column)} VARCHAR`).join(", ");
  await connection.run(`CREATE TABLE ${quoteName(file.table)} (${definitions})`);
  const appender = await connection.createAppender(file.table);

  const rowLines = new RowLines();
  const before = malformed.count;
  const keep = filterOf(header, options);
  const unnamed = unnamedColumns(header);
  let unnamedValues = 0;
  let records = -1; // the first one is the header
  const parser = new CsvParser(
    { delimiter: header.delimiter, firstLine },
    {
      record: (fields, line) => {
        records += 1;
        if (records === 0) return;
        for (const index of unnamed) if (fields[index] !== "") unnamedValues += 1;
        if (!keep(fields)) return;
        for (const { index } of header.columns) {
          const value = options.convert(fields[index]!);
          if (value === null) appender.appendNull();
          else appender.appendVarchar(value);
        }
        appender.endRow();
        rowLines.add(line);
      },
      fault: (line, reason) => malformed.add({ file: name, line, reason }),
    },
  );
  parser.width = header.width;
  const isHopeless = (): boolean => malformed.count - before > HOPELESS && malformed.count - before > records;
  try {
    parser.push(text);
    for await (const chunk of rest) {
      if (isHopeless()) break;
      parser.push(chunk);
    }
    parser.end();
  } finally {
    appender.flushSync();
    appender.closeSync();
  }
  return {
    columns,
    lines: records + malformed.count - before,
    rowLines,
    rows: rowLines.count,
    notes: [
      ...(opened.encoding === "utf-8"
        ? []
        : [`read as ${opened.encoding}${opened.byMark ? " (by its byte-order mark)" : ""}`]),
      ...(header.guessed ? [`read with the delimiter ${JSON.stringify(header.delimiter)}, as its header has it`] : []),
      ...(unnamed.length > 0 ? [`${unnamed.length} columns without a name left out (${unnamedValues} values)`] : []),
      ...(parser.emptyLines > 0 ? [`${parser.emptyLines} empty lines left out`] : []),
      ...(parser.innerLineEnds > 0 ? [`${parser.innerLineEnds} line ends inside of quoted values`] : []),
    ],
  };
}

/** The text up to the end of the header record at least. Excel's first line `sep=;` names the delimiter. */
async function readHead(chunks: AsyncIterable<string>, name: string, configured: string | undefined) {
  const iterator = chunks[Symbol.asyncIterator]();
  const rest: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
  let text = "";
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    text += next.value;
    if (text.length > MAX_RECORD_LENGTH || /[^\r\n][\r\n]+[^\r\n]/.test(text)) break;
  }
  if (text.trim() === "") throw unreadable(name, "It is empty.", "Export it again, with the column names in line 1.");
  const marked = /^sep=([^\r\n])(?:\r\n|\n|\r)/i.exec(text);
  if (marked === null) return { text, firstLine: 1, delimiter: configured, rest };
  return { text: text.slice(marked[0].length), firstLine: 2, delimiter: configured ?? marked[1], rest };
}

function filterOf(
  header: CsvHeader,
  { where }: Pick<CsvSourceOptions, "where">,
): (fields: readonly string[]) => boolean {
  const at =
    where === undefined
      ? -1
      : indexOfName(
          header.columns.map(({ name }) => name),
          where.column,
        );
  if (where === undefined || at < 0) return () => true;
  const { index } = header.columns[at]!;
  return (fields) => fields[index] === where.equals;
}

function unnamedColumns({ width, columns }: CsvHeader): number[] {
  const named = new Set(columns.map(({ index }) => index));
  return Array.from({ length: width }, (_, index) => index).filter((index) => !named.has(index));
}
