import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";

/** Columns of the made set, as a study declares them. */
export const MADE_COLUMNS: ColumnSpec[] = [
  { name: "age", type: "number", range: [18, 90] },
  { name: "bmi", type: "number", range: [10, 60] },
  { name: "sex", type: "binary" },
  { name: "stage", type: "category", levels: ["I", "II", "III"] },
  { name: "rare", type: "binary" },
  { name: "lab", type: "number", range: [0, 10] },
  { name: "twin", type: "binary" },
  { name: "never", type: "binary" },
  { name: "time", type: "time", unit: "mo", maximum: 24, required: true },
  { name: "event", type: "event", required: true },
];

const SITES = [140, 90, 70, 50];
const MONTHS = 24;

/** Park and Miller, CACM 31, 1988, with the multiplier 48271: products stay below 2^53, so Python repeats every draw. */
function parkMiller(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return { next, below: (limit: number) => Math.floor(next() * limit) };
}

/**
 * Four sites with tied monthly times, a rare level, missing `lab`, `twin` = 1 - `sex`, and `never`, of whose ones nobody has the event. The
 * same rows, to the bit, as `made()` of scripts/bench/statistics/survival.py.
 */
export function madeSurvival(): FeatureTable[] {
  const random = parkMiller(20260);
  return SITES.map((size, site) => {
    const rows = Array.from({ length: size }, () => {
      const age = 20 + random.below(701) / 10;
      const bmi = 15 + random.below(301) / 10;
      const sex = random.below(2);
      const stage = random.below(3);
      const rare = random.below(25) === 0 ? 1 : 0;
      const value = random.below(101) / 10;
      const lab = random.below(12) === 0 ? Number.NaN : value;
      const hazard = (0.004 + 0.0004 * (age - 20) + 0.015 * stage + 0.01 * sex + 0.02 * rare) * (1 + 0.2 * site);
      let time = MONTHS;
      let event = 0;
      for (let month = 1; month <= MONTHS; month++) {
        event = random.next() < hazard ? 1 : 0;
        const isOver = event === 1 || random.next() < 0.02;
        if (isOver) time = month;
        if (isOver) break;
      }
      const never = event === 0 && random.below(4) === 0 ? 1 : 0;
      return { age, bmi, sex, stage, rare, lab, twin: 1 - sex, never, time, event };
    });
    return tableOf(rows, `site${site}`);
  });
}

/** A table whose columns are the rows' own names. */
export function tableOf(rows: readonly Readonly<Record<string, number>>[], prefix = "p"): FeatureTable {
  const names = Object.keys(rows[0] ?? {});
  return {
    patientIds: rows.map((_, row) => `${prefix}-${row}`),
    columns: new Map(names.map((name) => [name, Float64Array.from(rows, (row) => row[name]!)])),
    heldOut: rows.map(() => false),
  };
}
