import { withheldCells } from "../cells.ts";
import { discriminationOf, type Histogram, total } from "./discrimination.ts";
import { around, aucEstimate, type Estimate, NO_ESTIMATE, shareOf } from "./intervals.ts";
import type { LevelSums, SecondRound } from "./state.ts";

/** How the score does in one level of a group, and how far from the other levels of the group. */
export interface LevelFigures {
  readonly group: string;
  readonly level: string;
  readonly suppressedSites: number;
  readonly withheld: boolean;
  readonly rows: number | null;
  readonly positives: number | null;
  readonly auc: Estimate;
  readonly gap: Estimate;
  readonly observedToExpected: number | null;
  /** At the first threshold; withheld where a cell is small. */
  readonly sensitivity: Estimate;
  readonly sensitivityGap: Estimate;
  readonly specificity: Estimate;
  readonly specificityGap: Estimate;
}

type Counts = NonNullable<LevelSums["counts"]>;
type Label = "negatives" | "positives";

const WITHHELD = {
  withheld: true,
  rows: null,
  positives: null,
  auc: NO_ESTIMATE,
  gap: NO_ESTIMATE,
  observedToExpected: null,
  sensitivity: NO_ESTIMATE,
  sensitivityGap: NO_ESTIMATE,
  specificity: NO_ESTIMATE,
  specificityGap: NO_ESTIMATE,
};

/**
 * All levels of all groups. The rest of a level are the group's other levels that are not withheld, so that no gap gives back one
 * that is.
 *
 * @param cut The bin that begins at the first threshold; undefined where that is withheld, and with it what levels do at it.
 */
export function groupFigures(
  { groups, bins }: Pick<SecondRound, "groups" | "bins">,
  cut: number | undefined,
  minimumCell: number,
): LevelFigures[] {
  return groups.flatMap(({ column, levels }) => {
    const shown = levels.flatMap(({ counts }) => (counts === null ? [] : [counts]));
    const hidden = {
      positives: hiddenHits(shown, bins, "positives", cut, minimumCell),
      negatives: hiddenHits(shown, bins, "negatives", cut, minimumCell),
    };
    return levels.map(({ level, suppressedSites, counts }) => {
      const frame = { group: column, level, suppressedSites };
      if (counts === null) return { ...frame, ...WITHHELD };
      const others = shown.filter((each) => each !== counts);
      return { ...frame, ...figuresOf(counts, others, cut, hidden, shown) };
    });
  });
}

function figuresOf(
  counts: Counts,
  others: readonly Counts[],
  cut: number | undefined,
  hidden: Readonly<Record<Label, ReadonlySet<number>>>,
  shown: readonly Counts[],
): Omit<LevelFigures, "group" | "level" | "suppressedSites"> {
  const place = shown.indexOf(counts);
  const [own, rest] = [discriminationOf(counts), discriminationOf(sumOf(others))];
  const positives = total(counts.positives);
  const withRest = own.auc !== null && rest.auc !== null && own.variance !== null && rest.variance !== null;
  const share = (label: Label) =>
    shareFigures(label, counts, others, cut, {
      own: hidden[label].has(place),
      any: hidden[label].size > 0,
    });
  const [sensitivity, sensitivityGap] = share("positives");
  const [specificity, specificityGap] = share("negatives");
  return {
    withheld: false,
    rows: positives + total(counts.negatives),
    positives,
    auc: aucEstimate(own),
    gap: withRest ? around(own.auc! - rest.auc!, own.variance! + rest.variance!) : NO_ESTIMATE,
    observedToExpected: counts.probability > 0 ? positives / counts.probability : null,
    sensitivity,
    sensitivityGap,
    specificity,
    specificityGap,
  };
}

/** The share of a label's rows that the threshold puts right, and its difference to the rest. */
function shareFigures(
  label: Label,
  counts: Counts,
  others: readonly Counts[],
  cut: number | undefined,
  hidden: { own: boolean; any: boolean },
): [Estimate, Estimate] {
  if (cut === undefined || hidden.own) return [NO_ESTIMATE, NO_ESTIMATE];
  const right = (each: Histogram) =>
    total(label === "positives" ? each.positives.slice(cut) : each.negatives.slice(0, cut));
  const rest = sumOf(others);
  const [n, m] = [total(counts[label]), total(rest[label])];
  const own = shareOf(right(counts), n);
  if (hidden.any || n === 0 || m === 0) return [own, NO_ESTIMATE];
  const [p, q] = [right(counts) / n, right(rest) / m];
  return [own, around(p - q, (p * (1 - p)) / n + (q * (1 - q)) / m)];
}

function sumOf(all: readonly Counts[]): Histogram {
  const ofLabel = (label: Label) =>
    all.reduce<number[]>((sum, each) => each[label].map((count, i) => count + (sum[i] ?? 0)), []);
  return { negatives: ofLabel("negatives"), positives: ofLabel("positives") };
}

/**
 * Places of the shown levels of which too few rows of a label lie above or below the threshold, and of those that would tell
 * them.
 */
function hiddenHits(
  shown: readonly Counts[],
  bins: Histogram,
  label: Label,
  cut: number | undefined,
  minimumCell: number,
): Set<number> {
  if (cut === undefined) return new Set(shown.keys());
  const sides = [
    { side: "above", of: (counts: readonly number[]) => total(counts.slice(cut)) },
    { side: "below", of: (counts: readonly number[]) => total(counts.slice(0, cut)) },
  ];
  const cells: Record<string, number> = {};
  const sums: { total: string; of: string[] }[] = [];
  for (const { side, of } of sides) {
    for (const [i, counts] of shown.entries()) cells[`${side} ${i}`] = of(counts[label]);
    const all = of(bins[label]);
    cells[`${side} rest`] = all - total(shown.map((counts) => of(counts[label])));
    cells[`${side} all`] = all;
    sums.push({ total: `${side} all`, of: [...shown.keys(), "rest"].map((each) => `${side} ${each}`) });
  }
  for (const [i, counts] of shown.entries()) {
    cells[`${i}`] = total(counts[label]);
    sums.push({ total: `${i}`, of: [`above ${i}`, `below ${i}`] });
  }
  const known = ["above all", "below all", ...[...shown.keys()].map(String)];
  const withheld = withheldCells({ cells, sums, known }, minimumCell);
  return new Set([...shown.keys()].filter((i) => withheld.has(`above ${i}`) || withheld.has(`below ${i}`)));
}
