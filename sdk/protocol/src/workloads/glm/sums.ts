import { FederationError } from "../../errors/FederationError.ts";
import { refuseSum } from "../contribution.ts";
import type { VectorShape } from "../Workload.ts";
import { COUNTS, type Count, type GlmLayout } from "./layout.ts";
import { smallCellOf } from "./smallCells.ts";
import type { GlmPlace } from "./spec.ts";
import type { GlmPhase } from "./state.ts";

/** What a round's sum says, in units of the scaled columns and outcome. */
export interface GlmSums {
  /**
   * Upper triangle of X'WX; with an intercept for each site, of X'WX - (X'W1)(1'WX) / (1'W1) of each site. In the round of the
   * robust errors X'R²X, R the residuals, and there X less X'W1 / (1'W1).
   */
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
  /** Rows of each level of a multinomial outcome but the first. */
  readonly classes: readonly number[];
}

/** What a site has computed, as its contribution: scaled so that no coordinate passes the site's rows. */
export function encodeSums(layout: GlmLayout, sums: GlmSums, phase: GlmPhase = "newton"): Float64Array {
  const { at, dimension } = layout;
  const scales = scalesOf(layout, phase);
  const vector = new Float64Array(dimension);
  vector.set(sums.information, 0);
  vector.set(sums.score, at.score);
  for (const name of ["deviance", "null", "saturated", "exposure", "outcome"] as const) vector[at[name]] = sums[name];
  vector.set(
    COUNTS.map((name) => sums.counts[name]),
    at.counts,
  );
  vector.set(sums.ones, at.ones);
  vector.set(sums.classes, at.classes);
  return vector.map((value, i) => value / scales[i]!);
}

function scalesOf({ scales, squaresScale, at }: GlmLayout, phase: GlmPhase): Float64Array {
  return phase === "newton" ? scales : scales.map((scale, i) => (i < at.score ? squaresScale : scale));
}

/**
 * The sums of a round.
 *
 * @throws WORKLOAD_FAILED for a sum that no contributions make; AGGREGATE_REFUSED for one that contributions within the rules do
 * not make, or that shows a small count.
 */
export function decodeSums(
  place: GlmPlace & { readonly layout: GlmLayout },
  shape: VectorShape,
  sum: Float64Array,
  survivorCount: number,
  phase: GlmPhase = "newton",
): GlmSums {
  refuseSum(shape, sum, survivorCount);
  const { at, parameters } = place.layout;
  const scales = scalesOf(place.layout, phase);
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
    ones: Array.from(raw.subarray(at.ones, at.classes)),
    classes: Array.from(raw.subarray(at.classes)),
  };
  refuseImpossible(place, sums, survivorCount);
  const few = smallCellOf(place, place.layout, { ...sums, rows: sums.counts.rows }, place.study.document.minimumCell);
  if (few === undefined) return sums;
  throw refused(
    few,
    `Fewer than ${place.study.document.minimumCell} patients of all sites are in one of its cells.`,
    "Leave the term out, merge the level into another, or wait for more patients.",
  );
}

/** Each survivor that contributes has its minimum cohort, nothing counts more than there are, and no site sent a small count. */
function refuseImpossible(
  { study, stage, layout }: GlmPlace & { readonly layout: GlmLayout },
  sums: GlmSums,
  survivorCount: number,
): void {
  const { minimumCohort, minimumCell } = study.document;
  const { rows, rowsLeftOut, sitesWithFewLeftOut, heldBackSites, silentSites, boundarySites, clampedSites } =
    sums.counts;
  const contributing = survivorCount - heldBackSites - silentSites;
  const isIn = (count: number) => count >= 0 && count <= rows;
  const isWhole = stage.family === "gaussian" || (Number.isInteger(sums.outcome) && sums.outcome >= 0);
  const impossible = [
    contributing < 0 && "heldBackSites",
    Math.max(sitesWithFewLeftOut, boundarySites, clampedSites) > contributing && "sites",
    rows < contributing * minimumCohort && "rows",
    rowsLeftOut > 0 && rowsLeftOut < minimumCell && "rowsLeftOut",
    !(isWhole && (stage.family !== "binomial" || isIn(sums.outcome))) && "outcome",
    !isIn(sums.classes.reduce((sum, count) => sum + count, 0)) && "outcome",
    ...layout.indicators.map((column, i) => !isIn(sums.ones[i]!) && layout.design[column]!.name),
  ].find((field) => field !== false);
  if (impossible === undefined) return;
  throw refused(
    impossible,
    "The sums are not what the survivors' cohorts can add up to.",
    "A site broke the rules; the sum does not say which.",
  );
}

function refused(field: string, message: string, hint: string): FederationError {
  return new FederationError("AGGREGATE_REFUSED", message, { field, hint });
}
