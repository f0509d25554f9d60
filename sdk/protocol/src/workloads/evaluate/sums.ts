import { total } from "./discrimination.ts";
import type { Group } from "./groups.ts";
import { BIN_CELLS, type Layout, LOGIT_SCALE, TOTAL_CELLS } from "./shape.ts";
import type { BinSums, LevelSums, SecondRound } from "./state.ts";
import { withheldLevels } from "./withheldLevels.ts";

interface Reading {
  readonly layout: Layout;
  readonly groups: readonly Group[];
  readonly minimumCell: number;
  readonly survivorCount: number;
}

/** The figures of a second round out of its vector, levels with small cells withheld. */
export function readSums(sum: Float64Array, { layout, groups, minimumCell, survivorCount }: Reading): SecondRound {
  const bins = binsOf(sum, layout);
  const totals = totalsOf(sum, layout);
  const labels = { negatives: total(bins.negatives), positives: total(bins.positives) };
  return {
    sites: survivorCount,
    suppressedSites: totals.suppressedSites,
    bins,
    squaredError: totals.squaredError,
    logitOfPositives: totals.logitOfPositives * LOGIT_SCALE,
    leftOut: totals.leftOut > 0 && totals.leftOut < minimumCell ? null : totals.leftOut,
    hiddenLeftOut: totals.hiddenLeftOut,
    groups: groups.map(({ column, levels: names }, g) => {
      const levels = names.map((level, l) => levelSums(sum, level, layout.levels[g]![l]!, layout.bins));
      const counts = levels.map(({ counts: { negatives, positives } }) => ({
        negatives: total(negatives),
        positives: total(positives),
      }));
      const withheld = withheldLevels(counts, labels, minimumCell);
      return { column, levels: levels.map((each, l) => (withheld.has(l) ? { ...each, counts: null } : each)) };
    }),
  };
}

export function binsOf(sum: Float64Array, { bins }: Pick<Layout, "bins">): BinSums {
  const ofCell = (name: (typeof BIN_CELLS)[number], scale = 1) => {
    const offset = BIN_CELLS.indexOf(name);
    return Array.from({ length: bins }, (_, bin) => sum[bin * BIN_CELLS.length + offset]! * scale);
  };
  return {
    negatives: ofCell("negatives"),
    positives: ofCell("positives"),
    probability: ofCell("probability"),
    logit: ofCell("logit", LOGIT_SCALE),
    logitSquares: ofCell("logitSquares", LOGIT_SCALE ** 2),
    logitCubes: ofCell("logitCubes", LOGIT_SCALE ** 3),
  };
}

export function totalsOf(sum: Float64Array, { totals }: Pick<Layout, "totals">) {
  return Object.fromEntries(TOTAL_CELLS.map((name, i) => [name, sum[totals + i]!])) as Record<
    (typeof TOTAL_CELLS)[number],
    number
  >;
}

export function levelSums(
  sum: Float64Array,
  level: string,
  first: number,
  bins: number,
): LevelSums & { counts: NonNullable<LevelSums["counts"]> } {
  return {
    level,
    suppressedSites: sum[first + 2 * bins + 1]!,
    counts: {
      negatives: [...sum.subarray(first, first + bins)],
      positives: [...sum.subarray(first + bins, first + 2 * bins)],
      probability: sum[first + 2 * bins]!,
    },
  };
}
