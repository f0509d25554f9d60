import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { nameInWords } from "./Labels.ts";
import { type Markup, markup } from "./markup.ts";
import { orWithheld, shownInterval, shownNumber, shownP, shownShare, WITHHELD } from "./numbers.ts";
import { type ReportCell, ReportRow } from "./rows.ts";

/** A cell for people, and the figures that it shows, exactly as the result has them. */
export interface PeopleCell {
  readonly text: string;
  readonly values: readonly ReportCell[];
}

/** A table as people read it. */
export interface PeopleTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly PeopleCell[])[];
}

/** How a table's columns are shown; what is not named is shown as it is. */
export interface TableStyle {
  readonly headings?: Readonly<Record<string, string>>;
  readonly formats?: Readonly<Record<string, (value: number, row: ReportRow) => string>>;
  /** A figure's column with those of its interval's ends: one column for people. */
  readonly intervals?: Readonly<Record<string, readonly [lower: string, upper: string]>>;
  /** Columns without any value where the kind of model has none, such as ratios of a linear model: not shown then. */
  readonly optional?: readonly string[];
  /** Words for a text, given its row. */
  readonly texts?: Readonly<Record<string, (text: string, row: ReportRow) => string>>;
  /** Columns that come first, in this order. */
  readonly order?: readonly string[];
  /** What a null means in these columns and their intervals, where it is not "withheld". */
  readonly nulls?: Readonly<Record<string, (row: ReportRow) => string>>;
}

/** Columns that mean the same wherever they stand. */
const FORMATS: NonNullable<TableStyle["formats"]> = {
  pValue: shownP,
  auc: shownShare,
  sensitivity: shownShare,
  specificity: shownShare,
  falsePositiveRate: shownShare,
  ppv: shownShare,
  npv: shownShare,
  f1: shownShare,
  accuracy: shownShare,
  gap: shownShare,
  survival: shownShare,
  meanPredicted: shownShare,
  observed: shownShare,
};

/** A result's table for people: sensible digits, intervals beside their figures, and a word for what is withheld. */
export function peopleTable(table: ReportTable, style: TableStyle = {}): PeopleTable {
  const { columns, rows } = table;
  const intervals = { ...namedIntervals(columns), ...style.intervals };
  const place = new Map(columns.map((column, i) => [column, i]));
  const ends = new Set(Object.entries(intervals).flatMap(([main, pair]) => (place.has(main) ? pair : [])));
  const isEmpty = (column: string) =>
    rows.length > 0 && rows.every((cells) => (cells[place.get(column)!] ?? null) === null);
  const ordered = [...(style.order ?? []).filter((column) => place.has(column)), ...columns];
  const shown = [...new Set(ordered)].filter(
    (column) => !ends.has(column) && !(style.optional?.includes(column) && isEmpty(column)),
  );
  const cellOf = (cells: readonly ReportCell[], column: string): PeopleCell => {
    const own = cells[place.get(column)!] ?? null;
    const row = new ReportRow(columns, cells);
    const format = (value: number) => (style.formats?.[column] ?? FORMATS[column] ?? shownNumber)(value, row);
    const absent = style.nulls?.[column]?.(row) ?? WITHHELD;
    const pair = intervals[column];
    const others = pair?.map((end) => (place.has(end) ? (cells[place.get(end)!] ?? null) : null));
    if (others !== undefined && [own, ...others].every((cell) => cell === null || typeof cell === "number")) {
      const values = [own, ...others] as (number | null)[];
      return { text: shownInterval(values, format, absent), values };
    }
    if (own === null) return { text: absent, values: [own] };
    if (typeof own === "boolean") return { text: own ? "yes" : "no", values: [own] };
    if (typeof own === "number") return { text: orWithheld(own, format), values: [own] };
    return { text: style.texts?.[column]?.(own, row) ?? own, values: [own] };
  };
  return {
    headings: shown.map(
      (column) => (style.headings?.[column] ?? nameInWords(column)) + (intervals[column] ? " (95 % CI)" : ""),
    ),
    rows: rows.map((cells) => shown.map((column) => cellOf(cells, column))),
  };
}

/** `sensitivity` with `sensitivityLower` and `sensitivityUpper`, and the like. */
function namedIntervals(columns: readonly string[]): Record<string, [string, string]> {
  const has = new Set(columns);
  const named = columns.filter((column) => has.has(`${column}Lower`) && has.has(`${column}Upper`));
  return Object.fromEntries(named.map((column) => [column, [`${column}Lower`, `${column}Upper`]]));
}

/** The table as HTML. `data-values` has the figures as the result has them, for programs and tests. */
export function tableElement({ headings, rows }: PeopleTable, caption: string): Markup {
  const isNumber = headings.map((_, i) =>
    rows.some((cells) => cells[i]!.values.some((value) => typeof value === "number")),
  );
  const side = (i: number) => (isNumber[i] ? "number" : "text");
  const head = headings.map((heading, i) => markup`<th scope="col" class="${side(i)}">${cellText(heading)}</th>`);
  const lines = rows.map((cells) => {
    const tds = cells.map(({ text, values }, i) => {
      const kind = text === WITHHELD ? `${side(i)} withheld` : side(i);
      return markup`<td class="${kind}" data-values="${JSON.stringify(values)}">${cellText(text)}</td>`;
    });
    return markup`<tr>${tds}</tr>\n`;
  });
  return markup`<div class="scroll"><table><caption class="unseen">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${lines}</tbody></table></div>`;
}

/** What stands in brackets at the end may have a line of its own, but an interval is not broken. */
function cellText(text: string): Markup {
  const [, figure, interval] = /^([^()]+) (\([^()]+ (?:to|%) [^()]+\))$/.exec(text) ?? [];
  if (figure === undefined) return markup`${text}`;
  return markup`${figure} <span class="whole">${interval}</span>`;
}
