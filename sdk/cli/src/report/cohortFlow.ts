import { stageTitle } from "./layouts.ts";
import { type Markup, markup } from "./markup.ts";
import { shownNumber } from "./numbers.ts";
import { participationOf, siteLabel } from "./participation.ts";
import type { ReportedStage, ReportInput } from "./ReportInput.ts";
import { reportRows } from "./rows.ts";

/**
 * From the consortium to the patients behind each stage, with who was left out, as far as public data tell. How many patients a
 * rule left out is known to each site alone.
 */
export function cohortFlow(input: ReportInput): Markup {
  const { study, sites, stages } = input;
  const { document } = study;
  const required = document.columns
    .filter((column) => column.required === true)
    .map(({ name, label }) => label ?? name);
  const rules = [
    "no valid consent to this study's purpose and data when a round began",
    ...(required.length === 0 ? [] : [`no value of ${required.join(", ")}`]),
    ...(document.split === undefined ? [] : ["set aside for testing, before a stage that trains"]),
  ];
  const absent = sites.filter(({ index }) =>
    stages.every(({ sums }) => sums.every(({ survivors }) => !survivors.includes(index))),
  );
  const absentNames = absent.map(({ index }) => siteLabel(sites, index)).join(", ");
  const absence = markup`<p class="out">Took part in no sum: ${absentNames}.</p>`;
  return markup`<ol class="flow">
<li>${plural(sites.length, "site")} in the consortium
${absent.length === 0 ? undefined : absence}</li>
<li>At each site: the patients that the study's query selects
<p class="out">Left out: ${rules.join("; ")}. How many, only each site knows.
A site with fewer than ${document.minimumCohort} patients takes no part.</p></li>
<li>In the sums over the sites
<ul class="stages">${stages.map((stage) =>
    stageBox(
      stage,
      input,
      absent.map(({ index }) => index),
    ),
  )}</ul></li>
</ol>\n`;
}

/** @param absent sites in no sum of the study, which are named once above */
function stageBox(stage: ReportedStage, { sites, study }: ReportInput, absent: readonly number[]): Markup {
  const { always, sometimes, never } = participationOf(stage, sites);
  const { rows } = stage.report.document;
  const missing = never.filter((index) => !absent.includes(index));
  const patients = typeof rows === "number" ? `, ${shownNumber(rows)} patients` : "";
  const names = (indices: readonly number[]) => indices.map((index) => siteLabel(sites, index)).join(", ");
  const lines = [
    ...(sometimes.length === 0 ? [] : [`In some of its ${stage.sums.length} sums only: ${names(sometimes)}.`]),
    ...(missing.length === 0 ? [] : [`In none of its sums: ${names(missing)}.`]),
    ...suppression(stage, study.document.minimumCell),
    ...(typeof rows === "number" ? [] : ["Its number of patients is not published."]),
  ];
  const counted = plural(always.length + sometimes.length, "site");
  return markup`<li><b>${stageTitle(stage.workload)}</b> (${stage.stage})<br>${counted}${patients}
${lines.map((line) => markup`<p class="out">${line}</p>`)}</li>\n`;
}

/** Of how many columns sites held their figures back, or the sum was too small. */
function suppression({ report }: ReportedStage, minimumCell: number): string[] {
  const lines = Object.values(report.tables)
    .filter(({ columns }) => columns.includes("suppressedSites"))
    .flatMap(reportRows);
  const held = lines.filter((row) => (row.number("suppressedSites") ?? 0) > 0).length;
  const withheld = lines.filter((row) => row.text("suppressed") === "true").length;
  return [
    ...(held === 0
      ? []
      : [`Sites held back their part of ${plural(held, "column")}, for counts below ${minimumCell}.`]),
    ...(withheld === 0 ? [] : [`${plural(withheld, "column")} withheld in the sum, for counts below ${minimumCell}.`]),
  ];
}

function plural(count: number, what: string): string {
  return `${shownNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}
