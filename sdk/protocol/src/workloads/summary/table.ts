import { FederationError } from "../../errors/FederationError.ts";
import { guardedDeviation, type Standardiser } from "../../models/standardise.ts";
import type { NumericColumn } from "../../schemas/columns.ts";
import { type CountTable, withheldCells } from "../cells.ts";
import { centreOf } from "../stageColumns.ts";
import type { StageResult } from "../Workload.ts";
import { SUMMARY_FRACTION_BITS } from "./spec.ts";

/** One line of table one, over all survivors' cohorts. */
export interface ColumnSummary {
  readonly name: string;
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
  readonly columns: readonly ColumnSummary[];
}

const HIDDEN = { count: null, mean: null, variance: null, deviation: null, missing: null, missingShare: null };

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
  const [count, sum, squares, missing, suppressedSites] = Array.from(cells) as [number, number, number, number, number];
  // Scaled to -1 and 1, the sum of a 0/1 column is its ones less its zeros.
  const ones = Math.min(count, Math.max(0, Math.round((count + sum) / 2)));
  if (count < minimumCell || withheldCells(summaryCells(column, { count, missing, ones }), minimumCell).size > 0) {
    return { name: column.name, ...HIDDEN, suppressedSites, suppressed: true };
  }
  const { centre, halfWidth } = centreOf(column);
  const meanOfScaled = sum / count;
  // Below what rounding to the grid and in float64 can leave of a constant column, the scatter counts as zero.
  const scatter = squares - sum * meanOfScaled;
  const rounding = 4 * sites * 2 ** -(SUMMARY_FRACTION_BITS + 1) + count * 2 ** -50;
  const varianceOfScaled = count < 2 ? null : scatter <= rounding ? 0 : scatter / (count - 1);
  const variance = varianceOfScaled === null ? null : varianceOfScaled * halfWidth * halfWidth;
  return {
    name: column.name,
    count,
    mean: centre + halfWidth * meanOfScaled,
    variance,
    deviation: variance === null ? null : Math.sqrt(variance),
    missing,
    missingShare: missing / (count + missing),
    suppressedSites,
    suppressed: false,
  };
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
