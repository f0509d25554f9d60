import { type ColumnSpec, isNumeric } from "@consilium/sdk/schemas/columns.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { centreOf } from "@consilium/sdk/workloads/stageColumns.ts";
import { isWithheldWhole } from "@consilium/sdk/workloads/summary/groups.ts";
import { addParts, groupNames, summaryBlocks } from "@consilium/sdk/workloads/summary/layout.ts";
import { type SummarySpec, summaryBy, summaryColumns } from "@consilium/sdk/workloads/summary/spec.ts";
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
 * A site's share of table one: per column and group count, sum and sum of squares of the values scaled to [-1, 1], and missing, or
 * of a category a count by level and missing; then its number of rows. A column with fewer than `minimumCell` values at the site, or
 * with a small count in any group, is held back in all groups: zeros, and 1 in `suppressedSites`, so that others who know the rest
 * of a sum read no small cell off it. No total is sent beside the groups, so nothing can be subtracted from one.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localSummary(request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, allowRare = [], onProgress } = request;
  const { shape } = point;
  const context = point.context as StageContext<SummarySpec>;
  const { minimumCell } = context.study.document;
  checkCohort(context.study, table, rows);
  const by = summaryBy(context);
  const groups = by === undefined ? [rows] : rowsByGroup(by, columnOf(table, by.name), rows);
  const contribution = new Float64Array(shape.dimension);
  for (const { column, offset, partWidth } of summaryBlocks(summaryColumns(context), by)) {
    const values = columnOf(table, column.name);
    const parts = groups.map((group) => partOf(column, values, group));
    const isAllowed = [column, ...(by === undefined ? [] : [by])].every(({ name }) => allowRare.includes(name));
    const isHeldBack = isSmall(column, parts, minimumCell) && !isAllowed;
    if (!isHeldBack) for (const [i, part] of parts.entries()) contribution.set(part, offset + i * partWidth);
    contribution[offset + parts.length * partWidth] = isHeldBack ? 1 : 0;
  }
  contribution[shape.dimension - 1] = rows.length;
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(shape, contribution);
}

function rowsByGroup(by: ColumnSpec, values: Float64Array, rows: readonly number[]): number[][] {
  const groups: number[][] = groupNames(by).map(() => []);
  for (const row of rows) {
    const value = values[row]!;
    groups.at(Number.isNaN(value) ? -1 : value)!.push(row);
  }
  return groups;
}

function isSmall(column: ColumnSpec, parts: readonly Float64Array[], minimumCell: number): boolean {
  if (isWithheldWhole(column, parts, minimumCell)) return true;
  return isNumeric(column) && addParts(parts)[0]! < minimumCell;
}

/** A column's cells over these rows, see `SummaryBlock`. */
function partOf(column: ColumnSpec, values: Float64Array, rows: readonly number[]): Float64Array {
  if (!isNumeric(column)) {
    const counts = new Float64Array(column.levels.length + 1);
    for (const row of rows) counts[Number.isNaN(values[row]!) ? column.levels.length : values[row]!]! += 1;
    return counts;
  }
  const { centre, halfWidth } = centreOf(column);
  const sum = createSum();
  const squares = createSum();
  let count = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const scaled = Math.min(1, Math.max(-1, (value - centre) / halfWidth));
    sum.add(scaled);
    squares.add(scaled * scaled);
    count++;
  }
  return Float64Array.of(count, sum.value(), squares.value(), rows.length - count);
}
