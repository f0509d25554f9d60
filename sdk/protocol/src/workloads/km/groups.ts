import { type CountTable, withheldCells } from "../cells.ts";
import type { GroupCounts } from "./curve.ts";

/** One curve's counts over all survivors, as they are in the sum. */
export interface GroupSum extends GroupCounts {
  readonly name: string;
  /** Sites that held the group back, because their own count was small or would have given a small one back. */
  readonly heldBackSites: number;
}

/** What a finished round leaves: the sum by its names. Whole numbers, not yet made fit to be shown. */
export interface KmSums {
  readonly groups: readonly GroupSum[];
  /** Rows without a group, at the sites that told. */
  readonly leftOut: number;
  readonly leftOutHeldBackSites: number;
  /** Rows of all survivors' cohorts. */
  readonly rows: number;
  readonly sites: number;
}

/** Names a group's number of rows in {@link rowCells}, so that no level takes the name of another count. */
export const rowsOf = (group: string) => `rows of ${group}`;

/**
 * The counts of rows that a contribution gives away, for `withheldCells`: rows of each group and rows left out add up to the cohort,
 * whose size is known anyway.
 *
 * @param counts.heldBack Of a sum: rows of the cohorts that are in none of its counts.
 */
export function rowCells(
  groups: readonly { readonly name: string; readonly rows: number }[],
  { leftOut, heldBack = 0 }: { leftOut: number; heldBack?: number },
): CountTable {
  const inner = { ...Object.fromEntries(groups.map(({ name, rows }) => [rowsOf(name), rows])), leftOut, heldBack };
  const total = Object.values(inner).reduce((sum, count) => sum + count, 0);
  return {
    cells: { ...inner, rows: total },
    sums: [{ total: "rows", of: Object.keys(inner) }],
    known: ["rows"],
  };
}

/** Rows that no count of the sum has. */
export function heldBackRows({ groups, leftOut, rows }: KmSums): number {
  return rows - leftOut - groups.reduce((sum, group) => sum + group.rows, 0);
}

/** What of a sum's rows is shown: null where small, or where it would give a small count back. */
export interface ShownRows {
  /** Names of the groups that are not shown. */
  readonly withheld: ReadonlySet<string>;
  readonly leftOut: number | null;
  readonly heldBackRows: number | null;
}

export function shownRows(sums: KmSums, minimumCell: number): ShownRows {
  const { groups, leftOut } = sums;
  const heldBack = heldBackRows(sums);
  const withheld = withheldCells(rowCells(groups, { leftOut, heldBack }), minimumCell);
  return {
    withheld: new Set(groups.map(({ name }) => name).filter((name) => withheld.has(rowsOf(name)))),
    leftOut: withheld.has("leftOut") ? null : leftOut,
    heldBackRows: withheld.has("heldBack") ? null : heldBack,
  };
}
