import { withheldCells } from "@consilium/sdk/workloads/cells.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { centreOf } from "@consilium/sdk/workloads/stageColumns.ts";
import { COLUMN_CELLS, type SummarySpec, summaryColumns } from "@consilium/sdk/workloads/summary/spec.ts";
import { summaryCells } from "@consilium/sdk/workloads/summary/table.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { checkCohort, columnOf } from "./cohort.ts";
import type { LocalRequest } from "./LocalWorkload.ts";

/** A running sum whose rounding error does not grow with the number of terms (Neumaier 1974). */
function createSum() {
  let total = 0;
  let lost = 0;
  return {
    add(term: number): void {
      const next = total + term;
      lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
      total = next;
    },
    value: () => total + lost,
  };
}

/**
 * A site's share of table one: per column count, sum and sum of squares of the values scaled to [-1, 1], and missing;
 * then its number of rows. A column with fewer than `minimumCell` values at the site, or with a small count on either side of a
 * cell, is held back: zeros, and 1 in `suppressedSites`, so that others who know the rest of a sum read no small cell off it.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localSummary(request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, allowRare = [], onProgress } = request;
  const { shape } = point;
  const context = point.context as StageContext<SummarySpec>;
  const { minimumCell } = context.study.document;
  checkCohort(context.study, table, rows);
  const contribution = new Float64Array(shape.dimension);
  summaryColumns(context).forEach((column, i) => {
    const values = columnOf(table, column.name);
    const { centre, halfWidth } = centreOf(column);
    const sum = createSum();
    const squares = createSum();
    let count = 0;
    let ones = 0;
    for (const row of rows) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      const scaled = Math.min(1, Math.max(-1, (value - centre) / halfWidth));
      sum.add(scaled);
      squares.add(scaled * scaled);
      count++;
      if (value === 1) ones++;
    }
    const missing = rows.length - count;
    const small =
      count < minimumCell || withheldCells(summaryCells(column, { count, missing, ones }), minimumCell).size > 0;
    const isHeldBack = small && !allowRare.includes(column.name);
    const cells = isHeldBack ? [0, 0, 0, 0, 1] : [count, sum.value(), squares.value(), missing, 0];
    contribution.set(cells, i * COLUMN_CELLS.length);
  });
  contribution[shape.dimension - 1] = rows.length;
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(shape, contribution);
}
