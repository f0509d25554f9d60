import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ValueRule } from "../valueRules.ts";
import { walkSql } from "../walkSql.ts";
import type { BadValue } from "./BadValue.ts";
import { badRows } from "./badRows.ts";
import { type Expression, type Node, readTree, writeExpression } from "./sqlTree.ts";

/**
 * Tries what a query selects as one of its output columns on each table's rows: those with a value that breaks the column's
 * rule, at most `most` each. Whether the query reads these rows is not known yet.
 */
export async function outputBadValues(
  connection: DuckDBConnection,
  sql: string,
  rule: ValueRule,
  tables: readonly string[],
  most: number,
): Promise<BadValue[]> {
  const found: BadValue[] = [];
  for (const { sql: expression, columns } of await expressionsOf(connection, sql, rule.column)) {
    const condition = rule.isBroken(`(${expression})`);
    for (const table of tables) found.push(...(await badRows(connection, table, condition, { columns }, most)));
  }
  return found;
}

/** What the query, or one inside it, selects under this name; with a star that is a table's column of the name. */
async function expressionsOf(connection: DuckDBConnection, sql: string, name: string): Promise<Expression[]> {
  const selected: Node[] = [];
  walkSql(await readTree(connection, sql), ({ select_list: list }) => {
    if (Array.isArray(list)) selected.push(...(list as Node[]).filter(({ alias }) => isName(alias, name)));
  });
  const expressions = new Map<string, Expression>();
  for (const node of selected) {
    const expression = await writeExpression(connection, withTriedCasts(node));
    if (expression.columns.length > 0) expressions.set(expression.sql, expression);
  }
  return [...expressions.set(quoteName(name), { sql: quoteName(name), columns: [name] }).values()];
}

/** The same, NULL where a CAST fails: what another row has must not end the search in the whole table. */
function withTriedCasts(node: Node): Node {
  return JSON.parse(JSON.stringify(node), (key, value) => (key === "try_cast" ? true : value)) as Node;
}

/** Letter case counts as little as in SQL. */
function isName(alias: unknown, name: string): boolean {
  return String(alias).toLowerCase() === name.toLowerCase();
}
