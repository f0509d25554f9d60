import { type ColumnSpec, isNumeric } from "../../schemas/columns.ts";
import type { CountTable } from "../cells.ts";
import { hasSmallCell } from "../cells.ts";
import { addParts, rowsOfPart } from "./layout.ts";
import { type Moments, momentsOf, onesOf, summaryCells } from "./moments.ts";

/** Rows by level of a category column, in the order of its levels. Null where withheld. */
export interface CategoryCounts {
  readonly counts: readonly number[] | null;
  readonly missing: number | null;
}

/** A category column over all survivors' cohorts. */
export interface CategorySummary extends CategoryCounts {
  readonly name: string;
  readonly suppressedSites: number;
  readonly suppressed: boolean;
}

/** A column's figures in each group, in the order of the groups. Null: withheld in every group, so that no other gives one back. */
export interface GroupedColumn {
  readonly name: string;
  readonly suppressedSites: number;
  readonly parts: readonly (Moments | CategoryCounts)[] | null;
}

export interface SummaryGroups {
  readonly by: string;
  readonly levels: readonly string[];
  readonly columns: readonly GroupedColumn[];
}

/** A column's sums, see `readBlock`. */
interface Sums {
  readonly parts: readonly Float64Array[];
  readonly suppressedSites: number;
}

/**
 * The counts of patients in a column's parts, and what they add up to: a part's cells its rows, and each cell over the parts the
 * whole's. The number of all rows is known.
 */
export function groupCells(column: ColumnSpec, parts: readonly Float64Array[]): CountTable {
  const inner = parts.map((part) => Object.entries(cellsOf(column, part)));
  const whole = Object.entries(cellsOf(column, addParts(parts)));
  const name = (part: number, cell: string) => `${part} ${cell}`;
  const cells = [
    ...inner.flatMap((own, part) => own.map(([cell, count]) => [name(part, cell), count] as const)),
    ...parts.map((part, i) => [name(i, "rows"), rowsOfPart({ column }, part)] as const),
    ...whole.map(([cell, count]) => [`all ${cell}`, count] as const),
    ["all rows", rowsOfPart({ column }, addParts(parts))] as const,
  ];
  return {
    cells: Object.fromEntries(cells),
    sums: [
      ...inner.map((own, part) => ({ total: name(part, "rows"), of: own.map(([cell]) => name(part, cell)) })),
      ...[...whole.map(([cell]) => cell), "rows"].map((cell) => ({
        total: `all ${cell}`,
        of: parts.map((_, part) => name(part, cell)),
      })),
    ],
    known: ["all rows"],
  };
}

function cellsOf(column: ColumnSpec, part: Float64Array): Record<string, number> {
  if (isNumeric(column)) {
    const counts = { count: part[0]!, missing: part[3]!, ones: onesOf(part) };
    const { rows: _, ...cells } = summaryCells(column, counts).cells;
    return cells;
  }
  const levels = column.levels.map((_, i) => [`level ${i}`, part[i]!]);
  return { ...Object.fromEntries(levels), missing: part[column.levels.length]! };
}

/** A category column's line: all levels, or none. */
export function summariseCategory(
  column: ColumnSpec,
  { parts, suppressedSites }: Sums,
  minimumCell: number,
): CategorySummary {
  const whole = [addParts(parts)];
  const suppressed = isWithheldWhole(column, whole, minimumCell);
  const hidden = { counts: null, missing: null };
  return { name: column.name, ...(suppressed ? hidden : countsOf(whole[0]!)), suppressedSites, suppressed };
}

/** A column's figures by group: all groups, or none. */
export function summariseGroups(
  column: ColumnSpec,
  { parts, suppressedSites }: Sums,
  { minimumCell, sites }: { minimumCell: number; sites: number },
): GroupedColumn {
  const figures = (part: Float64Array) => (isNumeric(column) ? momentsOf(column, part, sites) : countsOf(part));
  const isWithheld = isWithheldWhole(column, parts, minimumCell);
  return { name: column.name, suppressedSites, parts: isWithheld ? null : parts.map(figures) };
}

/**
 * Whether a column's parts are withheld: all of them where any count is small, or where there is no row at all. With two groups and
 * their sum published, one withheld group takes the other with it in any case.
 */
export function isWithheldWhole(column: ColumnSpec, parts: readonly Float64Array[], minimumCell: number): boolean {
  if (parts.every((part) => rowsOfPart({ column }, part) === 0)) return true;
  return hasSmallCell(groupCells(column, parts), minimumCell);
}

function countsOf(part: Float64Array): CategoryCounts {
  return { counts: [...part.subarray(0, -1)], missing: part.at(-1)! };
}
