import { FederationError } from "../../errors/FederationError.ts";
import { guardedDeviation, type Standardiser } from "../../models/standardise.ts";
import type { NumericColumn } from "../../schemas/columns.ts";
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
  /** Sites that held their own cells back because they had fewer than `minimumCell` values. */
  readonly suppressedSites: number;
  /** True where a figure above is withheld as a small cell. */
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
 * A column's line from its five sums. Fewer than `minimumCell` values in all: everything is withheld. A missing count
 * between 1 and minimumCell - 1 is withheld together with the count, from which it could be subtracted.
 */
export function summarise(
  column: NumericColumn,
  cells: Float64Array,
  minimumCell: number,
  sites: number,
): ColumnSummary {
  const [count, sum, squares, missing, suppressedSites] = Array.from(cells) as [number, number, number, number, number];
  if (count < minimumCell) return { name: column.name, ...HIDDEN, suppressedSites, suppressed: true };
  const { centre, halfWidth } = centreOf(column);
  const meanOfScaled = sum / count;
  // Below what rounding to the grid and in float64 can leave of a constant column, the scatter counts as zero.
  const scatter = squares - sum * meanOfScaled;
  const rounding = 4 * sites * 2 ** -(SUMMARY_FRACTION_BITS + 1) + count * 2 ** -50;
  const varianceOfScaled = count < 2 ? null : scatter <= rounding ? 0 : scatter / (count - 1);
  const variance = varianceOfScaled === null ? null : varianceOfScaled * halfWidth * halfWidth;
  const smallMissing = missing > 0 && missing < minimumCell;
  return {
    name: column.name,
    count: smallMissing ? null : count,
    mean: centre + halfWidth * meanOfScaled,
    variance,
    deviation: variance === null ? null : Math.sqrt(variance),
    missing: smallMissing ? null : missing,
    missingShare: smallMissing ? null : missing / (count + missing),
    suppressedSites,
    suppressed: smallMissing,
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
