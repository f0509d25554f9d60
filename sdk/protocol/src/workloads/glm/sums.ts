import { FederationError } from "../../errors/FederationError.ts";
import { withheldCells } from "../cells.ts";
import { refuseSum } from "../contribution.ts";
import type { VectorShape } from "../Workload.ts";
import { COUNTS, type Count, type GlmLayout } from "./layout.ts";

/** What a round's sum says, in units of the scaled columns and outcome. */
export interface GlmSums {
  /** Upper triangle of X'WX; with an intercept for each site, of X'WX - (X'W1)(1'WX) / (1'W1) of each site. */
  readonly information: Float64Array;
  /** X'(y - μ); of a poisson start X'(W(η - offset) + y - μ). */
  readonly score: Float64Array;
  readonly deviance: number;
  readonly null: number;
  readonly saturated: number;
  readonly exposure: number;
  readonly outcome: number;
  readonly counts: Readonly<Record<Count, number>>;
  /** Of each 0/1 column of the design, in its order. */
  readonly ones: readonly number[];
}

/** What a site has computed, as its contribution: scaled so that no coordinate passes the site's rows. */
export function encodeSums(layout: GlmLayout, sums: GlmSums): Float64Array {
  const { at, scales, dimension } = layout;
  const vector = new Float64Array(dimension);
  vector.set(sums.information, 0);
  vector.set(sums.score, at.score);
  for (const name of ["deviance", "null", "saturated", "exposure", "outcome"] as const) vector[at[name]] = sums[name];
  vector.set(
    COUNTS.map((name) => sums.counts[name]),
    at.counts,
  );
  vector.set(sums.ones, at.ones);
  return vector.map((value, i) => value / scales[i]!);
}

/**
 * The sums of a round.
 *
 * @throws WORKLOAD_FAILED for a sum that no contributions make; AGGREGATE_REFUSED for one that contributions within the rules do not
 * make, or that shows a small count.
 */
export function decodeSums(
  layout: GlmLayout,
  shape: VectorShape,
  sum: Float64Array,
  survivorCount: number,
  rules: { readonly minimumCohort: number; readonly minimumCell: number; readonly isBinomial: boolean },
): GlmSums {
  refuseSum(shape, sum, survivorCount);
  const { at, scales, parameters } = layout;
  for (let i = at.counts; i < sum.length; i++) {
    if (!(Number.isInteger(sum[i]) && sum[i]! >= 0)) {
      throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number.", { field: `sum.${i}` });
    }
  }
  const raw = sum.map((value, i) => value * scales[i]!);
  const sums: GlmSums = {
    information: raw.slice(0, at.score),
    score: raw.slice(at.score, at.score + parameters),
    deviance: raw[at.deviance]!,
    null: raw[at.null]!,
    saturated: raw[at.saturated]!,
    exposure: raw[at.exposure]!,
    outcome: raw[at.outcome]!,
    counts: Object.fromEntries(COUNTS.map((name, i) => [name, raw[at.counts + i]!])) as Record<Count, number>,
    ones: Array.from(raw.subarray(at.ones)),
  };
  refuseAggregate(layout, sums, survivorCount, rules);
  return sums;
}

/** Each survivor that contributes has its minimum cohort, nothing counts more rows than there are, and no count is small. */
function refuseAggregate(
  layout: GlmLayout,
  sums: GlmSums,
  survivorCount: number,
  { minimumCohort, minimumCell, isBinomial }: Parameters<typeof decodeSums>[4],
): void {
  const { rows, rowsLeftOut, sitesWithFewLeftOut, heldBackSites, silentSites, boundaryRows, clampedRows } = sums.counts;
  const refuse = (field: string, message: string, hint: string): never => {
    throw new FederationError("AGGREGATE_REFUSED", message, { field, hint });
  };
  const impossible = (field: string) =>
    refuse(
      field,
      "The sums are not what the survivors' cohorts can add up to.",
      "A site broke the rules; the sum does not say which.",
    );
  const contributing = survivorCount - heldBackSites - silentSites;
  if (contributing < 0 || sitesWithFewLeftOut > survivorCount) impossible("sites");
  if (rows < contributing * minimumCohort) impossible("rows");
  if (rowsLeftOut > 0 && rowsLeftOut < minimumCell) impossible("rowsLeftOut");
  if (boundaryRows > rows || clampedRows > rows) impossible("boundaryRows");
  const isIn = (count: number) => count >= 0 && count <= rows;
  if (isBinomial && !(isIn(sums.outcome) && Number.isInteger(sums.outcome))) impossible("outcome");
  layout.indicators.forEach((column, i) => {
    if (!isIn(sums.ones[i]!)) impossible(layout.design[column]!.name);
  });
  const names = [...(isBinomial ? ["outcome"] : []), ...layout.indicators.map((column) => layout.design[column]!.name)];
  const ones = [...(isBinomial ? [sums.outcome] : []), ...sums.ones];
  const few = names.find((_, i) => isSmallSide(ones[i]!, rows, minimumCell));
  if (few === undefined) return;
  refuse(
    few,
    `Fewer than ${minimumCell} patients of all sites are on one side of this 0/1 column.`,
    "Leave the term out, merge the level into another, or wait for more patients.",
  );
}

/** Whether of so many rows few are 1, or few are 0. */
export function isSmallSide(ones: number, rows: number, minimumCell: number): boolean {
  const table = {
    cells: { ones, zeros: rows - ones, rows },
    sums: [{ total: "rows", of: ["ones", "zeros"] }],
    known: ["rows"],
  };
  return withheldCells(table, minimumCell).size > 0;
}
