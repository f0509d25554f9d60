import type { FeatureSpec } from "@consilium/sdk/schemas/study.ts";
import { refuse } from "./ReadOnlyQuery.ts";

/**
 * Refuses a table in which a feature has no value at all: nearly always the site's records write it in another way than
 * the study's views and query look for. A study allows it with `mayBeMissing`. Below `minimumCohort` rows nothing is
 * told by it, and the site takes part in no round anyway. Throws QUERY_REFUSED naming the features.
 *
 * @param missing Missing values by feature.
 */
export function checkMissing(
  features: readonly FeatureSpec[],
  missing: Readonly<Record<string, number>>,
  rows: number,
  minimumCohort: number,
): void {
  if (rows < minimumCohort) return;
  const empty = features.filter(({ name, mayBeMissing }) => missing[name] === rows && mayBeMissing !== true);
  if (empty.length === 0) return;
  throw refuse(
    `It finds no value of ${empty.map(({ name }) => `'${name}'`).join(", ")} in any of ${rows} rows.`,
    "Compare codes, units and column names of these records with what the study looks for. If a site may lack the " +
      "feature, the study's author writes 'mayBeMissing: true' beside it in study.yaml.",
  );
}
