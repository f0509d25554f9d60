import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";

export type ReportCell = ReportTable["rows"][number][number];

/** A table's row by column name. */
export class ReportRow {
  readonly #cells: ReadonlyMap<string, ReportCell>;

  constructor(columns: readonly string[], cells: readonly ReportCell[]) {
    this.#cells = new Map(columns.map((column, i) => [column, cells[i] ?? null]));
  }

  /** A finite number, or null: withheld, absent, or no number. */
  number(column: string): number | null {
    const cell = this.#cells.get(column);
    return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
  }

  text(column: string): string {
    const cell = this.#cells.get(column) ?? null;
    return cell === null ? "" : String(cell);
  }
}

export function reportRows({ columns, rows }: ReportTable): ReportRow[] {
  return rows.map((cells) => new ReportRow(columns, cells));
}

/** Whether a table has all of these columns. */
export function hasColumns({ columns }: ReportTable, needed: readonly string[]): boolean {
  return needed.every((column) => columns.includes(column));
}

/**
 * A figure with its interval in a document: `auc: 0.8`, `auc: {value, lower, upper}` (or `estimate`), or `auc`, `aucLower` and
 * `aucUpper`. Undefined where there is none.
 */
export function intervalIn(
  document: Readonly<Record<string, unknown>>,
  name: string,
): readonly [value: number, lower: number | null, upper: number | null] | undefined {
  const found = document[name];
  const isObject = typeof found === "object" && found !== null;
  const fields = isObject ? (found as Record<string, unknown>) : document;
  const value = isObject ? (fields.value ?? fields.estimate) : found;
  const [lower, upper] = isObject ? [fields.lower, fields.upper] : [fields[`${name}Lower`], fields[`${name}Upper`]];
  const number = (end: unknown) => (typeof end === "number" && Number.isFinite(end) ? end : null);
  return number(value) === null ? undefined : [number(value)!, number(lower), number(upper)];
}
