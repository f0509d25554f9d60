import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { refuse } from "@consilium/service/sql/ReadOnlyQuery.ts";

/**
 * Refuses a table in which a column has no value at all: nearly always the site's records write it in another way than
 * the study's views and query look for. A study allows it with `mayBeMissing`. Below `minimumCohort` rows nothing is
 * told by it, and the site takes part in no round anyway. Throws QUERY_REFUSED naming the columns.
 *
 * @param missing Missing values by column.
 */
export function checkMissing(
  columns: readonly ColumnSpec[],
  missing: Readonly<Record<string, number>>,
  rows: number,
  minimumCohort: number,
): void {
  if (rows < minimumCohort) return;
  const empty = columns.filter(({ name, mayBeMissing }) => missing[name] === rows && mayBeMissing !== true);
  if (empty.length === 0) return;
  throw refuse(
    `It finds no value of ${empty.map(({ name }) => `'${name}'`).join(", ")} in any of ${rows} rows.`,
    "Compare codes, units and column names of these records with what the study looks for. If a site may lack the " +
      "column, the study's author writes 'mayBeMissing: true' beside it in study.yaml.",
  );
}
