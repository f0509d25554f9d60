import { checkCohort, columnOf } from "@consilium/node/workloads/cohort.ts";
import type { LocalRequest } from "@consilium/node/workloads/LocalWorkload.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { centreOf } from "@consilium/sdk/workloads/stageColumns.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { type MeanSpec, meanColumn, meanState } from "./meanShared.ts";

/** A site's count and sum; in the second round of squared differences from the mean that the first found. */
export async function localMean({ point, table, rows }: LocalRequest): Promise<Float64Array> {
  const context = point.context as StageContext<MeanSpec>;
  checkCohort(context.study, table, rows);
  const { centre, halfWidth } = centreOf(meanColumn(context));
  const { mean } = meanState(point.state);
  const values = columnOf(table, context.stage.column);
  const scaled = rows.map((row) => (values[row]! - centre) / halfWidth).filter((value) => !Number.isNaN(value));
  const sum = scaled.reduce((total, value) => total + (mean === null ? value : (value - mean) ** 2), 0);
  return checkContribution(point.shape, Float64Array.of(scaled.length, sum));
}
