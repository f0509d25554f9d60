import { total } from "./discrimination.ts";
import type { BinSums } from "./state.ts";

/** Rows with a predicted probability from `low` to below `high`. */
export interface ScoreCell {
  readonly low: number;
  readonly high: number;
  readonly negatives: number;
  readonly positives: number;
  /** Sum of the predicted probabilities. */
  readonly probability: number;
}

/**
 * The bins merged until each cell has rows enough to be published: at least `minimumCell`, and of either outcome none or as many.
 * Thresholds are cuts first, in their order; one that would leave a small cell is none. Every table is made of these cells, so
 * that nothing smaller is the difference of two of them.
 *
 * @param edges Of the bins: probabilities, ascending.
 */
export function publishedCells(
  bins: Pick<BinSums, "negatives" | "positives" | "probability">,
  edges: readonly number[],
  thresholds: readonly number[],
  minimumCell: number,
): ScoreCell[] {
  const last = edges.length + 1;
  let cuts = [0, last];
  const between = (from: number, to: number): ScoreCell => ({
    low: from === 0 ? 0 : edges[from - 1]!,
    high: to === last ? 1 : edges[to - 1]!,
    negatives: total(bins.negatives.slice(from, to)),
    positives: total(bins.positives.slice(from, to)),
    probability: total(bins.probability.slice(from, to)),
  });
  const isLarge = (count: number) => count === 0 || count >= minimumCell;
  const fits = ({ negatives, positives }: ScoreCell, least: number) =>
    isLarge(negatives) && isLarge(positives) && negatives + positives >= least;
  // A bin's place is also that of the edge below it.
  const cutAt = (place: number, least: number) => {
    if (cuts.includes(place)) return;
    const from = cuts.findLast((cut) => cut < place)!;
    const to = cuts.find((cut) => cut > place)!;
    if (!fits(between(from, place), least) || !fits(between(place, to), least)) return;
    cuts = [...cuts, place].sort((a, b) => a - b);
  };
  // Nobody beyond a threshold is an answer too.
  for (const threshold of thresholds) cutAt(edges.indexOf(threshold) + 1, 0);
  for (const place of edges.keys()) cutAt(place + 1, minimumCell);
  return cuts.slice(1).map((to, i) => between(cuts[i]!, to));
}
