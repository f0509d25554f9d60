import type { Study } from "@consilium/sdk/study/Study.ts";
import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { SqlNode } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { columnCategories, isDeclared, requireCategories } from "../policy/checkStudy.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import { walkSql } from "./walkSql.ts";

/** What of a site's tables a study may not see, since it does not declare its data categories. Names in small letters. */
export interface HiddenParts {
  readonly tables: ReadonlySet<string>;
  /** Tables by the hidden column's name. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/**
 * Takes out of the loaded database all that the study's declared categories do not cover: whole tables, and single columns of those
 * that stay. So no way of naming them (`*`, COLUMNS, query_table) reaches them. The column of patient ids is in every table.
 *
 * @param patientId Name of that column at this site.
 */
export async function restrictTables(
  connection: DuckDBConnection,
  { document }: Pick<Study, "document">,
  policy: SitePolicy,
  patientId: string,
): Promise<HiddenParts> {
  const found = await connection.runAndReadAll(
    "SELECT table_name, list(column_name ORDER BY column_index)::VARCHAR[] FROM duckdb_columns() WHERE NOT internal GROUP BY table_name",
  );
  const tables = new Set<string>();
  const columns = new Map<string, string[]>();
  for (const [table, list] of found.getRowsJS() as [string, string[]][]) {
    const isKey = (column: string) => column.toLowerCase() === patientId.toLowerCase();
    const shown = (column: string) => isDeclared(columnCategories(policy, table, column), document.categories);
    const covered = list.filter((column) => !isKey(column) && shown(column));
    const isBare = list.every(isKey) && shown(patientId);
    if (covered.length === 0 && !isBare) {
      await connection.run(`DROP TABLE ${quoteName(table)}`);
      tables.add(table.toLowerCase());
      continue;
    }
    for (const column of list) {
      if (isKey(column) || covered.includes(column)) continue;
      await connection.run(`ALTER TABLE ${quoteName(table)} DROP COLUMN ${quoteName(column)}`);
      columns.set(column.toLowerCase(), [...(columns.get(column.toLowerCase()) ?? []), table]);
    }
  }
  return { tables, columns };
}

/**
 * Says of a query that did not bind whether it was for something hidden. @throws POLICY_REFUSED naming table, column and the
 * categories that the study lacks
 */
export function requireVisible(
  query: SqlNode,
  { document }: Pick<Study, "document">,
  policy: SitePolicy,
  hidden: HiddenParts,
) {
  walkSql(query, (node) => {
    const table = String(node.type === "BASE_TABLE" ? node.table_name : "").toLowerCase();
    if (hidden.tables.has(table)) {
      requireCategories(
        `the table '${table}'`,
        columnCategories(policy, table, ""),
        document.categories,
        "features.sql",
      );
    }
  });
  walkSql(query, (node) => {
    if (node.class !== "COLUMN_REF") return;
    const name = String((node.column_names as readonly string[]).at(-1)).toLowerCase();
    for (const table of hidden.columns.get(name) ?? []) {
      const categories = columnCategories(policy, table, name);
      requireCategories(`the column '${name}' of '${table}'`, categories, document.categories, "features.sql");
    }
  });
}
