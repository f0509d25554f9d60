import type { SqlNode } from "@consilium/service/sql/ReadOnlyQuery.ts";

/** Calls `visit` with every object of a query's syntax tree, from the outside in. */
export function walkSql(node: unknown, visit: (node: SqlNode) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) visit(node as SqlNode);
  for (const value of Object.values(node)) walkSql(value, visit);
}
