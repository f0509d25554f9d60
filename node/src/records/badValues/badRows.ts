import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { BadValue } from "./BadValue.ts";

/**
 * The first rows of a table, at most `most`, in which a condition over these columns of it holds. None where the columns are another
 * table's, or made by the query itself.
 */
export async function badRows(
  connection: DuckDBConnection,
  table: string,
  condition: string,
  value: Pick<BadValue, "columns" | "type">,
  most: number,
): Promise<BadValue[]> {
  try {
    const result = await connection.runAndReadAll(
      `SELECT rowid FROM memory.main.${quoteName(table)} WHERE ${condition} LIMIT ${most}`,
    );
    return result.getRows().map(([row]) => ({ table, row: Number(row), ...value }));
  } catch {
    return [];
  }
}
