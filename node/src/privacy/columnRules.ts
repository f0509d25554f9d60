import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { SitePolicy } from "../policy/Policy.ts";

/** A column of the rows that a rule looks at; NaN where missing. */
export interface ColumnValues {
  readonly spec: ColumnSpec;
  readonly values: Float64Array;
}

/** Which rule a column breaks, and by what; without a value or a count of patients. */
export interface ColumnFinding {
  readonly rule: "rare" | "levels" | "pair" | "dominance" | "alike";
  /** The column, or both of a pair. */
  readonly columns: readonly string[];
  readonly message: string;
}

type Rules = Pick<SitePolicy, "minimumCell" | "categoricalValues" | "maximumDominance">;

/** How many values the search for pairs compares before it gives up: seconds of one processor. */
const MOST_COMPARISONS = 500_000_000;

/**
 * Columns that would single patients out of a sum over these rows, whatever a sum's masks hide:
 *
 * - `rare`: all but 1 to `minimumCell` - 1 patients have one and the same value, no value at all being one.
 * - `levels`: a category, a 0/1 column, or a number with at most `categoricalValues` values that recur, has a value of so few.
 * - `pair`: two columns differ in so few patients (a 0/1 column also from the other's complement), so that their sums differ by those.
 * - `dominance`: one patient makes up more than `maximumDominance` of a column's sum of squares, about zero or about its median.
 *
 * Combinations of three columns and more are not looked at.
 */
export function columnFindings(columns: readonly ColumnValues[], rules: Rules): ColumnFinding[] {
  const single = columns.flatMap((column) => singleFinding(column, rules) ?? []);
  // Two columns that are each the same for nearly all differ in few patients by that alone; to allow one by name is to allow this.
  const rare = new Set(single.flatMap(({ rule, columns: names }) => (rule === "rare" ? names : [])));
  const others = columns.filter(({ spec }) => !rare.has(spec.name));
  return [...single, ...pairFindings(others, rules.minimumCell)];
}

/**
 * The same of columns that only a model's scores leave of: `rare` and `levels`. No column's own sum leaves, so neither can two be
 * subtracted nor does one patient make up most of one.
 */
export function scoredFindings(columns: readonly ColumnValues[], rules: Rules): ColumnFinding[] {
  const findings = columns.flatMap((column) => singleFinding(column, rules) ?? []);
  return findings.filter(({ rule }) => rule === "rare" || rule === "levels");
}

function singleFinding({ spec, values }: ColumnValues, rules: Rules): ColumnFinding | undefined {
  const { minimumCell, categoricalValues, maximumDominance } = rules;
  const columns = [spec.name];
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const isSmall = (count: number) => count > 0 && count < minimumCell;
  const others = values.length - Math.max(0, ...counts.values());
  if (isSmall(others)) {
    return { rule: "rare", columns, message: `All but fewer than ${minimumCell} patients have the same value.` };
  }
  counts.delete(Number.NaN);
  const known = [...counts.values()].reduce((sum, count) => sum + count, 0);
  // Of a measurement that hardly recurs, most values are one patient's: its values are no cells.
  const isCategorical =
    ["category", "binary", "event"].includes(spec.type) ||
    (counts.size <= categoricalValues && known >= minimumCell * counts.size);
  const few = isCategorical ? [...counts.values()].filter(isSmall).length : 0;
  if (few > 0) {
    return {
      rule: "levels",
      columns,
      message: `${few} of its ${counts.size} values have fewer than ${minimumCell} patients.`,
    };
  }
  if (spec.type !== "category" && dominanceOf(values) > maximumDominance) {
    return {
      rule: "dominance",
      columns,
      message: `One patient makes up more than ${maximumDominance} of its sum of squares.`,
    };
  }
  return undefined;
}

/** The largest share of the sum of squares that is one value's: about zero and about the median, whichever is larger. */
function dominanceOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return 0;
  const median = known[known.length >> 1]!;
  const shareAbout = (centre: number) => {
    let sum = 0;
    let largest = 0;
    for (const value of known) {
      const square = (value - centre) ** 2;
      sum += square;
      largest = Math.max(largest, square);
    }
    return sum === 0 ? 0 : largest / sum;
  };
  return Math.max(shareAbout(0), shareAbout(median));
}

interface Variant {
  /** Place among the variants, and of its column among the columns. */
  readonly place: number;
  readonly column: number;
  readonly values: Float64Array;
}

/**
 * Pairs that differ in 1 to `minimumCell` - 1 patients. Rows are dealt into `minimumCell` blocks: such a pair is equal in one of them
 * at least, so only columns that share a block are compared.
 */
function pairFindings(columns: readonly ColumnValues[], minimumCell: number): ColumnFinding[] {
  const variants: Variant[] = columns
    .flatMap(({ spec, values }, column) => {
      const isTwoSided = spec.type === "binary" || spec.type === "event";
      return [{ column, values }, ...(isTwoSided ? [{ column, values: values.map((value) => 1 - value) }] : [])];
    })
    .map((variant, place) => ({ ...variant, place }));
  const found = new Map<string, ColumnFinding>();
  const compared = new Set<string>();
  let comparisons = 0;
  for (let block = 0; block < minimumCell; block++) {
    const byContent = new Map<string, Variant[]>();
    for (const variant of variants) {
      const own = variant.values.filter((_, row) => row % minimumCell === block);
      const content = Buffer.from(own.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0)).buffer).toString(
        "latin1",
      );
      byContent.set(content, [...(byContent.get(content) ?? []), variant]);
    }
    for (const alike of byContent.values()) {
      for (const [i, left] of alike.entries()) {
        for (const right of alike.slice(i + 1)) {
          const pair = `${left.place} ${right.place}`;
          if (left.column === right.column || compared.has(pair)) continue;
          compared.add(pair);
          comparisons += left.values.length;
          if (comparisons > MOST_COMPARISONS) {
            const message = "So many columns are nearly alike that they cannot be compared.";
            return [{ rule: "alike", columns: [columns[left.column]!.spec.name], message }];
          }
          const difference = differenceOf(left.values, right.values, minimumCell);
          if (difference === 0 || difference >= minimumCell) continue;
          const names = [columns[left.column]!.spec.name, columns[right.column]!.spec.name];
          const message = `They differ in fewer than ${minimumCell} patients, so their sums differ by those.`;
          found.set(names.join(" "), { rule: "pair", columns: names, message });
        }
      }
    }
  }
  return [...found.values()];
}

/** In how many rows two columns differ, counted up to `most`. Missing equals missing. */
function differenceOf(left: Float64Array, right: Float64Array, most: number): number {
  let count = 0;
  for (let row = 0; row < left.length && count < most; row++) {
    if (left[row] !== right[row] && !(Number.isNaN(left[row]) && Number.isNaN(right[row]))) count++;
  }
  return count;
}
