import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import { type DuckDBConnection, DuckDBListValue, type DuckDBValue } from "@duckdb/node-api";
import type { BadValue } from "./BadValue.ts";
import type { QueryOnPart, TablePart } from "./QueryOnPart.ts";

/**
 * Finds the rows that make a query fail over a value, however it reaches them: through names of its own, lists or functions. Halving finds
 * the first row with which the query fails as it does with all rows, in about log2(rows) runs. Each row found is deleted from
 * its table, so the query's next failure is another's. Throws SearchStopped.
 */
export async function* searchBadValues(
  connection: DuckDBConnection,
  query: QueryOnPart,
  tables: readonly string[],
): AsyncGenerator<BadValue> {
  for (;;) {
    const failure = await query.failure();
    if (failure === undefined) return;
    const found: (BadValue & { readonly isQuoted: boolean })[] = [];
    for (const table of tables) {
      const row = await firstFailingRow(connection, query, table, failure);
      const value = row === undefined ? undefined : await valueAtFault(connection, query, { table, row }, failure);
      if (value !== undefined) found.push(value);
    }
    // A row of another table may be needed for the failure too, by a join: the one whose value the error quotes is at fault.
    const guilty = found.find(({ isQuoted }) => isQuoted) ?? (found.length === 1 ? found[0] : undefined);
    if (guilty === undefined) return;
    const { table, row, columns } = guilty;
    yield { table, row, columns };
    await connection.run(`DELETE FROM memory.main.${quoteName(table)} WHERE rowid = ${row}`);
  }
}

/** The row without which the query no longer fails so, where the table is cut behind it. Undefined where the table has none. */
async function firstFailingRow(
  connection: DuckDBConnection,
  query: QueryOnPart,
  table: string,
  failure: string,
): Promise<number | undefined> {
  const fails = async (to: number) => (await query.failure({ table, from: 0, to })) === failure;
  const count = await connection.runAndReadAll(
    `SELECT coalesce(max(rowid) + 1, 0) FROM memory.main.${quoteName(table)}`,
  );
  let passing = 0;
  let failing = Number(count.getRows()[0]![0]);
  if ((await fails(0)) || !(await fails(failing))) return undefined;
  while (failing - passing > 1) {
    const middle = (passing + failing) >> 1;
    if (await fails(middle)) failing = middle;
    else passing = middle;
  }
  return failing - 1;
}

/** The columns of a row that the failure needs: those whose value the error quotes, or else all that it does not come without. */
async function valueAtFault(
  connection: DuckDBConnection,
  query: QueryOnPart,
  { table, row }: { readonly table: string; readonly row: number },
  failure: string,
): Promise<(BadValue & { readonly isQuoted: boolean }) | undefined> {
  const alone: TablePart = { table, from: row, to: row + 1 };
  const part = (await query.failure(alone)) === failure ? alone : { ...alone, from: 0 };
  const isNeeded = async (columns: readonly string[]): Promise<boolean> =>
    (await query.failure({ ...part, blank: { row, columns } })) !== failure;
  const read = await connection.runAndReadAll(`SELECT * FROM memory.main.${quoteName(table)} WHERE rowid = ${row}`);
  const values = read.getRows()[0]!;
  const quoted = read.columnNames().filter((_, i) => isQuotedIn(failure, values[i]!));
  const needed: string[] = [];
  for (const column of read.columnNames()) if (await isNeeded([column])) needed.push(column);
  const both = quoted.filter((column) => needed.includes(column));
  if (both.length > 0) return { table, row, columns: both, isQuoted: true };
  if (needed.length > 0) return { table, row, columns: needed, isQuoted: false };
  // Two columns may have the same bad value: then neither is needed without the other.
  const areNeeded = quoted.length > 1 && (await isNeeded(quoted));
  return areNeeded ? { table, row, columns: quoted, isQuoted: true } : undefined;
}

/** Whether DuckDB's error speaks of this value, or of one in this list. */
function isQuotedIn(message: string, value: DuckDBValue): boolean {
  if (value instanceof DuckDBListValue) return value.items.some((item) => isQuotedIn(message, item));
  if (typeof value === "number" || typeof value === "bigint") {
    return Number(/ value (\S+) /.exec(message)?.[1]) === Number(value);
  }
  const texts = [String(value), String(value).trim()];
  return texts.some((text) => message.includes(`'${text}'`) || message.includes(`"${text}"`));
}
