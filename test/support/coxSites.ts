import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localCox } from "@consilium/node/workloads/cox.ts";
import { triangleLength } from "@consilium/sdk/statistics/symmetric.ts";
import type { CoxSpec } from "@consilium/sdk/workloads/cox/spec.ts";
import { firstContext, firstPoint, withColumns } from "../behaviors/workload.ts";
import { madeSurvival } from "./madeSurvival.ts";
import { encodedSum, survivalStudy } from "./survivalRounds.ts";

/** The made set's sites, and a stage of two coefficients over them. */
export const TABLES = madeSurvival();
export const COX_STUDY = survivalStudy(
  { workload: "cox", terms: ["age", "sex"] },
  { minimumCell: 5, minimumCohort: 20 },
);
export const COX_CONTEXT = firstContext<CoxSpec>(COX_STUDY);
export const COX_POINT = firstPoint(COX_STUDY);

/** Where the counts of its vector begin, and their order. */
export const COUNTS_AT = 1 + 2 + triangleLength(2);
export const COUNTS = { rows: 0, events: 1, leftOut: 2, eventlessSites: 3, heldBackSites: 4 };

/** A site's vector, with some columns of its table changed by row. */
export async function contributionOf(
  change: Record<string, (value: number, row: number) => number> = {},
  { table = TABLES[0]!, allowRare }: { table?: (typeof TABLES)[0]; allowRare?: string[] } = {},
): Promise<Float64Array> {
  const changed = Object.entries(change).map(([name, to]) => [name, table.columns.get(name)!.map(to)] as const);
  const request = { point: COX_POINT, table: withColumns(table, Object.fromEntries(changed)), siteIndex: 0 };
  return await localCox({ ...request, rows: trainingRows(table), ...(allowRare && { allowRare }) });
}

/** The first round's sum of the first two sites. */
export async function firstSum(): Promise<Float64Array> {
  return encodedSum([await contributionOf(), await contributionOf({}, { table: TABLES[1]! })], COX_POINT.shape);
}
