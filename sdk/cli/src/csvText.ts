import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";

/**
 * A table as RFC 4180 CSV with a header. Numbers are written in full, an absent or withheld value as an empty cell, so
 * that R's read.csv and pandas read it without options.
 *
 * @example csvText({ columns: ["name", "mean"], rows: [["age", 61.5], ["bmi", null]] }) // "name,mean\nage,61.5\nbmi,\n"
 */
export function csvText({ columns, rows }: ReportTable): string {
  const lines = [columns, ...rows].map((cells) => cells.map(cellText).join(","));
  return `${lines.join("\n")}\n`;
}

function cellText(cell: string | number | boolean | null): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
