import { withheldCells } from "@consilium/sdk/workloads/cells.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { rowCells, rowsOf } from "@consilium/sdk/workloads/km/groups.ts";
import { groupLevels, groupWidth, type KmSpec } from "@consilium/sdk/workloads/km/spec.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { checkCohort, columnOf, gatherOutcomes } from "./cohort.ts";
import type { LocalRequest } from "./LocalWorkload.ts";

/** Index of the first grid point that is not before a time; the number of grid points where all are. */
function intervalOf(grid: readonly number[], time: number): number {
  let low = 0;
  let high = grid.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grid[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A site's counts for survival curves: by group events and censored of each interval, rows, and 1 where the group is held back; then
 * rows without a group and the cohort's rows. Times past the grid are at risk to its end. A group of fewer than `minimumCell` rows is
 * held back, and as much else as keeps the cohort's size from giving it back. Counts by interval are not: `km.ts` of the sdk says so.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localKm(request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, allowRare = [], onProgress } = request;
  const context = point.context as StageContext<KmSpec>;
  const { study, stage } = context;
  checkCohort(study, table, rows);
  const times = columnOf(table, stage.time);
  const events = gatherOutcomes(table, stage.event, rows);
  const groups = stage.group === undefined ? undefined : columnOf(table, stage.group);
  const levels = groupLevels(context);
  const width = groupWidth(stage);
  const points = stage.grid.length;
  const contribution = new Float64Array(point.shape.dimension);
  let leftOut = 0;
  rows.forEach((row, i) => {
    const group = groups === undefined ? 0 : groups[row]!;
    if (Number.isNaN(group) || Number.isNaN(times[row]!)) {
      leftOut++;
      return;
    }
    const start = group * width;
    const interval = intervalOf(stage.grid, times[row]!);
    if (interval < points) contribution[start + interval + (events[i] === 1 ? 0 : points)]!++;
    contribution[start + 2 * points]!++;
  });
  const counted = levels.map((name, g) => ({ name, rows: contribution[g * width + 2 * points]! }));
  const withheld = withheldCells(rowCells(counted, { leftOut }), study.document.minimumCell);
  const isAllowed = stage.group !== undefined && allowRare.includes(stage.group);
  levels.forEach((name, g) => {
    if (isAllowed || !withheld.has(rowsOf(name))) return;
    contribution.fill(0, g * width, (g + 1) * width);
    contribution[g * width + 2 * points + 1] = 1;
  });
  const isLeftOutHeld = !isAllowed && withheld.has("leftOut");
  contribution.set([isLeftOutHeld ? 0 : leftOut, isLeftOutHeld ? 1 : 0, rows.length], levels.length * width);
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(point.shape, contribution);
}
