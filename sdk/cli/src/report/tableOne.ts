import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import type { Labels } from "./Labels.ts";
import { orWithheld, shownNumber, shownPercent, WITHHELD } from "./numbers.ts";
import type { PeopleCell, PeopleTable } from "./peopleTable.ts";
import { type ReportRow, reportRows } from "./rows.ts";

/** A summary's columns as clinicians know them: mean (SD) of a quantity, the share of a yes-or-no column, and what is missing. */
export function tableOne(table: ReportTable, labels: Labels): PeopleTable {
  return {
    headings: [
      "Characteristic",
      "Patients with a value",
      "Mean (SD), or share",
      "Missing",
      "Sites that held theirs back",
    ],
    rows: reportRows(table).map((row) => lineOf(row, labels)),
  };
}

function lineOf(row: ReportRow, labels: Labels): PeopleCell[] {
  const name = row.text("name");
  const value = row.text("value");
  const [count, missing, share] = ["count", "missing", "missingShare"].map((column) => row.number(column));
  const missingText = missing === null ? WITHHELD : `${shownNumber(missing!)} (${orWithheld(share, shownPercent)})`;
  return [
    value === ""
      ? { text: labels.withUnit(name), values: [name] }
      : { text: `${labels.of(name)}: ${value}`, values: [name, value] },
    { text: orWithheld(count, shownNumber), values: [count!] },
    middleOf(row, labels.column(name)?.type ?? "number"),
    { text: missingText, values: [missing!, share!] },
    { text: orWithheld(row.number("suppressedSites"), shownNumber), values: [row.number("suppressedSites")] },
  ];
}

function middleOf(row: ReportRow, type: string): PeopleCell {
  if (type === "category")
    return { text: orWithheld(row.number("share"), shownPercent), values: [row.number("share")] };
  const [mean, deviation] = [row.number("mean"), row.number("deviation")];
  if (mean === null) return { text: WITHHELD, values: [mean, deviation] };
  if (type === "binary" || type === "event") return { text: shownPercent(mean), values: [mean] };
  return { text: `${shownNumber(mean)} (${orWithheld(deviation, shownNumber)})`, values: [mean, deviation] };
}
