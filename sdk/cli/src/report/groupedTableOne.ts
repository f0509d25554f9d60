import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import type { Labels } from "./Labels.ts";
import { orWithheld, shownNumber, shownPercent, WITHHELD } from "./numbers.ts";
import type { PeopleCell, PeopleTable } from "./peopleTable.ts";
import { type ReportRow, reportRows } from "./rows.ts";

/** A summary's groups side by side: a column for each level, and by how many standard deviations they differ. */
export function groupedTableOne(table: ReportTable, labels: Labels): PeopleTable {
  const lines = reportRows(table);
  const levels = [...new Set(lines.map((line) => line.text("level")))];
  const byCharacteristic = new Map<string, ReportRow[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.text("name"), line.text("value")]);
    byCharacteristic.set(key, [...(byCharacteristic.get(key) ?? []), line]);
  }
  const group = lines[0]?.text("group") ?? "";
  return {
    headings: [
      "Characteristic",
      ...levels.map((level) => `${labels.of(group)}: ${labels.level(group, level)}`),
      "Standardised difference",
    ],
    rows: [...byCharacteristic.values()].map((own) => [
      headOf(own[0]!, labels),
      ...levels.map((level) => cellOf(own.find((line) => line.text("level") === level)!, labels)),
      differenceOf(own),
    ]),
  };
}

function headOf(line: ReportRow, labels: Labels): PeopleCell {
  const [name, value] = [line.text("name"), line.text("value")];
  if (value === "") return { text: labels.withUnit(name), values: [name, null] };
  return { text: `${labels.of(name)}: ${value}`, values: [name, value] };
}

/** Mean (SD) of a quantity, share (patients) of a yes-or-no column or a level; and how many have no value. */
function cellOf(line: ReportRow, labels: Labels): PeopleCell {
  const [count, mean, deviation, share, missing] = ["count", "mean", "deviation", "share", "missing"].map((column) =>
    line.number(column),
  ) as (number | null)[];
  const values = [count!, mean!, deviation!, share!, missing!];
  if (count === null) return { text: WITHHELD, values };
  const type = labels.column(line.text("name"))?.type ?? "number";
  const absent = missing! > 0 ? `; ${shownNumber(missing!)} missing` : "";
  if (type === "category") return { text: `${shownNumber(count!)} (${shareText(share!)})${absent}`, values };
  if (mean === null) return { text: `no value${absent}`, values };
  if (type === "binary" || type === "event") return { text: `${shownPercent(mean!)}${absent}`, values };
  return { text: `${shownNumber(mean!)} (${orWithheld(deviation!, shownNumber)})${absent}`, values };
}

function shareText(share: number | null): string {
  return share === null ? "no patient" : shownPercent(share);
}

/** Null where a group is withheld, or where nothing scatters. */
function differenceOf(lines: readonly ReportRow[]): PeopleCell {
  const smd = lines[0]!.number("smd");
  if (smd !== null) return { text: shownNumber(smd), values: [smd] };
  return { text: lines.some((line) => line.number("count") === null) ? WITHHELD : "not defined", values: [smd] };
}
