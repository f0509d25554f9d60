import { type ColumnSpec, isNumeric } from "../../schemas/columns.ts";
import type { ReportTable, StageContext } from "../Workload.ts";
import type { CategoryCounts, GroupedColumn, SummaryGroups } from "./groups.ts";
import { NO_GROUP } from "./layout.ts";
import type { Moments } from "./moments.ts";
import { largestStandardisedDifference } from "./smd.ts";
import { type SummarySpec, summaryColumns } from "./spec.ts";
import type { SummaryTable } from "./table.ts";

type Row = ReportTable["rows"][number];

const TABLE_COLUMNS = [
  "name",
  "count",
  "mean",
  "variance",
  "deviation",
  "missing",
  "missingShare",
  "suppressedSites",
  "suppressed",
] as const;

/** A line a numeric column and, where there are categories, a line for each of their levels with its count and share. */
export function columnsTable(context: StageContext<SummarySpec>, table: SummaryTable): ReportTable {
  const { columns, categories } = table;
  const numericRow = (name: string) => {
    const line = columns.find((each) => each.name === name)!;
    return TABLE_COLUMNS.map((field) => line[field]);
  };
  if (categories === undefined) return { columns: TABLE_COLUMNS, rows: columns.map(({ name }) => numericRow(name)) };
  const rows = summaryColumns(context).flatMap((column): Row[] => {
    if (isNumeric(column)) return [[...numericRow(column.name), null, null]];
    const { suppressedSites, suppressed, ...line } = categories.find(({ name }) => name === column.name)!;
    const { missing } = line;
    const missingShare = missing === null ? null : missing / (total(line)! + missing);
    return shares(column, line).map(([value, count, share]) => {
      const moments = [null, null, null];
      return [column.name, count, ...moments, missing, missingShare, suppressedSites, suppressed, value, share];
    });
  });
  return { columns: [...TABLE_COLUMNS, "value", "share"], rows };
}

const GROUP_COLUMNS = ["group", "level", "name", "value", "count", "mean", "deviation", "share", "missing", "smd"];

/** A line a group and column, or level of a category column. Null: withheld, or not defined for this type. */
export function groupsTable(context: StageContext<SummarySpec>, { by, levels, columns }: SummaryGroups): ReportTable {
  const compared = levels.filter((level) => level !== NO_GROUP).length;
  const rows = summaryColumns(context).flatMap((column) => {
    const { parts } = columns.find(({ name }) => name === column.name)!;
    const smd = largestStandardisedDifference(column, parts, compared);
    return levels.flatMap((level, i) =>
      partRows(column, parts, i).map((figures): Row => [by, level, column.name, ...figures, smd]),
    );
  });
  return { columns: GROUP_COLUMNS, rows };
}

/** Value, count, mean, deviation, share and missing. */
function partRows(column: ColumnSpec, parts: GroupedColumn["parts"], place: number): Row[] {
  if (!isNumeric(column)) {
    const part = (parts?.[place] ?? { counts: null, missing: null }) as CategoryCounts;
    return shares(column, part).map(([value, count, share]) => [value, count, null, null, share, part.missing]);
  }
  const part = (parts?.[place] ?? null) as Moments | null;
  if (part === null) return [[null, null, null, null, null, null]];
  return [[null, part.count, part.mean, part.deviation, null, part.missing]];
}

function total({ counts }: CategoryCounts): number | null {
  return counts === null ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** Level, rows and share of the rows with a value. */
function shares(
  column: ColumnSpec,
  line: CategoryCounts,
): [value: string, count: number | null, share: number | null][] {
  const all = total(line);
  const levels = column.type === "category" ? column.levels : [];
  return levels.map((level, i) => {
    const count = line.counts?.[i] ?? null;
    return [level, count, count === null || !all ? null : count / all];
  });
}
