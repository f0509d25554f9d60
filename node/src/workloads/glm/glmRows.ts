import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DesignColumn } from "@consilium/sdk/workloads/design.ts";
import { classesOf, exposureUnit, LEAST_EXPOSURE, outcomeScale } from "@consilium/sdk/workloads/glm/layout.ts";
import type { GlmSpec } from "@consilium/sdk/workloads/glm/spec.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import type { FeatureTable } from "../../records/FeatureTable.ts";
import { columnOf } from "../cohort.ts";
import { clampUnit, designRowsOf } from "../designRows.ts";

/** The rows of a cohort that a fit can use: those with every term and an exposure above 0. */
export interface GlmRows {
  readonly count: number;
  readonly leftOut: number;
  /** Of a gaussian model scaled to [-1, 1] by the outcome's range; of a poisson model at most the declared maximum. */
  readonly outcomes: Float64Array;
  /** In units of the offset's maximum; 1 without an offset. */
  readonly exposures: Float64Array;
  /** Writes row i of the scaled design matrix from place `first` on. */
  fill(i: number, into: Float64Array, first: number): void;
  /** How many of the rows have 1 in this 0/1 column of the design. */
  ones(column: number): number;
}

/** @throws WORKLOAD_FAILED where an outcome is missing or of another kind than its family's */
export function glmRowsOf(
  context: StageContext<GlmSpec>,
  design: readonly DesignColumn[],
  table: FeatureTable,
  rows: readonly number[],
): GlmRows {
  const { stage } = context;
  const matrix = designRowsOf(design, table);
  const unit = exposureUnit(context);
  const exposure = stage.offset === undefined ? undefined : columnOf(table, stage.offset);
  const isExposed = (row: number) => exposure === undefined || exposure[row]! >= unit * LEAST_EXPOSURE;
  const used = rows.filter((row) => matrix.isComplete(row) && isExposed(row));
  const { maximum, centre, halfWidth } = outcomeScale(context);
  const outcome = columnOf(table, stage.outcome);
  const mostOutcome = stage.family === "poisson" ? Number.POSITIVE_INFINITY : Math.max(1, classesOf(context).length);
  const isOutcome = (value: number) => {
    if (stage.family === "gaussian") return !Number.isNaN(value);
    return Number.isInteger(value) && value >= 0 && value <= mostOutcome;
  };
  if (!used.every((row) => isOutcome(outcome[row]!))) {
    throw new FederationError("WORKLOAD_FAILED", `An outcome is missing, or not that of a ${stage.family} model.`, {
      field: `study.yaml: column ${stage.outcome}`,
      hint: "Have features.sql leave out rows without an outcome.",
    });
  }
  const scaledOutcome = (value: number) =>
    stage.family === "gaussian" ? clampUnit((value - centre) / halfWidth) : value;
  return {
    count: used.length,
    leftOut: rows.length - used.length,
    outcomes: Float64Array.from(used, (row) =>
      scaledOutcome(stage.family === "poisson" ? Math.min(maximum, outcome[row]!) : outcome[row]!),
    ),
    exposures: Float64Array.from(used, (row) => (exposure === undefined ? 1 : Math.min(1, exposure[row]! / unit))),
    fill: (i, into, first) => matrix.fill(used[i]!, into, first),
    ones: (column) => used.reduce((count, row) => count + matrix.valueAt(column, row), 0),
  };
}
