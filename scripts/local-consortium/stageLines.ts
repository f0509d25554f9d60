import type { FetchedStage } from "@consilium/sdk/coordinator/fetchResult.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { columns } from "./columns.ts";

/** What the fits and evaluations of a study say, a few lines a stage: all of it is in the report. */
export function stageLines(stages: readonly FetchedStage[]): string[] {
  return stages.flatMap(({ stage, workload, report }) => {
    const { document, tables } = report;
    const title = `${stage} (${workload})`;
    if (tables.coefficients !== undefined && "status" in document) {
      const iterations = `${document.status} after ${document.iterations} sums, ${document.rows} rows`;
      return ["", `${title}: ${iterations}`, ...coefficientLines(tables.coefficients)];
    }
    if (workload === "evaluate") return ["", `${title} of ${document.of}: ${discrimination(document)}`];
    return [];
  });
}

function coefficientLines(table: ReportTable): string[] {
  const cell = (row: ReportTable["rows"][number], name: string) => row[table.columns.indexOf(name)] ?? null;
  const number = (value: unknown, digits: number) => (typeof value === "number" ? value.toFixed(digits) : "withheld");
  return columns([
    ["term", "estimate", "SE", "95 % interval", "p"],
    ...table.rows.map((row) => {
      const p = cell(row, "pValue");
      return [
        `  ${cell(row, "term")}`,
        number(cell(row, "estimate"), 4),
        number(cell(row, "standardError"), 4),
        `${number(cell(row, "lower"), 4)} to ${number(cell(row, "upper"), 4)}`,
        typeof p === "number" && p < 0.001 ? "<0.001" : number(p, 3),
      ];
    }),
  ]);
}

function discrimination({ auc, rows, positives }: Readonly<Record<string, unknown>>): string {
  const { value, lower, upper } = (auc ?? {}) as {
    value?: number | null;
    lower?: number | null;
    upper?: number | null;
  };
  if (typeof value !== "number") return "withheld, too few rows";
  const interval =
    typeof lower === "number" && typeof upper === "number" ? ` (${lower.toFixed(3)} to ${upper.toFixed(3)})` : "";
  return `AUC ${value.toFixed(3)}${interval} on ${rows} held-out rows, ${positives} with the outcome`;
}
