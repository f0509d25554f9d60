import type { BinSums } from "./state.ts";

export type Histogram = Pick<BinSums, "negatives" | "positives">;

/** An area under the ROC curve and the variance of its estimate. */
export interface Discrimination {
  /** Null where one outcome is absent. */
  readonly auc: number | null;
  /** Null where an outcome has fewer than two rows. */
  readonly variance: number | null;
  /** No further than this is the AUC from that of the scores themselves, wherever they lie in their bins. */
  readonly binError: number | null;
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * AUC as the Mann-Whitney statistic over bins, rows of one bin counting as ties (one half), and its variance after DeLong, DeLong
 * and Clarke-Pearson (Biometrics 44, 1988): the scatter of each row's share of the other outcome's rows that it is ordered right
 * with. Only additions, products and quotients.
 */
export function discriminationOf({ negatives, positives }: Histogram): Discrimination {
  const N = total(negatives);
  const P = total(positives);
  if (N === 0 || P === 0) return { auc: null, variance: null, binError: null };
  let below = 0;
  let ordered = 0;
  let tied = 0;
  // By bin: of the negatives those that a positive of this bin is above, and of the positives those that a negative of it is below.
  const ofPositive: number[] = [];
  const ofNegative: number[] = [];
  let above = P;
  for (const [i, negative] of negatives.entries()) {
    const positive = positives[i]!;
    above -= positive;
    ofPositive.push((below + negative / 2) / N);
    ofNegative.push((above + positive / 2) / P);
    ordered += positive * (below + negative / 2);
    tied += positive * negative;
    below += negative;
  }
  const auc = ordered / (N * P);
  const scatter = (shares: readonly number[], counts: readonly number[]) =>
    total(shares.map((share, i) => counts[i]! * (share - auc) * (share - auc)));
  const variance =
    N < 2 || P < 2
      ? null
      : scatter(ofPositive, positives) / ((P - 1) * P) + scatter(ofNegative, negatives) / ((N - 1) * N);
  return { auc, variance, binError: tied / 2 / (N * P) };
}
