import { type Static, Type } from "typebox";
import { Name } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import type { Study } from "../../study/Study.ts";
import { studyError } from "../../study/studyFile.ts";
import { namedColumn } from "../stageColumns.ts";
import { checkSurvivalColumns } from "../survivalColumns.ts";
import type { StagePlace, VectorShape } from "../Workload.ts";

const Time = Type.Number({ minimum: 0 });

/** A `km` stage of `study.yaml`: survival curves by group on a declared grid of times, and the log-rank test, in one round. */
export const KmSpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("km"),
    /** The `time` column. */
    time: Name,
    /** The `event` column: 1 where the time ended with the event, 0 where it is censored. */
    event: Name,
    /** A binary or category column: one curve for each of its levels, and the log-rank test among them. */
    group: Type.Optional(Name),
    /** Increasing times in the time column's unit. A time counts as the first grid point that is not before it. */
    grid: Type.Array(Time, { minItems: 2, maxItems: 500 }),
    /** Points of the grid for which survival is reported in words. */
    horizons: Type.Optional(Type.Array(Time, { minItems: 1, maxItems: 100 })),
  },
  { additionalProperties: false },
);
export type KmSpec = Static<typeof KmSpec>;

type Place = { readonly study: Pick<Study, "document">; readonly stage: KmSpec };

/** After the events and the censored of each interval: cells of a group in a contribution. */
export const GROUP_CELLS = ["rows", "heldBackSites"] as const;
/** After all groups: rows without a group, 1 where that count is held back, and all rows of the cohort. */
export const LAST_CELLS = ["leftOut", "leftOutHeldBack", "rows"] as const;

/** Coordinates of one group. */
export function groupWidth({ grid }: Pick<KmSpec, "grid">): number {
  return 2 * grid.length + GROUP_CELLS.length;
}

/**
 * Names of the curves, in order: the levels of the group column (`0` and `1` of a binary one; a level's place is its value in the
 * table), or `all` where the stage names no group.
 */
export function groupLevels({ study, stage }: Place): readonly string[] {
  if (stage.group === undefined) return ["all"];
  const column = study.document.columns.find(({ name }) => name === stage.group);
  return column?.type === "category" ? column.levels : ["0", "1"];
}

/** f = 0, since every coordinate is a count of rows; bound = maximumRows. */
export function kmShape(place: Place): VectorShape {
  return {
    dimension: groupLevels(place).length * groupWidth(place.stage) + LAST_CELLS.length,
    fractionBits: 0,
    bound: place.study.document.maximumRows,
  };
}

/** Time and event are columns that every row of a cohort has, and the grid increases within the time's range. */
export function checkKmSpec({ study, stage, field }: StagePlace<KmSpec>): void {
  const { document } = study;
  checkSurvivalColumns(document, stage, field);
  if (stage.group !== undefined) namedColumn(document, stage.group, ["binary", "category"], `${field}.group`);
  const { grid, horizons = [] } = stage;
  const at = grid.findIndex((point, i) => i > 0 && !(grid[i - 1]! < point));
  if (at >= 0)
    throw studyError(`${field}.grid.${at}`, "It is not after the point before it.", "Write times that increase.");
  const time = document.columns.find(({ name }) => name === stage.time);
  if (time?.type === "time" && grid.at(-1)! > time.maximum) {
    throw studyError(
      `${field}.grid.${grid.length - 1}`,
      `It is past the maximum of the column '${time.name}', ${time.maximum}.`,
      "Longer times are clamped to the maximum: end the grid there, or raise the maximum.",
    );
  }
  const unknown = horizons.findIndex((horizon) => !grid.includes(horizon));
  if (unknown >= 0) {
    throw studyError(
      `${field}.horizons.${unknown}`,
      `${horizons[unknown]} is not a point of the grid, so survival there is not known.`,
      "Add it to the grid.",
    );
  }
}
