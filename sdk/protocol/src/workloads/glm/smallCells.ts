import { withheldCells } from "../cells.ts";
import type { GlmLayout } from "./layout.ts";
import type { GlmPlace } from "./spec.ts";

/** Counts among the rows of a fit: what the sums let be read off. */
export interface GlmCells {
  readonly rows: number;
  /** Σ y, of the outcome's own values unless gaussian. */
  readonly outcome: number;
  /** Of each 0/1 column of the design, in the layout's order. */
  readonly ones: readonly number[];
  /** Of each level of a multinomial outcome but the first. */
  readonly classes: readonly number[];
}

/**
 * The first term or outcome of which a fit would show a small count: a 0/1 outcome or column on either side, a category's level
 * (the first among them), a product of such, or all events of a poisson outcome. Undefined where there is none.
 *
 * @param allowed columns that a site's committee allowed by name; over all sites nobody can allow any
 */
export function smallCellOf(
  { stage }: GlmPlace,
  layout: GlmLayout,
  cells: GlmCells,
  minimumCell: number,
  allowed: readonly string[] = [],
): string | undefined {
  const { rows, outcome, ones, classes } = cells;
  const groups = [...groupsOf(layout)].map(([name, { columns, places }]) => ({
    name,
    columns,
    counts: places.map((place) => ones[place]!),
  }));
  if (stage.family === "binomial") groups.unshift({ name: stage.outcome, columns: [stage.outcome], counts: [outcome] });
  if (stage.family === "multinomial") {
    groups.unshift({ name: stage.outcome, columns: [stage.outcome], counts: [...classes] });
  }
  const hasFewEvents = stage.family === "poisson" && outcome > 0 && outcome < minimumCell;
  if (hasFewEvents && !allowed.includes(stage.outcome)) return stage.outcome;
  return groups.find(
    ({ columns, counts }) => !columns.some((name) => allowed.includes(name)) && isSmall(counts, rows, minimumCell),
  )?.name;
}

/** The 0/1 columns of one category stand together, since the rows without any of them are of its first level. */
function groupsOf({ design, indicators }: GlmLayout): Map<string, { columns: string[]; places: number[] }> {
  const groups = new Map<string, { columns: string[]; places: number[] }>();
  indicators.forEach((column, place) => {
    const { name, factors } = design[column]!;
    const key = factors.length === 1 ? factors[0]!.column : name;
    const group = groups.get(key) ?? { columns: factors.map((factor) => factor.column), places: [] };
    group.places.push(place);
    groups.set(key, group);
  });
  return groups;
}

function isSmall(counts: readonly number[], rows: number, minimumCell: number): boolean {
  const cells = [...counts, rows - counts.reduce((sum, count) => sum + count, 0)];
  if (cells.some((count) => count < 0)) return true;
  const names = cells.map((_, i) => `${i}`);
  const table = {
    cells: { ...Object.fromEntries(cells.map((count, i) => [`${i}`, count])), rows },
    sums: [{ total: "rows", of: names }],
    known: ["rows"],
  };
  return withheldCells(table, minimumCell).size > 0;
}
