import { type Static, Type } from "typebox";
import { isNumeric, Name, type NumericColumn } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import type { Study } from "../../study/Study.ts";
import { studyError } from "../../study/studyFile.ts";
import { centreOf, namedColumns, requireNumeric } from "../stageColumns.ts";
import type { StageContext, StagePlace, VectorShape } from "../Workload.ts";

/** A `summary` stage of `study.yaml`: count, mean, variance and missing of each column, in one round. */
export const SummarySpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("summary"),
    /** Numeric columns; all of them where it is not said. */
    columns: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4_096, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type SummarySpec = Static<typeof SummarySpec>;

/**
 * Coordinates of one column in a contribution, in this order. u is the value moved and scaled so that the column's
 * declared range is [-1, 1]; the last coordinate of the whole vector is the site's number of rows.
 */
export const COLUMN_CELLS = ["count", "sum", "squares", "missing", "suppressedSites"] as const;

/** f of the sums. */
export const SUMMARY_FRACTION_BITS = 32;

/** The columns that the stage sums, in order. */
export function summaryColumns({
  study,
  stage,
}: {
  study: Pick<Study, "document">;
  stage: SummarySpec;
}): NumericColumn[] {
  const { document } = study;
  if (stage.columns === undefined) return document.columns.filter(isNumeric);
  const field = `study.yaml: stage ${stage.id}.columns`;
  return requireNumeric(namedColumns(document, stage.columns, field), field);
}

/** f = 32, bound = maximumRows: |sum of u| and every count are at most the site's rows. */
export function summaryShape(context: Pick<StageContext<SummarySpec>, "study" | "stage">): VectorShape {
  const columns = summaryColumns(context);
  const { maximumRows } = context.study.document;
  return {
    dimension: columns.length * COLUMN_CELLS.length + 1,
    fractionBits: SUMMARY_FRACTION_BITS,
    bound: maximumRows,
  };
}

/** Refuses a stage without a column to sum, and sums that could leave the ring. */
export function checkSummarySpec({ study, stage, field }: StagePlace<SummarySpec>): void {
  const { columns, maximumRows, sites } = study.document;
  const chosen =
    stage.columns === undefined
      ? columns.filter(isNumeric)
      : requireNumeric(namedColumns(study.document, stage.columns, `${field}.columns`), `${field}.columns`);
  if (chosen.length === 0) {
    throw studyError(
      `${field}.columns`,
      "The study has no numeric column.",
      "Declare a number, count or binary column.",
    );
  }
  chosen.forEach(centreOf);
  const total = BigInt(sites.maximum) * (BigInt(maximumRows) * 2n ** BigInt(SUMMARY_FRACTION_BITS) + 1n);
  if (total < 2n ** 63n) return;
  throw studyError(
    "study.yaml.maximumRows",
    "The sums of this many rows and sites could leave the 64-bit ring.",
    `Keep maximumRows x sites.maximum below 2^31 (maximumRows up to ${Math.floor((2 ** 31 - 1) / sites.maximum)}).`,
  );
}
