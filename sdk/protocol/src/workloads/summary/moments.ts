import type { NumericColumn } from "../../schemas/columns.ts";
import type { CountTable } from "../cells.ts";
import { centreOf } from "../stageColumns.ts";
import { SUMMARY_FRACTION_BITS } from "./spec.ts";

/** What the sums of a numeric column say, over all rows or a group's. */
export interface Moments {
  /** Rows with a value. Null where suppressed. */
  readonly count: number | null;
  /** In the column's own unit. */
  readonly mean: number | null;
  /** Sample variance (divisor n - 1) and its root. Null where fewer than two rows have a value, or suppressed. */
  readonly variance: number | null;
  readonly deviation: number | null;
  readonly missing: number | null;
  /** missing / (count + missing). */
  readonly missingShare: number | null;
}

export const HIDDEN = { count: null, mean: null, variance: null, deviation: null, missing: null, missingShare: null };

/**
 * The counts that a column's figures give away, for `withheldCells`. Of a 0/1 column the mean tells how many are 1, so both
 * sides are cells of their own. The number of rows is known anyway.
 *
 * @param ones Of a column with values 0 and 1: how many are 1.
 */
export function summaryCells(
  column: NumericColumn,
  { count, missing, ones }: { count: number; missing: number; ones: number },
): CountTable {
  const isBinary = column.type === "binary" || column.type === "event";
  const values: Record<string, number> = isBinary ? { ones, zeros: count - ones } : { values: count };
  const of = [...Object.keys(values), "missing"];
  return {
    cells: { ...values, missing, rows: count + missing },
    sums: [{ total: "rows", of }],
    known: ["rows"],
  };
}

/** Scaled to -1 and 1, the sum of a 0/1 column is its ones less its zeros. */
export function onesOf(cells: Float64Array): number {
  const [count, sum] = cells as unknown as [number, number];
  return Math.min(count, Math.max(0, Math.round((count + sum) / 2)));
}

/** Sums of a numeric column as figures in its own unit; no mean without a value. */
export function momentsOf(column: NumericColumn, cells: Float64Array, sites: number): Moments {
  const [count, sum, squares, missing] = cells as unknown as [number, number, number, number];
  if (count === 0) return { ...HIDDEN, count, missing, missingShare: missing > 0 ? 1 : null };
  const { centre, halfWidth } = centreOf(column);
  const meanOfScaled = sum / count;
  // Below what rounding to the grid and in float64 can leave of a constant column, the scatter counts as zero.
  const scatter = squares - sum * meanOfScaled;
  const rounding = 4 * sites * 2 ** -(SUMMARY_FRACTION_BITS + 1) + count * 2 ** -50;
  const varianceOfScaled = count < 2 ? null : scatter <= rounding ? 0 : scatter / (count - 1);
  const variance = varianceOfScaled === null ? null : varianceOfScaled * halfWidth * halfWidth;
  return {
    count,
    mean: centre + halfWidth * meanOfScaled,
    variance,
    deviation: variance === null ? null : Math.sqrt(variance),
    missing,
    missingShare: missing / (count + missing),
  };
}
