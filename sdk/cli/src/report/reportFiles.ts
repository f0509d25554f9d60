import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { csvText } from "../csvText.ts";
import { svgElement } from "./figures/canvas.ts";
import { modelCard } from "./modelCard.ts";
import type { ReportInput } from "./ReportInput.ts";
import { reportPage } from "./reportPage.ts";
import { stageFigures } from "./stageSection.ts";

/**
 * The files of a result beside `result.json`: `report.html`, each table as CSV and JSON, each figure as SVG, the stages' own
 * files, and a model card where a stage yields a model. The same input gives the same bytes.
 */
export function reportFiles(input: ReportInput): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = { "report.html": utf8(reportPage(input)) };
  for (const stage of input.stages) {
    const { tables, files: own } = stage.report;
    for (const [name, table] of Object.entries(tables)) {
      files[`${stage.stage}.${name}.csv`] = utf8(csvText(table));
      files[`${stage.stage}.${name}.json`] = utf8(jsonRows(table));
    }
    for (const [name, bytes] of Object.entries(own)) files[`${stage.stage}.${name}`] = bytes;
    for (const { name, draw } of stageFigures(stage, input)) {
      const svg = svgElement(`${stage.stage}-${name}`, draw("sheet"));
      files[`figures/${stage.stage}-${name}.svg`] = utf8(`${svg.markup}\n`);
    }
  }
  const card = modelCard(input);
  if (card !== undefined) files["model-card.md"] = utf8(card);
  return files;
}

/** One object a row, as `pandas.read_json` and R's `jsonlite::fromJSON` take it; null is withheld or absent. */
function jsonRows({ columns, rows }: ReportTable): string {
  const lines = rows.map((cells) =>
    JSON.stringify(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]))),
  );
  return `[\n${lines.join(",\n")}\n]\n`;
}
