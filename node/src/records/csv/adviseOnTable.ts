import { quoteName, quoteText } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableFile } from "./csvTable.ts";

const SAMPLE_ROWS = 10_000;
const MAX_NOTES = 20;
/** Words that software writes for a missing value. Only these few are ever named. */
const NULL_WORDS = [
  "NA",
  "N/A",
  "n/a",
  "NaN",
  "nan",
  "NULL",
  "null",
  "None",
  "?",
  "-",
  "--",
  ".",
  "#N/A",
  "k.A.",
  "unknown",
];

/** Spellings of values, with what an operator may want to set for each. Patterns match whole values. */
const SPELLINGS = {
  decimalComma: {
    pattern: "\\s*[+-]?\\d+,\\d+([eE][+-]?\\d+)?\\s*|\\s*[+-]?\\d{1,3}(\\.\\d{3})+,\\d+\\s*",
    option: "decimal",
    note: (field: string) => `numbers with a decimal comma; if they are numbers, set ${field} to ','`,
  },
  dottedDate: {
    pattern: "\\s*\\d{1,2}\\.\\d{1,2}\\.\\d{4}.*",
    option: "dateFormat",
    note: (field: string) => `dates with the day first; set ${field} to DD.MM.YYYY`,
  },
  slashedDate: {
    pattern: "\\s*\\d{1,2}/\\d{1,2}/\\d{4}.*",
    option: "dateFormat",
    note: (field: string) =>
      `dates with slashes; set ${field} to DD/MM/YYYY or MM/DD/YYYY, which only the site can tell`,
  },
} as const;

/**
 * What a site may want to set for a table, told from its first rows: words for a missing value, decimal commas, dates that SQL
 * does not read. It is shown and never applied, since `12,5` may be one number or two. Counts and column names only.
 */
export async function adviseOnTable(
  connection: DuckDBConnection,
  { table, field }: Pick<TableFile, "table" | "field">,
  columns: readonly string[],
): Promise<string[]> {
  const notes: string[] = [];
  const words = NULL_WORDS.map(quoteText).join(", ");
  for (const column of columns) {
    if (notes.length >= MAX_NOTES) break;
    const value = quoteName(column);
    const counts = Object.values(SPELLINGS).map(
      ({ pattern }) => `count(*) FILTER (WHERE regexp_full_match(${value}, ${quoteText(pattern)}))`,
    );
    const result = await connection.runAndReadAll(
      `SELECT ${counts.join(", ")}, list_sort(list(DISTINCT trim(${value})) FILTER (WHERE trim(${value}) IN (${words})))::VARCHAR
        FROM (SELECT ${value} FROM ${quoteName(table)} LIMIT ${SAMPLE_ROWS})`,
    );
    const row = result.getRows()[0]!;
    for (const [i, { option, note }] of Object.values(SPELLINGS).entries()) {
      if (Number(row[i]) > 0) notes.push(`column '${column}' has ${row[i]} ${note(field(option))}`);
    }
    const found = row.at(-1);
    if (found !== null)
      notes.push(`column '${column}' has words for a missing value; if they are, set ${field("nulls")} to ${found}`);
  }
  return notes;
}
