import { type ColumnSpec, isNumeric } from "../../schemas/columns.ts";

/** The group of rows without a value of `by`: a group of its own, so that groups add up to the whole. */
export const NO_GROUP = "(missing)";

/**
 * Where a column's cells stand in a contribution: one part for each group, or one for all rows, and then `suppressedSites`. A numeric
 * part is count, sum and squares of u, and missing; a category's is a count for each level, and missing.
 */
export interface SummaryBlock {
  readonly column: ColumnSpec;
  readonly offset: number;
  readonly parts: number;
  /** Coordinates of one part. */
  readonly partWidth: number;
}

/** Names of the groups, in order: levels, and rows without one where the column may be missing. */
export function groupNames(by: ColumnSpec): readonly string[] {
  const levels = by.type === "category" ? by.levels : ["0", "1"];
  return by.required === true ? levels : [...levels, NO_GROUP];
}

export function summaryBlocks(columns: readonly ColumnSpec[], by: ColumnSpec | undefined): SummaryBlock[] {
  const parts = by === undefined ? 1 : groupNames(by).length;
  let offset = 0;
  return columns.map((column) => {
    const partWidth = isNumeric(column) ? 4 : column.levels.length + 1;
    const block = { column, offset, parts, partWidth };
    offset += parts * partWidth + 1;
    return block;
  });
}

/** All blocks, and last the number of rows. */
export function vectorLength(blocks: readonly SummaryBlock[]): number {
  return blocks.reduce((length, { parts, partWidth }) => length + parts * partWidth + 1, 1);
}

/** A block's parts, and how many sites held it back. */
export function readBlock(
  { offset, parts, partWidth }: SummaryBlock,
  vector: Float64Array,
): { parts: Float64Array[]; suppressedSites: number } {
  const start = (part: number) => offset + part * partWidth;
  return {
    parts: Array.from({ length: parts }, (_, part) => vector.subarray(start(part), start(part + 1))),
    suppressedSites: vector[start(parts)]!,
  };
}

/** All groups together. */
export function addParts(parts: readonly Float64Array[]): Float64Array {
  return parts[0]!.map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0));
}

/** Whether a part's coordinate is a number of rows. */
export function isCountCell({ column }: Pick<SummaryBlock, "column">, i: number): boolean {
  return !isNumeric(column) || i === 0 || i === 3;
}

/** Rows of a part. */
export function rowsOfPart(block: Pick<SummaryBlock, "column">, part: Float64Array): number {
  return part.reduce((sum, value, i) => sum + (isCountCell(block, i) ? value : 0), 0);
}
