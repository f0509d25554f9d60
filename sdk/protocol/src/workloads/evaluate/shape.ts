import type { StudyDocument } from "../../schemas/study.ts";
import { studyError } from "../../study/studyFile.ts";
import type { VectorShape } from "../Workload.ts";
import { GRID } from "./grid.ts";
import type { Group } from "./groups.ts";

/** Logits are carried as u = logit / 16, cut to [-1, 1]: then no sum is larger than the rows. */
export const LOGIT_SCALE = 16;

/**
 * What is summed of each bin, in this order: rows of either outcome, of all of them p, u, and u to the second and third power.
 */
export const BIN_CELLS = ["negatives", "positives", "probability", "logit", "logitSquares", "logitCubes"] as const;

/**
 * What is summed once, after the bins. `logitOfPositives` is of u; `hiddenLeftOut` are sites with a small count of rows left out.
 */
export const TOTAL_CELLS = ["squaredError", "logitOfPositives", "leftOut", "hiddenLeftOut", "suppressedSites"] as const;

const LEAST_FRACTION_BITS = 32;
const MOST_FRACTION_BITS = 44;

/** The largest f from 32 to 44 whose sums stay in a ring of 64 bits. @throws STUDY_INVALID */
export function fractionBitsOf({ maximumRows, sites }: Pick<StudyDocument, "maximumRows" | "sites">): number {
  for (let f = MOST_FRACTION_BITS; f >= LEAST_FRACTION_BITS; f--) {
    if (BigInt(sites.maximum) * (BigInt(maximumRows) * 2n ** BigInt(f) + 1n) < 2n ** 63n) return f;
  }
  throw studyError(
    "study.yaml.maximumRows",
    "The sums of this many rows and sites could leave the 64-bit ring.",
    `Keep maximumRows x sites.maximum below 2^31 (maximumRows up to ${Math.floor((2 ** 31 - 1) / sites.maximum)}).`,
  );
}

/** First round: rows by cell of the grid, whatever their outcome, then 1 of a site that holds its rows back. Whole numbers. */
export function gridShape({ maximumRows }: Pick<StudyDocument, "maximumRows">): VectorShape {
  return { dimension: GRID.length + 2, fractionBits: 0, bound: maximumRows };
}

/** Where the second round's figures stand in its vector. */
export interface Layout {
  readonly bins: number;
  /** First coordinate of {@link TOTAL_CELLS}. */
  readonly totals: number;
  /**
   * First coordinate of each level, by group and level: negatives by bin, positives by bin, the sum of p, and 1 of a site that
   * holds the level back.
   */
  readonly levels: readonly (readonly number[])[];
  readonly dimension: number;
}

export function vectorLayout(bins: number, groups: readonly Group[]): Layout {
  const totals = bins * BIN_CELLS.length;
  let dimension = totals + TOTAL_CELLS.length;
  const levels = groups.map((group) =>
    group.levels.map(() => {
      const first = dimension;
      dimension += 2 * bins + 2;
      return first;
    }),
  );
  return { bins, totals, levels, dimension };
}

/** Second round: see {@link vectorLayout}. */
export function binShape(
  document: Pick<StudyDocument, "maximumRows" | "sites">,
  { dimension }: Pick<Layout, "dimension">,
): VectorShape {
  return { dimension, fractionBits: fractionBitsOf(document), bound: document.maximumRows };
}
