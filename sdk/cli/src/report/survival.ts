import { type CurvePoint, curvePlot } from "./figures/curves.ts";
import { orWithheld, shownNumber, WITHHELD } from "./numbers.ts";
import { peopleTable } from "./peopleTable.ts";
import { hasColumns, type ReportRow, reportRows } from "./rows.ts";
import type { StageView, TableLayout } from "./StageView.ts";

/** "Days since diagnosis, days": what the study calls its time. */
function timeTitle({ spec, labels }: StageView): string {
  const name = typeof spec.time === "string" ? spec.time : "";
  return labels.column(name) === undefined ? "Time" : labels.withUnit(name);
}

/** A group's name: of a yes-or-no column with its label, since "yes" alone tells nothing. */
function groupName(text: string, { spec, labels }: StageView): string {
  if (text === "") return "all";
  const column = [spec.group, spec.by].find((name) => typeof name === "string");
  const level = column === undefined ? text : labels.level(column, text);
  return level === text ? text : `${labels.of(column!)}: ${level}`;
}

/** Survival by group with the number at risk below (Pocock, Clayton and Altman, Lancet 2002;359:1686). */
export const survivalLayout: TableLayout = {
  title: "Survival",
  reading:
    "The curve is the share without the event (Kaplan-Meier), the shade its 95 % interval. It breaks where counts are withheld.",
  isFolded: true,
  people: (table, view) =>
    peopleTable(table, {
      headings: { atRisk: "At risk" },
      intervals: { survival: ["lower", "upper"] },
      texts: { group: (group) => groupName(group, view) },
      nulls: { group: () => "all" },
    }),
  figure(table, view) {
    if (!hasColumns(table, ["time", "survival"])) return undefined;
    const byGroup = Map.groupBy(reportRows(table), (row) => groupName(row.text("group"), view));
    const groups = [...byGroup].map(([name, rows]) => ({ name, rows, points: pointsOf(rows) }));
    const last = Math.max(0, ...reportRows(table).map((row) => row.number("time") ?? 0)) || 1;
    const title = `Survival (${view.stage})`;
    const ends = groups.map(
      ({ name, points }) => `${name} ends at ${orWithheld(points.findLast(({ y }) => y !== null)?.y, shownNumber)}`,
    );
    return {
      name: "survival",
      hasPhoneForm: true,
      draw: (room) =>
        curvePlot(
          {
            id: `${view.stage}-survival`,
            title,
            description: `Share without the event to time ${shownNumber(last)}, in ${groups.length} groups: ${ends.join("; ")}.`,
            xTitle: timeTitle(view),
            yTitle: "Share without the event",
            xDomain: [0, last],
            yDomain: [0, 1],
            curves: groups,
            isStepped: true,
            countsBelow: {
              heading: "Number at risk",
              count: (curve, at) => atRisk(groups[curve]!.rows, at),
            },
          },
          room,
        ),
    };
  },
};

/** Everybody is without the event at the start, which a table that begins at the first event does not say. */
function pointsOf(rows: readonly ReportRow[]): CurvePoint[] {
  const points = rows.map((row) => ({
    x: row.number("time"),
    y: row.number("survival"),
    lower: row.number("lower"),
    upper: row.number("upper"),
  }));
  const first = points[0]?.x ?? 0;
  return first > 0 ? [{ x: 0, y: 1, lower: 1, upper: 1 }, ...points] : points;
}

/** How many are still under observation just before a time: the first row from then on says so. */
function atRisk(rows: readonly ReportRow[], at: number): string {
  const row = rows.find((candidate) => (candidate.number("time") ?? -1) >= at - 1e-9);
  return row === undefined ? "–" : orWithheld(row.number("atRisk"), shownNumber);
}

export const mediansLayout: TableLayout = {
  title: "Median survival",
  reading: "The time by which half of a group had the event. Where the curve stays above one half there is none.",
  people: (table, view) =>
    peopleTable(table, {
      headings: { median: `Median, ${timeUnit(view)}` },
      intervals: { median: ["lower", "upper"] },
      nulls: { group: () => "all", median: (row) => (row.number("events") === null ? WITHHELD : "not reached") },
      texts: { group: (group) => groupName(group, view) },
    }),
};

function timeUnit({ spec, labels }: StageView): string {
  return (typeof spec.time === "string" ? labels.unit(spec.time) : "") || "time";
}
