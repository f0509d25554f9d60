import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { walkSql } from "../walkSql.ts";
import type { BadValue } from "./BadValue.ts";

type Node = { readonly [key: string]: unknown };

interface Cast {
  /** In SQL, without qualifiers of columns. */
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
  for (const cast of await castsOf(connection, sql)) {
    for (const table of tables) found.push(...(await badRows(connection, table, cast, most)));
  }
  return found;
}

/** The casts of a query that are no TRY_CAST and read at least one column. */
async function castsOf(connection: DuckDBConnection, sql: string): Promise<Cast[]> {
  const parsed = withoutPlaces(await text(connection, "SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", sql));
  const frame = await text(connection, "SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", "SELECT 1");
  const nodes: Node[] = [];
  walkSql(parsed, (node) => {
    if (node.class === "CAST" && node.try_cast === false) nodes.push(node);
  });
  const casts = new Map<string, Cast>();
  for (const node of nodes) {
    const columns = new Set<string>();
    const bare = unqualified(node, columns) as Node;
    if (columns.size === 0) continue;
    const write = async (expression: unknown): Promise<string> => {
      const statement = withoutPlaces(frame) as unknown as { statements: { node: { select_list: unknown[] } }[] };
      statement.statements[0]!.node.select_list = [expression];
      const written = await text(connection, "SELECT json_deserialize_sql($1::JSON)", JSON.stringify(statement));
      return written.replace(/^SELECT /, "");
    };
    const value = await write({ ...(bare.child as Node), alias: "" });
    const tried = await write({ ...bare, try_cast: true, alias: "" });
    const type = String((node.cast_type as Node | undefined)?.id ?? "number");
    casts.set(tried, { value, tried, columns: [...columns], type });
  }
  return [...casts.values()];
}

async function badRows(
  connection: DuckDBConnection,
  table: string,
  { value, tried, columns, type }: Cast,
  most: number,
): Promise<BadValue[]> {
  try {
    const result = await connection.runAndReadAll(
      `SELECT rowid FROM memory.main.${quoteName(table)} WHERE (${value}) IS NOT NULL AND (${tried}) IS NULL LIMIT ${most}`,
    );
    return result.getRows().map(([row]) => ({ table, row: Number(row), columns, type }));
  } catch {
    return []; // the columns are another table's, or made by the query itself
  }
}

function unqualified(node: unknown, columns: Set<string>): unknown {
  if (Array.isArray(node)) return node.map((each) => unqualified(each, columns));
  if (typeof node !== "object" || node === null) return node;
  const { class: kind, column_names: names } = node as { class?: unknown; column_names?: string[] };
  if (kind !== "COLUMN_REF" || names === undefined) {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, unqualified(value, columns)]));
  }
  columns.add(names.at(-1)!);
  return { ...node, column_names: names.slice(-1) };
}

/** A serialised query. Where something stood in it is left out, since "nowhere" is a number too large for JSON in JavaScript. */
function withoutPlaces(serialised: string): Node {
  return JSON.parse(serialised, (key, value) => (key === "query_location" ? 0 : value)) as Node;
}

async function text(connection: DuckDBConnection, sql: string, value: string): Promise<string> {
  return String((await connection.runAndReadAll(sql, [value])).getRows()[0]?.[0]);
}
