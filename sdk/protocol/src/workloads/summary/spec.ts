import { type Static, Type } from "typebox";
import { type ColumnSpec, isNumeric, Name } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import type { Study } from "../../study/Study.ts";
import { studyError } from "../../study/studyFile.ts";
import { centreOf, namedColumn, namedColumns } from "../stageColumns.ts";
import type { StageContext, StagePlace, VectorShape } from "../Workload.ts";
import { NO_GROUP, summaryBlocks, vectorLength } from "./layout.ts";

/** A `summary` stage of `study.yaml`: count, mean, variance and missing of each column, by group where it says so, in one round. */
export const SummarySpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("summary"),
    /** Columns of any type; all but `by` where it is not said. */
    columns: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4_096, uniqueItems: true })),
    /** A binary column, or a category of at most 8 levels: the figures are by its levels, too. */
    by: Type.Optional(Name),
  },
  { additionalProperties: false },
);
export type SummarySpec = Static<typeof SummarySpec>;

/**
 * Coordinates of a numeric column in a contribution without groups, in this order. u is the value moved and scaled so that the
 * column's declared range is [-1, 1]; the last coordinate of the whole vector is the site's number of rows. `layout.ts` has the rest.
 */
export const COLUMN_CELLS = ["count", "sum", "squares", "missing", "suppressedSites"] as const;

const MOST_GROUPS = 8;

/** f of the sums. */
export const SUMMARY_FRACTION_BITS = 32;

type Place = Pick<StagePlace<SummarySpec>, "stage"> & { readonly study: Pick<Study, "document"> };

/** The columns that the stage sums, in order. */
export function summaryColumns({ study: { document }, stage }: Place): readonly ColumnSpec[] {
  if (stage.columns === undefined) return document.columns.filter(({ name }) => name !== stage.by);
  return namedColumns(document, stage.columns, `study.yaml: stage ${stage.id}.columns`);
}

/** The column whose levels make the groups. */
export function summaryBy({ study: { document }, stage }: Place): ColumnSpec | undefined {
  return document.columns.find(({ name }) => name === stage.by);
}

/** f = 32, bound = maximumRows: |sum of u| and every count are at most the site's rows. */
export function summaryShape(context: Pick<StageContext<SummarySpec>, "study" | "stage">): VectorShape {
  const { maximumRows } = context.study.document;
  return {
    dimension: vectorLength(summaryBlocks(summaryColumns(context), summaryBy(context))),
    fractionBits: SUMMARY_FRACTION_BITS,
    bound: maximumRows,
  };
}

/** Refuses a stage without a column to sum, and sums that could leave the ring. */
export function checkSummarySpec({ study, stage, earlier, field }: StagePlace<SummarySpec>): void {
  const { maximumRows, sites } = study.document;
  if (stage.columns !== undefined) namedColumns(study.document, stage.columns, `${field}.columns`);
  checkBy({ study, stage, field });
  const chosen = summaryColumns({ study, stage });
  if (chosen.length === 0) {
    throw studyError(`${field}.columns`, "The study has no column beside by.", "Declare the columns to describe.");
  }
  checkEarlier({ study, stage, earlier, field });
  chosen.filter(isNumeric).forEach(centreOf);
  const total = BigInt(sites.maximum) * (BigInt(maximumRows) * 2n ** BigInt(SUMMARY_FRACTION_BITS) + 1n);
  if (total < 2n ** 63n) return;
  throw studyError(
    "study.yaml.maximumRows",
    "The sums of this many rows and sites could leave the 64-bit ring.",
    `Keep maximumRows x sites.maximum below 2^31 (maximumRows up to ${Math.floor((2 ** 31 - 1) / sites.maximum)}).`,
  );
}

/**
 * A site may hold a column back by one grouping and send it by another: the difference of the two sums would then be that site's own
 * figures.
 */
function checkEarlier({ study, stage, earlier, field }: StagePlace<SummarySpec>): void {
  const own = new Set(summaryColumns({ study, stage }).map(({ name }) => name));
  for (const other of earlier) {
    if (other.workload !== "summary" || (other as SummarySpec).by === stage.by) continue;
    const both = summaryColumns({ study, stage: other as SummarySpec }).find(({ name }) => own.has(name));
    if (both === undefined) continue;
    throw studyError(
      `${field}.by`,
      `Stage ${other.id} sums '${both.name}' too, by other groups, and the two could be subtracted.`,
      "Let one stage serve both: with by it has the whole as well, which a train stage can standardise by.",
    );
  }
}

function checkBy({ study, stage, field }: Omit<StagePlace<SummarySpec>, "earlier">): void {
  if (stage.by === undefined) return;
  const at = `${field}.by`;
  const column = namedColumn(study.document, stage.by, ["binary", "category"], at);
  if (stage.columns?.includes(stage.by)) {
    throw studyError(
      at,
      `The column '${stage.by}' is among the columns.`,
      "Leave it out of columns: it makes the groups.",
    );
  }
  if (column.type !== "category") return;
  if (column.levels.length > MOST_GROUPS) {
    throw studyError(at, `It has more than ${MOST_GROUPS} levels.`, "Select a column with fewer levels.");
  }
  if (column.levels.includes(NO_GROUP)) {
    throw studyError(at, `A level is called '${NO_GROUP}', as rows without one are.`, "Rename the level.");
  }
}
