import { readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { tableOf } from "./madeSurvival.ts";

const COVARIATES = 39;

/** TCGA-BRCA as FLamby has it: age is x0, the 38 binary covariates x1 to x38. Times in days. */
export const TCGA_COLUMNS: ColumnSpec[] = [
  { name: "x0", type: "number", range: [26, 90] },
  ...Array.from({ length: COVARIATES - 1 }, (_, j) => ({ name: `x${j + 1}`, type: "binary" as const })),
  { name: "time", type: "time", unit: "d", maximum: 8_640, required: true },
  { name: "event", type: "event", required: true },
];

/** One table for each of the six centres, all rows of the split, from the folder of the data set `flamby-tcga-brca`. */
export function readTcga(folder: string): FeatureTable[] {
  const linesOf = (file: string) => readFileSync(path.join(folder, file), "utf8").trim().split(/\r?\n/).slice(1);
  const centres = new Map(
    linesOf("train_test_split.csv").map((line) => {
      const [pid, , fold] = line.split(",");
      return [pid!, Number(fold!.split("_")[1])] as const;
    }),
  );
  // Only the header has quoted names; the file's last columns are E and T.
  const rows = linesOf("brca.csv").map((line) => line.split(","));
  return Array.from({ length: 6 }, (_, centre) =>
    tableOf(
      rows
        .filter(([pid]) => centres.get(pid!) === centre)
        .map(([, ...cells]) => ({
          ...Object.fromEntries(cells.slice(0, COVARIATES).map((cell, j) => [`x${j}`, Number(cell)])),
          event: Number(cells[COVARIATES]),
          time: Number(cells[COVARIATES + 1]),
        })),
    ),
  );
}
