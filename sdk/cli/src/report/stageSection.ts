import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { stageFacts } from "./facts.ts";
import { type Drawing, type Room, svgElement } from "./figures/canvas.ts";
import { Labels } from "./Labels.ts";
import { stageTitle, tableLayoutOf } from "./layouts.ts";
import { type Markup, markup } from "./markup.ts";
import { shownDay, shownNumber } from "./numbers.ts";
import { tableElement } from "./peopleTable.ts";
import type { ReportedStage, ReportInput } from "./ReportInput.ts";
import type { NamedFigure, StageView } from "./StageView.ts";

/** A table this long stands folded, where a figure says the same; any table that is longer than a page. */
const FOLD_ROWS = 12;
const PAGE_ROWS = 45;
/** A table without a figure that is wider than a page stands folded too: a covariance matrix is for programs. */
const PAGE_COLUMNS = 9;
/** More rows are only in the table's files. */
const SHOWN_ROWS = 1_000;

/** What the layouts are given of a stage. */
export function viewOfStage({ stage, report }: ReportedStage, { study }: Pick<ReportInput, "study">): StageView {
  const spec = study.document.stages.find(({ id }) => id === stage) ?? {};
  return {
    stage,
    spec: { ...spec },
    document: report.document,
    tables: report.tables,
    labels: new Labels(study.document.columns),
  };
}

/** The figures of a stage, in the order of its tables. */
export function stageFigures(stage: ReportedStage, input: Pick<ReportInput, "study">): NamedFigure[] {
  const view = viewOfStage(stage, input);
  return Object.entries(stage.report.tables).flatMap(([name, table]) => {
    const figure = tableLayoutOf(stage.workload, name).figure?.(table, view);
    return figure === undefined ? [] : [figure];
  });
}

export function stageSection(stage: ReportedStage, input: ReportInput): Markup {
  const view = viewOfStage(stage, input);
  const { document, tables } = stage.report;
  const last = stage.sums.at(-1);
  const facts = [
    ...questionFacts(view),
    ...("rows" in document ? [{ name: "Patients", text: factText(document.rows) }] : []),
    {
      name: "Sums over the sites",
      text: `${shownNumber(stage.sums.length)}${stage.finished ? "" : "; the stage is not finished"}`,
    },
    ...(last === undefined ? [] : [{ name: "Consents as of", text: `${shownDay(last.consentTimestamp)} (UTC)` }]),
    ...stageFacts(document, view.labels),
  ];
  const files = Object.keys(tables).map((name) => `${stage.stage}.${name}.csv`);
  return markup`<section>
<h2>${stageTitle(stage.workload)}</h2>
<p class="kind">stage ${stage.stage}, ${stage.workload}, released ${stage.release === "exact" ? "exactly" : "with noise"}</p>
${stage.finished ? undefined : markup`<p class="alarm">This stage is not finished: its figures will change.</p>`}
<dl>${facts.map(({ name, text }) => markup`<dt>${name}</dt><dd>${text}</dd>\n`)}</dl>
${Object.entries(tables).map(([name, table]) => tablePart(stage, view, name, table))}
<p class="quiet">In full: <code>${files.join(" ")}</code>, each also as .json;
all figures of the stage: <code>result.json</code>.</p>
</section>\n`;
}

function factText(rows: unknown): string {
  return typeof rows === "number" ? shownNumber(rows) : "withheld";
}

/** Which of the study's columns a stage is about, where it says so. */
function questionFacts({ spec, labels, document }: StageView): { name: string; text: string }[] {
  return ["outcome", "time", "event", "group", "by"].flatMap((key) => {
    const value = spec[key];
    if (typeof value !== "string" || key in document) return [];
    return [{ name: key.charAt(0).toUpperCase() + key.slice(1), text: labels.withUnit(value) }];
  });
}

function tablePart(stage: ReportedStage, view: StageView, name: string, table: ReportTable): Markup {
  const layout = tableLayoutOf(stage.workload, name);
  const figure = layout.figure?.(table, view);
  const { headings, rows } = layout.people(table, view);
  const people = { headings, rows: rows.slice(0, SHOWN_ROWS) };
  const more = rows.length - people.rows.length;
  const element = tableElement(people, `${layout.title}, stage ${stage.stage}`);
  const moreRows = markup`<p class="quiet">${shownNumber(more)} more rows are in <code>${stage.stage}.${name}.csv</code>.</p>`;
  const foldName = figure === undefined ? "The table" : "The figure in numbers";
  const folded = markup`<details><summary>${foldName}: ${shownNumber(rows.length)} rows</summary>${element}</details>`;
  const isWide = figure === undefined && headings.length > PAGE_COLUMNS;
  const isFolded = isWide || rows.length > (figure !== undefined && layout.isFolded === true ? FOLD_ROWS : PAGE_ROWS);
  return markup`<h3>${layout.title}</h3>
${layout.reading === undefined ? undefined : markup`<p>${layout.reading}</p>`}
${figure === undefined ? undefined : figureElement(stage.stage, figure)}
${isFolded ? folded : element}
${more === 0 ? undefined : moreRows}
`;
}

function figureElement(stage: string, { name, hasPhoneForm, draw }: NamedFigure): Markup {
  const svg = (room: Room, drawing: Drawing) => svgElement(`${stage}-${name}-${room}`, drawing);
  const sheet = svg("sheet", draw("sheet"));
  if (!hasPhoneForm) return markup`<figure>${sheet}</figure>`;
  return markup`<figure class="sheet">${sheet}</figure>\n<figure class="phone">${svg("phone", draw("phone"))}</figure>`;
}
