import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { predictGlm } from "@consilium/sdk/workloads/glm/predict.ts";
import type { StageReport } from "@consilium/sdk/workloads/Workload.ts";

/** A row under a fit: its linear predictor, and its values by column. */
export interface ScoredRow {
  readonly score: number;
  readonly values: Readonly<Record<string, number>>;
}

/** These rows under a finished glm or cox stage. */
export function scoresOf(report: StageReport, table: FeatureTable, rows: readonly number[]): ScoredRow[] {
  return rows.map((row) => {
    const values = Object.fromEntries([...table.columns].map(([name, column]) => [name, column[row]!]));
    return { score: predictGlm(report, values), values };
  });
}
