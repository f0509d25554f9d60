import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";

const SITE_ROWS = [60, 90, 45, 105];
const LEVELS = ["none", "mild", "severe", "rare"];

/** The columns of {@link madePatients}. `copied` is 2 age + 3, `sure` is 1 only where y is, `beds` differs only among sites. */
export const MADE_COLUMNS: ColumnSpec[] = [
  { name: "age", type: "number", unit: "a", range: [0, 110] },
  { name: "marker", type: "number", range: [0, 60] },
  { name: "lab", type: "number", range: [0, 60] },
  { name: "smoker", type: "binary" },
  { name: "group", type: "category", levels: LEVELS, required: true },
  { name: "time", type: "time", unit: "a", maximum: 10 },
  { name: "y", type: "binary", required: true },
  { name: "late", type: "binary", required: true },
  { name: "events", type: "count", maximum: 8, required: true },
  { name: "quiet", type: "count", maximum: 8, required: true },
  { name: "score", type: "number", range: [0, 200], required: true },
  { name: "copied", type: "number", range: [0, 300] },
  { name: "sure", type: "binary" },
  { name: "beds", type: "number", range: [0, 100] },
];

/**
 * Patients of four sites with ties, missing values, a rare level, collinear and separating columns: the same rows, by the same
 * operations in the same order, as `made_patients` in scripts/bench/statistics/glm.py makes.
 */
export function madePatients(): FeatureTable[] {
  return SITE_ROWS.map((count, site) => {
    const draw = congruential(12345 + 1000 * site);
    return tableOf(Array.from({ length: count }, () => madePatient(site, draw)));
  });
}

function madePatient(site: number, draw: () => number): Record<string, number> {
  const age = 20 + Math.floor(draw() * 61);
  const first = draw();
  const marker = first * first * 50;
  const smoker = draw() < 0.3 ? 1 : 0;
  const level = draw();
  const group = level < 0.5 ? 0 : level < 0.8 ? 1 : level < 0.97 ? 2 : 3;
  const time = 0.25 + draw() * 4.75;
  const effect = [0, 0.4, 0.7, -0.5][group]!;
  const raw = -1.2 + 0.03 * (age - 50) + 0.02 * marker + 0.5 * smoker + effect + 0.3 * (site - 1.5);
  const chance = 0.5 + raw / (2 * (1 + Math.abs(raw)));
  const y = draw() < chance ? 1 : 0;
  let events = 0;
  for (let i = 0; i < 8; i++) events += draw() < (chance * time) / 10 ? 1 : 0;
  const noise = draw() + draw() + draw() - 1.5;
  const score = 100 + 8 * raw + 10 * noise;
  const lab = draw() < 0.1 ? Number.NaN : marker;
  const sure = y === 1 && draw() < 0.4 ? 1 : 0;
  const made = { age, marker, smoker, group, time, y, events, score, lab, sure };
  const late = site === 3 ? 1 : y;
  return { ...made, copied: 2 * age + 3, beds: 10 * site, late, quiet: group === 3 ? 0 : events };
}

/** x' = 1664525 x + 1013904223 mod 2^32 (Knuth, TAOCP 2, section 3.3.4), as numbers in [0, 1). */
function congruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function tableOf(rows: readonly Record<string, number>[]): FeatureTable {
  return {
    patientIds: rows.map((_, i) => `p${i}`),
    columns: new Map(MADE_COLUMNS.map(({ name }) => [name, Float64Array.from(rows, (row) => row[name]!)])),
    heldOut: rows.map(() => false),
  };
}
