/** Cells of the first round between the logits -12 and 12; two more hold what is beyond. */
const CELLS = 512;
const LARGEST_LOGIT = 12;
/** In cells: three quarters of a logit, within which a recalibration's expansion is good to 1e-3 of a standard error or so. */
const WIDEST_BIN = 16;

/**
 * e^x for |x| up to 12 by additions, products and quotients alone, so that every engine gets the same bits (`Math.exp` is not
 * that): the Taylor series of e^(x / 1024), squared ten times. Good to 1e-12 of its value.
 */
function sameExponential(x: number): number {
  const small = x / 1024;
  let power = 1;
  for (let k = 12; k >= 1; k--) power = 1 + (small / k) * power;
  for (let i = 0; i < 10; i++) power *= power;
  return power;
}

/**
 * Edges of the first round's cells, as probabilities, ascending: evenly spaced in the logit, where scores of rare outcomes are
 * still told apart. Cell i holds the probabilities from edge i - 1 up to below edge i.
 */
export const GRID: readonly number[] = Array.from({ length: CELLS + 1 }, (_, i) => {
  return 1 / (1 + sameExponential(LARGEST_LOGIT - (i * 2 * LARGEST_LOGIT) / CELLS));
});

/**
 * Edges of the second round's bins: those of the grid nearest above the quantiles of all scores, so that bins hold about as many
 * rows each; where scores are few, every 16th edge; and every threshold. As many quantiles as rows allow with `minimumCell` rows
 * each, between 8 and `mostBins`.
 *
 * @param cells Rows by cell of {@link GRID}, `GRID.length + 1` whole numbers.
 */
export function binEdges(
  cells: readonly number[],
  { mostBins, minimumCell, thresholds }: { mostBins: number; minimumCell: number; thresholds: readonly number[] },
): number[] {
  const rows = cells.reduce((sum, count) => sum + count, 0);
  const bins = Math.min(mostBins, Math.max(8, Math.floor(rows / minimumCell)));
  const edges = new Set(thresholds);
  let below = 0;
  let next = 1;
  for (const [i, edge] of GRID.entries()) {
    below += cells[i]!;
    // Whole numbers on both sides, so that no rounding decides.
    if (below * bins < next * rows && i % WIDEST_BIN !== 0) continue;
    if (below > 0 && below < rows) edges.add(edge);
    while (next <= bins && below * bins >= next * rows) next += 1;
  }
  return [...edges].sort((a, b) => a - b);
}

/** The bin or cell of a probability: how many edges are at or below it. */
export function binOf(edges: readonly number[], probability: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (probability >= edges[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}
