import { FederationError } from "../../errors/FederationError.ts";
import { guardedDeviation, type Standardiser } from "../../models/standardise.ts";
import type { NumericColumn } from "../../schemas/columns.ts";
import { withheldCells } from "../cells.ts";
import { centreOf } from "../stageColumns.ts";
import type { StageResult } from "../Workload.ts";
import type { CategorySummary, SummaryGroups } from "./groups.ts";
import { HIDDEN, type Moments, momentsOf, onesOf, summaryCells } from "./moments.ts";

/** One line of table one, over all survivors' cohorts. */
export interface ColumnSummary extends Moments {
  readonly name: string;
  /** Sites that held their own cells back, because they had fewer than `minimumCell` values or another small count. */
  readonly suppressedSites: number;
  /** True where the figures above are withheld because of a small cell. */
  readonly suppressed: boolean;
}

/** The document that a summary round leaves behind. */
export interface SummaryTable {
  /** Rows of all survivors' cohorts. */
  readonly rows: number;
  readonly sites: number;
  readonly minimumCell: number;
  /** The numeric columns. */
  readonly columns: readonly ColumnSummary[];
  /** The category columns, where the stage has any. */
  readonly categories?: readonly CategorySummary[];
  /** The figures by level, where the stage says `by`. */
  readonly groups?: SummaryGroups;
}

/**
 * A column's line from its five sums. Fewer than `minimumCell` values in all, or a small count on either side of any cell (values
 * and missing, ones and zeros): everything is withheld, since count, mean and variance together tell each of them.
 */
export function summarise(
  column: NumericColumn,
  cells: Float64Array,
  minimumCell: number,
  sites: number,
): ColumnSummary {
  const [count, , , missing, suppressedSites] = Array.from(cells) as [number, number, number, number, number];
  const ones = onesOf(cells);
  if (count < minimumCell || withheldCells(summaryCells(column, { count, missing, ones }), minimumCell).size > 0) {
    return { name: column.name, ...HIDDEN, suppressedSites, suppressed: true };
  }
  return { name: column.name, ...momentsOf(column, cells, sites), suppressedSites, suppressed: false };
}

/**
 * Pooled mean and deviation of these columns out of a finished summary stage. A constant column gets deviation 1; a
 * suppressed one the centre and half width of its declared range, which say nothing of the records.
 *
 * @throws WORKLOAD_FAILED where the stage does not summarise a column.
 */
export function standardiserFrom(result: StageResult | undefined, columns: readonly NumericColumn[]): Standardiser {
  const lines = (result?.report.document as SummaryTable | undefined)?.columns;
  const mean = new Float64Array(columns.length);
  const deviation = new Float64Array(columns.length);
  columns.forEach((column, i) => {
    const line = lines?.find(({ name }) => name === column.name);
    if (line === undefined) {
      throw new FederationError("WORKLOAD_FAILED", "The summary does not have this column.", { field: column.name });
    }
    const { centre, halfWidth } = centreOf(column);
    const known = Number.isFinite(line.mean) && Number.isFinite(line.deviation);
    mean[i] = known ? line.mean! : centre;
    deviation[i] = known ? guardedDeviation(line.deviation!) : halfWidth;
  });
  return { mean, deviation };
}
