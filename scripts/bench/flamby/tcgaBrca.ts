import { readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";

const COVARIATES = 39;
export const CENTRES = ["Northeast", "South", "West", "Midwest", "Europe", "Canada"] as const;

/** TCGA-BRCA as FLamby has it: age is x0, the 38 binary covariates x1 to x38. Times in days. */
export const TCGA_COLUMNS: ColumnSpec[] = [
  { name: "x0", type: "number", range: [26, 90] },
  ...Array.from({ length: COVARIATES - 1 }, (_, j) => ({ name: `x${j + 1}`, type: "binary" as const })),
  { name: "time", type: "time", unit: "d", maximum: 8_640, required: true },
  { name: "event", type: "event", required: true },
];

/** One table for each of the six centres, the rows of the split alone, from the folder of the data set `flamby-tcga-brca`. */
export function readTcgaBrca(folder: string): FeatureTable[] {
  const linesOf = (file: string) => readFileSync(path.join(folder, file), "utf8").trim().split(/\r?\n/).slice(1);
  const split = new Map(
    linesOf("train_test_split.csv").map((line) => {
      const [pid, fold, ofCentre] = line.split(",");
      return [pid!, { heldOut: fold === "test", centre: Number(ofCentre!.split("_")[1]) }] as const;
    }),
  );
  // Only the header has quoted names; the file's last columns are E and T.
  const rows = linesOf("brca.csv").map((line) => line.split(","));
  return CENTRES.map((_, centre) => {
    const own = rows.filter(([pid]) => split.get(pid!)?.centre === centre);
    const column = (cell: number) => Float64Array.from(own, (cells) => Number(cells[cell]));
    return {
      patientIds: own.map(([pid]) => pid!),
      columns: new Map([
        ...Array.from({ length: COVARIATES }, (_, j) => [`x${j}`, column(1 + j)] as const),
        ["event", column(1 + COVARIATES)],
        ["time", column(2 + COVARIATES)],
      ]),
      heldOut: own.map(([pid]) => split.get(pid!)!.heldOut),
    };
  });
}
