import { FederationError } from "../../errors/FederationError.ts";
import { total } from "./discrimination.ts";
import { GRID } from "./grid.ts";
import { BIN_CELLS, type Layout } from "./shape.ts";
import { binsOf, levelSums, totalsOf } from "./sums.ts";

/** What contributions within the rules cannot add up to. */
function refuse(field: string): never {
  throw new FederationError("AGGREGATE_REFUSED", "The figures are not what the survivors' rows can add up to.", {
    field,
    hint: "A site broke the rules; the sum does not say which.",
  });
}

/** @throws WORKLOAD_FAILED naming the coordinate. */
function refuseFractions(sum: Float64Array, places: Iterable<number>): void {
  for (const i of places) {
    if (Number.isInteger(sum[i]) && sum[i]! >= 0) continue;
    throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number.", { field: `sum.${i}` });
  }
}

/** Each survivor has `minimumCell` rows of either outcome, or holds all back. */
export function refuseGridSums(
  sum: Float64Array,
  { minimumCell, survivorCount }: { minimumCell: number; survivorCount: number },
): void {
  refuseFractions(sum, sum.keys());
  const suppressed = sum[GRID.length + 1]!;
  if (suppressed > survivorCount) refuse("suppressedSites");
  const rows = total([...sum.subarray(0, GRID.length + 1)]);
  if (rows < 2 * minimumCell * (survivorCount - suppressed)) refuse("rows");
}

interface BinSumsRules {
  readonly layout: Layout;
  readonly edges: readonly number[];
  readonly minimumCell: number;
  readonly survivorCount: number;
  readonly fractionBits: number;
}

/**
 * The same of the second round; besides, probabilities lie within their bin's edges, logits within their range and squares above
 * the square of the mean, and no level has a row that its bin has not.
 */
export function refuseBinSums(sum: Float64Array, rules: BinSumsRules): void {
  const { layout, edges, minimumCell, survivorCount, fractionBits } = rules;
  // Half a step of the grid a site, and what float64 loses of sums of this many rows.
  const slack = survivorCount * 2 ** -fractionBits;
  const { negatives, positives, probability } = binsOf(sum, layout);
  refuseFractions(sum, countPlaces(layout));
  const { squaredError, logitOfPositives, hiddenLeftOut, suppressedSites } = totalsOf(sum, layout);
  const counting = survivorCount - suppressedSites;
  const [N, P] = [total(negatives), total(positives)];
  if (suppressedSites > survivorCount || hiddenLeftOut > survivorCount) refuse("suppressedSites");
  if (Math.min(N, P) < minimumCell * counting) refuse("rows");
  if (!(squaredError >= -slack && squaredError <= N + P + slack)) refuse("squaredError");
  if (!(Math.abs(logitOfPositives) <= P + slack)) refuse("logitOfPositives");
  for (let bin = 0; bin < layout.bins; bin++) {
    const rows = negatives[bin]! + positives[bin]!;
    const [, , , u, squares, cubes] = sum.subarray(bin * BIN_CELLS.length, (bin + 1) * BIN_CELLS.length);
    const low = (edges[bin - 1] ?? 0) * rows;
    const high = (edges[bin] ?? 1) * rows;
    const loose = slack + rows * 2 ** -40;
    if (!(probability[bin]! >= low - loose && probability[bin]! <= high + loose)) refuse(`probability ${bin}`);
    if (!(Math.abs(u!) <= rows + loose && squares! <= rows + loose)) refuse(`logit ${bin}`);
    if (!(Math.abs(cubes!) <= squares! + loose)) refuse(`logitCubes ${bin}`);
    if (!(squares! * rows >= u! * u! - (2 * rows + 2) * loose)) refuse(`logitSquares ${bin}`);
  }
  for (const [g, firsts] of layout.levels.entries()) {
    const levels = firsts.map((first) => levelSums(sum, "", first, layout.bins));
    for (const [l, { suppressedSites: hidden, counts }] of levels.entries()) {
      const least = minimumCell * (survivorCount - hidden);
      if (hidden > survivorCount) refuse(`group ${g}.${l}`);
      if (Math.min(total(counts.negatives), total(counts.positives)) < least) refuse(`group ${g}.${l}`);
      const rows = total(counts.negatives) + total(counts.positives);
      if (!(counts.probability >= -slack && counts.probability <= rows + slack)) refuse(`group ${g}.${l}`);
    }
    for (let bin = 0; bin < layout.bins; bin++) {
      if (total(levels.map(({ counts }) => counts.negatives[bin]!)) > negatives[bin]!) refuse(`group ${g}`);
      if (total(levels.map(({ counts }) => counts.positives[bin]!)) > positives[bin]!) refuse(`group ${g}`);
    }
  }
}

/** The coordinates that count rows or sites. */
function* countPlaces({ bins, totals, levels }: Layout): Generator<number> {
  for (let bin = 0; bin < bins; bin++) yield* [bin * BIN_CELLS.length, bin * BIN_CELLS.length + 1];
  yield* [totals + 2, totals + 3, totals + 4];
  for (const first of levels.flat()) {
    for (let i = first; i < first + 2 * bins; i++) yield i;
    yield first + 2 * bins + 1;
  }
}
