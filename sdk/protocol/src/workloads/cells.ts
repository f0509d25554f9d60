/** Counts of patients that are published together, with what of them adds up to what. Small tables: 1,000 cells take seconds. */
export interface CountTable {
  /** Every count by name, totals included; whole numbers from 0. */
  readonly cells: Readonly<Record<string, number>>;
  /** Each total and the cells that it is the sum of. */
  readonly sums: readonly { readonly total: string; readonly of: readonly string[] }[];
  /** Counts that are published in any case, such as the size of the cohort. */
  readonly known?: readonly string[];
}

/**
 * The cells of a table that must not be published: those of 1 to `minimumCell` - 1 patients (primary suppression), and as many
 * more as it takes that none of them can be computed back from totals and complements (complementary suppression; Willenborg
 * and de Waal, Elements of Statistical Disclosure Control, 2001, ch. 4).
 *
 * A small cell counts as protected when another table of whole numbers from 0 agrees with all that is published and moves the cell
 * over at least `minimumCell` values. If nothing is left to withhold, all but `known` is withheld.
 *
 * @example withheldCells({ cells: { yes: 2, no: 40, missing: 9, rows: 51 }, sums: [{ total: "rows", of: ["yes", "no", "missing"] }],
 *   known: ["rows"] }, 5) // yes and, since 51 - 40 - 9 = 2, missing
 */
export function withheldCells({ cells, sums, known = [] }: CountTable, minimumCell: number): Set<string> {
  const free = Object.keys(cells).filter((name) => !known.includes(name));
  const isSmall = (name: string) => cells[name]! > 0 && cells[name]! < minimumCell;
  const small = free.filter(isSmall);
  const withheld = new Set(small);
  const totals = new Set(sums.map(({ total }) => total));
  const places = new Map(free.map((name) => [name, sums.flatMap((sum, i) => (isIn(sum, name) ? [i] : []))]));
  for (;;) {
    const exposed = small.find((name) => !isProtected(name, withheld, { cells, sums }, minimumCell));
    if (exposed === undefined) return withheld;
    const isNear = (name: string) => places.get(name)!.some((i) => reachedFrom(exposed, withheld, places).has(i));
    // Inner cells before totals, and small before large: what is lost is what matters least.
    const candidates = free
      .filter((name) => !withheld.has(name) && isNear(name))
      .sort((a, b) => rank(a) - rank(b) || cells[a]! - cells[b]!);
    const [first] = candidates;
    if (first === undefined) return new Set([...withheld, ...free.filter((name) => places.get(name)!.length > 0)]);
    const enough = candidates.find((name) =>
      isProtected(exposed, new Set([...withheld, name]), { cells, sums }, minimumCell),
    );
    withheld.add(enough ?? first);
  }

  /** A zero hides little, since many zeros are known from elsewhere: it comes last. */
  function rank(name: string): number {
    return (totals.has(name) ? 1 : 0) + (cells[name] === 0 ? 2 : 0);
  }
}

/** Whether {@link withheldCells} names any: a table that is published as a whole or not at all needs no more. */
export function hasSmallCell({ cells, known = [] }: CountTable, minimumCell: number): boolean {
  return Object.entries(cells).some(([name, count]) => !known.includes(name) && count > 0 && count < minimumCell);
}

function isIn({ total, of }: CountTable["sums"][number], name: string): boolean {
  return total === name || of.includes(name);
}

/** The sums that a cell is in, those that a withheld cell in them is in, and so on. */
function reachedFrom(
  start: string,
  withheld: ReadonlySet<string>,
  places: ReadonlyMap<string, readonly number[]>,
): Set<number> {
  const reached = new Set(places.get(start));
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const name of withheld) {
      const own = places.get(name)!;
      if (own.some((i) => reached.has(i))) for (const i of own) reached.add(i);
    }
  }
  return reached;
}

/**
 * Whether the withheld cells can move so that this one takes at least `minimumCell` values while all sums hold. It looks at one
 * move, so it may call a cell exposed that is not, never the reverse.
 */
function isProtected(
  name: string,
  withheld: ReadonlySet<string>,
  { cells, sums }: Pick<CountTable, "cells" | "sums">,
  minimumCell: number,
): boolean {
  // Large cells first: they become the pivots, which the move changes. The cell itself last: it then moves unless it is fixed.
  const order = [...withheld].filter((other) => other !== name).sort((a, b) => cells[b]! - cells[a]!);
  const names = [...order, name];
  const rows = sums.map(({ total, of }) => names.map((each) => (of.includes(each) ? 1 : 0) - (each === total ? 1 : 0)));
  const move = lastMove(rows, names.length);
  if (move === undefined || !move.every(Number.isInteger)) return false;
  let up = Number.POSITIVE_INFINITY;
  let down = Number.POSITIVE_INFINITY;
  for (const [i, step] of move.entries()) {
    if (step < 0) up = Math.min(up, Math.floor(cells[names[i]!]! / -step));
    if (step > 0) down = Math.min(down, Math.floor(cells[names[i]!]! / step));
  }
  return up + down >= minimumCell;
}

/**
 * The vector v with A v = 0, v = 1 in the last column and 0 in every other column without a pivot (Gauss-Jordan elimination).
 * Undefined where the last column has a pivot: its unknown is determined.
 */
function lastMove(matrix: readonly number[][], width: number): number[] | undefined {
  const rows = matrix.map((row) => [...row]);
  const pivots: number[] = [];
  let top = 0;
  for (let column = 0; column < width && top < rows.length; column++) {
    let best = top;
    for (let i = top; i < rows.length; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
    }
    if (Math.abs(rows[best]![column]!) < 1e-9) continue;
    [rows[top], rows[best]] = [rows[best]!, rows[top]!];
    const pivot = rows[top]!;
    const lead = pivot[column]!;
    for (let j = 0; j < width; j++) pivot[j]! /= lead;
    for (const [i, row] of rows.entries()) {
      const factor = row[column]!;
      if (i === top || factor === 0) continue;
      for (let j = column; j < width; j++) row[j]! -= factor * pivot[j]!;
    }
    pivots.push(column);
    top += 1;
  }
  if (pivots.includes(width - 1)) return undefined;
  const move = new Array<number>(width).fill(0);
  move[width - 1] = 1;
  for (const [i, column] of pivots.entries()) {
    const step = -rows[i]![width - 1]!;
    move[column] = Math.abs(step - Math.round(step)) < 1e-9 ? Math.round(step) + 0 : step;
  }
  return move;
}
