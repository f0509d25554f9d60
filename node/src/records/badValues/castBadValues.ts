import type { DuckDBConnection } from "@duckdb/node-api";
import { walkSql } from "../walkSql.ts";
import type { BadValue } from "./BadValue.ts";
import { badRows } from "./badRows.ts";
import { type Node, readTree, writeExpression } from "./sqlTree.ts";

interface Cast {
  readonly value: string;
  readonly tried: string;
  readonly columns: readonly string[];
  readonly type: string;
}

/** Tries each CAST of a query that reads columns of one table on that table's rows: those that it refuses, at most `most` each. */
export async function castBadValues(
  connection: DuckDBConnection,
  sql: string,
  tables: readonly string[],
  most: number,
): Promise<BadValue[]> {
  const found: BadValue[] = [];
  for (const { value, tried, columns, type } of await castsOf(connection, sql)) {
    const condition = `(${value}) IS NOT NULL AND (${tried}) IS NULL`;
    for (const table of tables) found.push(...(await badRows(connection, table, condition, { columns, type }, most)));
  }
  return found;
}

/** The casts of a query that are no TRY_CAST and read at least one column. */
async function castsOf(connection: DuckDBConnection, sql: string): Promise<Cast[]> {
  const nodes: Node[] = [];
  walkSql(await readTree(connection, sql), (node) => {
    if (node.class === "CAST" && node.try_cast === false) nodes.push(node);
  });
  const casts = new Map<string, Cast>();
  for (const node of nodes) {
    const { sql: tried, columns } = await writeExpression(connection, { ...node, try_cast: true });
    if (columns.length === 0) continue;
    const { sql: value } = await writeExpression(connection, node.child as Node);
    const type = String((node.cast_type as Node | undefined)?.id ?? "number");
    casts.set(tried, { value, tried, columns, type });
  }
  return [...casts.values()];
}
