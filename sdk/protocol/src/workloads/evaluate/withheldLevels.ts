import { withheldCells } from "../cells.ts";

/** Rows by outcome. */
export interface LabelCounts {
  readonly negatives: number;
  readonly positives: number;
}

const LABELS = ["negatives", "positives"] as const;

/**
 * Places of the levels of a group that are held back: those with fewer than `minimumCell` rows of either outcome, and as many
 * more as it takes that the totals, which are known, do not give them back. Rows whose level is not known are what the totals
 * have besides.
 */
export function withheldLevels(levels: readonly LabelCounts[], totals: LabelCounts, minimumCell: number): Set<number> {
  const withheld = new Set<number>();
  for (const [place, { negatives, positives }] of levels.entries()) {
    if (Math.min(negatives, positives) < minimumCell) withheld.add(place);
  }
  for (const label of LABELS) {
    const counts = levels.map((level) => level[label]);
    const unknown = totals[label] - counts.reduce((sum, count) => sum + count, 0);
    const cells = {
      ...Object.fromEntries(counts.map((count, place) => [String(place), count])),
      unknown,
      all: totals[label],
    };
    const sums = [{ total: "all", of: [...counts.keys()].map(String).concat("unknown") }];
    for (const name of withheldCells({ cells, sums, known: ["all"] }, minimumCell)) {
      if (name !== "unknown") withheld.add(Number(name));
    }
  }
  return withheld;
}
