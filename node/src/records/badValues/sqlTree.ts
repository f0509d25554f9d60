import type { DuckDBConnection } from "@duckdb/node-api";

/** A node of a query's syntax tree, as DuckDB writes it in JSON. */
export type Node = { readonly [key: string]: unknown };

/** An expression over columns of one row. */
export interface Expression {
  /** In SQL, without qualifiers of columns. */
  readonly sql: string;
  readonly columns: readonly string[];
}

/** The syntax tree of a query. Where something stood in it is left out, since "nowhere" is a number too large for JSON in JavaScript. */
export async function readTree(connection: DuckDBConnection, sql: string): Promise<Node> {
  const serialised = await text(connection, "SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", sql);
  return JSON.parse(serialised, (key, value) => (key === "query_location" ? 0 : value)) as Node;
}

/** A query's syntax tree as SQL of one statement, without comments. */
export async function writeTree(connection: DuckDBConnection, tree: Node): Promise<string> {
  return text(connection, "SELECT json_deserialize_sql($1::JSON)", JSON.stringify(tree));
}

/** A node that is an expression, as SQL. */
export async function writeExpression(connection: DuckDBConnection, node: Node): Promise<Expression> {
  const columns = new Set<string>();
  const bare = { ...(unqualified(node, columns) as Node), alias: "" };
  const frame = await readTree(connection, "SELECT 1");
  const [statement] = frame.statements as [{ node: { select_list: unknown[] } }];
  statement.node.select_list = [bare];
  return { sql: (await writeTree(connection, frame)).replace(/^SELECT /, ""), columns: [...columns] };
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

async function text(connection: DuckDBConnection, sql: string, value: string): Promise<string> {
  return String((await connection.runAndReadAll(sql, [value])).getRows()[0]?.[0]);
}
