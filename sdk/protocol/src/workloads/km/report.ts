import { chiSquareUpper, normalQuantile } from "../../statistics/distributions.ts";
import type { StageContext, StageReport } from "../Workload.ts";
import { kaplanMeier, mergeIntervals, type ShownInterval, type Survival } from "./curve.ts";
import { type GroupSum, type KmSums, shownRows } from "./groups.ts";
import { logRank } from "./logRank.ts";
import type { KmSpec } from "./spec.ts";

const LEVEL = 0.95;
/** A product of quotients may pass one half by as much. */
const ROUNDING = 1e-12;

const CURVE_COLUMNS = ["group", "time", "atRisk", "events", "censored", "survival", "lower", "upper"] as const;
const MEDIAN_COLUMNS = ["group", "rows", "events", "median", "lower", "upper"] as const;

interface Estimate {
  readonly survival: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** One curve: its shown intervals and the estimate at each grid point. */
interface Curve {
  readonly group: GroupSum;
  readonly shown: readonly ShownInterval[];
  readonly estimates: readonly Estimate[];
}

/** Survival with its log-log interval (Kalbfleisch and Prentice 1980). Where it is 1, both limits are; where it is 0, there are none. */
function estimatesOf({ survival, greenwood }: Survival): Estimate[] {
  const z = normalQuantile(LEVEL);
  return survival.map((value, k) => {
    if (value === 0) return { survival: 0, lower: null, upper: null };
    if (value === 1) return { survival: 1, lower: 1, upper: 1 };
    const log = Math.log(value);
    const width = (z * Math.sqrt(greenwood[k]!)) / -log;
    const limit = (shift: number) => Math.exp(log * Math.exp(shift));
    return { survival: value, lower: limit(width), upper: limit(-width) };
  });
}

/** The first grid point at which a curve is at most one half. */
function halfTime(grid: readonly number[], values: readonly (number | null)[]): number | null {
  return grid[values.findIndex((value) => value !== null && value <= 0.5 + ROUNDING)] ?? null;
}

/** Median and its limits (Brookmeyer and Crowley 1982): where survival, its lower and its upper limit first are at most one half. */
function medianLine({ group, shown, estimates }: Curve, grid: readonly number[]) {
  const last = shown.findLast(({ isSurvivalShown }) => isSurvivalShown)?.last ?? -1;
  const known = estimates.slice(0, last + 1);
  const eventsShown = shown.every(({ events }) => events !== null);
  return {
    group: group.name,
    rows: group.rows,
    events: eventsShown ? shown.reduce((sum, { events }) => sum + events!, 0) : null,
    median: halfTime(
      grid,
      known.map(({ survival }) => survival),
    ),
    lower: halfTime(
      grid,
      known.map(({ lower }) => lower),
    ),
    upper: halfTime(
      grid,
      known.map(({ upper }) => upper),
    ),
  };
}

/** Survival at a horizon as the curve shows it: at the last shown time that is not after it; nulls before the first. */
function horizonLine({ group, shown, estimates }: Curve, grid: readonly number[], horizon: number) {
  const row = shown.findLast(({ last, isSurvivalShown }) => isSurvivalShown && grid[last]! <= horizon);
  const { survival, lower, upper } =
    row === undefined ? { survival: null, lower: null, upper: null } : estimates[row.last]!;
  return { group: group.name, horizon, time: row === undefined ? null : grid[row.last]!, survival, lower, upper };
}

/** What a `km` stage says: see `km.ts` for what is withheld. */
export function kmReport({ study, stage }: StageContext<KmSpec>, sums: KmSums): StageReport {
  const { minimumCell, columns } = study.document;
  const { grid, horizons = [] } = stage;
  const { withheld, ...counts } = shownRows(sums, minimumCell);
  const curves = sums.groups
    .filter(({ name }) => !withheld.has(name))
    .map((group) => ({
      group,
      shown: mergeIntervals(group, minimumCell),
      estimates: estimatesOf(kaplanMeier(group)),
    }));
  const curveRows = curves.flatMap(({ group, shown, estimates }) =>
    shown.map(({ last, atRisk, events, censored, isSurvivalShown }) => {
      const { survival, lower, upper } = isSurvivalShown
        ? estimates[last]!
        : { survival: null, lower: null, upper: null };
      return [group.name, grid[last]!, atRisk, events, censored, survival, lower, upper];
    }),
  );
  const medians = sums.groups.map(({ name }) => {
    const curve = curves.find(({ group }) => group.name === name);
    if (curve !== undefined) return medianLine(curve, grid);
    return { group: name, rows: null, events: null, median: null, lower: null, upper: null };
  });
  const time = columns.find(({ name }) => name === stage.time);
  return {
    document: {
      time: stage.time,
      event: stage.event,
      group: stage.group ?? null,
      unit: time?.type === "time" ? time.unit : null,
      rows: sums.rows,
      sites: sums.sites,
      ...counts,
      leftOutHeldBackSites: sums.leftOutHeldBackSites,
      minimumCell,
      groups: sums.groups.map(({ name, rows, heldBackSites }) => {
        const isWithheld = withheld.has(name);
        return { name, rows: isWithheld ? null : rows, heldBackSites, withheld: isWithheld };
      }),
      horizons: curves.flatMap((curve) => horizons.map((horizon) => horizonLine(curve, grid, horizon))),
      logRank: stage.group === undefined ? null : logRankLine(curves),
      method: METHOD,
    },
    tables: {
      curve: { columns: CURVE_COLUMNS, rows: curveRows },
      medians: { columns: MEDIAN_COLUMNS, rows: medians.map((line) => MEDIAN_COLUMNS.map((name) => line[name])) },
    },
    files: {},
  };
}

const METHOD =
  "Kaplan-Meier over the pooled rows. A time counts as the first grid point that is not before it, so times that are grid points are exact. " +
  "Neighbouring intervals are shown as one until their events and censored are 0 or at least minimumCell; survival, medians and log-rank come " +
  "from the intervals before they were merged. The log-rank test compares the groups that are shown, over the rows that no site held back.";

/** Null where there are no two groups to compare. */
function logRankLine(curves: readonly Curve[]) {
  const test = logRank(curves.map(({ group }) => group));
  if (test === undefined) return null;
  return { ...test, pValue: chiSquareUpper(test.statistic, test.degreesOfFreedom) };
}
