import { canonicalJsonBytes, parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { refuseSum } from "../contribution.ts";
import type { Reduction, StageContext, StageReport, VectorShape, Workload } from "../Workload.ts";
import { heldBackRows, type KmSums, shownRows } from "./groups.ts";
import { kmReport } from "./report.ts";
import { checkKmSpec, groupLevels, groupWidth, KmSpec, kmShape } from "./spec.ts";

type Context = StageContext<KmSpec>;

/** The state: nothing before the one round, its sums after it. Canonical JSON. */
function decodeState(state: Uint8Array): KmSums | null {
  const decoded = parseJson(state, "state") as { sums?: KmSums | null } | null;
  const sums = decoded?.sums;
  if (sums === null || (typeof sums === "object" && Array.isArray(sums.groups))) return sums;
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of survival curves.", { field: "state" });
}

function ask(context: Context, state: Uint8Array): VectorShape | undefined {
  return decodeState(state) === null ? kmShape(context) : undefined;
}

/** The sum by its names. */
function readSums(context: Context, sum: Float64Array, sites: number): KmSums {
  const width = groupWidth(context.stage);
  const points = context.stage.grid.length;
  const groups = groupLevels(context).map((name, g) => {
    const cells = sum.subarray(g * width, (g + 1) * width);
    return {
      name,
      rows: cells[2 * points]!,
      heldBackSites: cells[2 * points + 1]!,
      events: Array.from(cells.subarray(0, points)),
      censored: Array.from(cells.subarray(points, 2 * points)),
    };
  });
  const [leftOut, leftOutHeldBackSites, rows] = sum.subarray(groups.length * width);
  return { groups, leftOut: leftOut!, leftOutHeldBackSites: leftOutHeldBackSites!, rows: rows!, sites };
}

function reduce(context: Context, state: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  if (ask(context, state) === undefined) {
    throw new FederationError("ROUND_PHASE", "The survival curves have had their one round.", { field: "state" });
  }
  refuseSum(kmShape(context), sum, survivorCount);
  const fraction = sum.findIndex((count) => !(Number.isInteger(count) && count >= 0));
  if (fraction >= 0) {
    throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number from 0.", {
      field: `sum.${fraction}`,
    });
  }
  const sums = readSums(context, sum, survivorCount);
  refuseAggregate(context, sums);
  const { minimumCell } = context.study.document;
  const { withheld, ...counts } = shownRows(sums, minimumCell);
  return {
    state: canonicalJsonBytes({ sums }),
    figures: {
      rows: sums.rows,
      sites: survivorCount,
      ...counts,
      groups: sums.groups.map(({ name, rows, heldBackSites }) => ({
        name,
        rows: withheld.has(name) ? null : rows,
        heldBackSites,
      })),
    },
  };
}

/** What cohorts within the rules cannot add up to. */
function refuseAggregate(context: Context, sums: KmSums): void {
  const refuse = (field: string): never => {
    throw new FederationError("AGGREGATE_REFUSED", "The counts are not what the survivors' cohorts can add up to.", {
      field,
      hint: "A site broke the rules; the sum does not say which.",
    });
  };
  const { groups, leftOutHeldBackSites, rows, sites } = sums;
  if (rows < sites * context.study.document.minimumCohort) refuse("rows");
  if (leftOutHeldBackSites > sites) refuse("leftOut");
  for (const { name, rows: own, events, censored, heldBackSites } of groups) {
    const ended = [...events, ...censored].reduce((total, count) => total + count, 0);
    if (ended > own || heldBackSites > sites) refuse(`group ${name}`);
  }
  const held = heldBackRows(sums);
  const isAnyHeldBack = leftOutHeldBackSites > 0 || groups.some(({ heldBackSites }) => heldBackSites > 0);
  if (held < 0 || (held > 0 && !isAnyHeldBack)) refuse("rows");
}

/**
 * Survival curves (Kaplan-Meier) by group with log-log intervals, medians and the log-rank test, equal to those of the pooled rows
 * where all times are grid points; a time between two counts as the later one.
 *
 * What is disclosed. A site sends how many of its patients had the event, and how many were censored, in each interval of the grid:
 * most of these counts are small, and only the secure sum hides them. **The members and auditors of the round see the sum itself**, which
 * the state keeps, and so how many patients of all sites together left in each interval; the grid is therefore no finer than the study needs. A site holds back
 * every group of fewer than `minimumCell` of its patients. What is published in tables is coarser than the sum: intervals are merged
 * until their events and censored are 0 or at least `minimumCell`, with what is left at the end. Survival at the times that are shown, the
 * medians and the log-rank test come from the sum as it is; who tries all ways in which merged counts can fall on their grid points may tell
 * them apart by such a figure's many digits.
 */
export const km: Workload<KmSpec> = {
  spec: KmSpec,
  yieldsModel: false,
  checkSpec: checkKmSpec,
  roundsAtMost: () => 1,
  discloses: ({ stage: { time, event, group } }) => ({
    release: "exact",
    columns: [time, event, ...(group === undefined ? [] : [group])],
  }),
  startsFrom: () => [],
  begin: () => canonicalJsonBytes({ sums: null }),
  ask,
  reduce,
  report(context: Context, state: Uint8Array): StageReport {
    const sums = decodeState(state);
    if (sums === null) throw new FederationError("ROUND_PHASE", "There is no round yet.", { field: "state" });
    return kmReport(context, sums);
  },
};
