import { readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { rowsAbout } from "@consilium/node/workloads/cohort.ts";
import type { LocalComputation } from "@consilium/node/workloads/LocalWorkload.ts";
import { sigmoid } from "@consilium/sdk/models/predict.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { decodeSum, encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { type Course, courseOf, type StageProgress } from "@consilium/sdk/workloads/course.ts";
import type { EvaluateSpec } from "@consilium/sdk/workloads/evaluate/spec.ts";
import type { StageReport, VectorShape } from "@consilium/sdk/workloads/Workload.ts";
import { rowSetOf, workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { makeStudy } from "../behaviors/workload.ts";

type Interval = [value: number, lower: number, upper: number];

/** What scripts/bench/statistics/evaluate.py says of one set of rows. */
export interface Reference {
  score: NonNullable<EvaluateSpec["score"]>;
  rows: number;
  positives: number;
  leftOut: number;
  auc: { value: number; variance: number; lower: number; upper: number };
  brier: number;
  scaledBrier: number;
  calibration: Record<"intercept" | "slope" | "inTheLarge", [number, number]> & { observedToExpected: number };
  thresholds: (Record<"sensitivity" | "specificity" | "ppv" | "npv" | "accuracy", Interval> & {
    threshold: number;
    f1: number;
    netBenefit: number;
  })[];
  groups: Record<
    string,
    { rows: number; positives: number; auc: number; gap: Interval; sensitivity: number; specificity: number }[]
  >;
  minimumCell5?: { suppressedSites: number; rows: number; auc: number };
}

/** A set of rows that both the script and the test draw. */
export interface MadeReference extends Reference {
  seed: number;
  count: number;
  shift: number;
  shrink: number;
}

export const REFERENCES: { made: MadeReference; rare: MadeReference; heart: Reference; icu: Reference } = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../vectors/statistics/evaluate.json"), "utf8"),
);

export const MADE_COLUMNS: ColumnSpec[] = [
  { name: "a", type: "number", range: [0, 10] },
  { name: "sex", type: "binary" },
  { name: "age", type: "number", range: [0, 120] },
  { name: "y", type: "binary", required: true },
];

/** Rows of columns by name as a table. */
export function tableOf(
  rows: readonly Readonly<Record<string, number>>[],
  heldOut: (row: number) => boolean,
): FeatureTable {
  const names = Object.keys(rows[0]!);
  return {
    patientIds: rows.map((_, row) => `p${row}`),
    columns: new Map(names.map((name) => [name, Float64Array.from(rows, (row) => row[name]!)])),
    heldOut: rows.map((_, row) => heldOut(row)),
  };
}

/** The rows of a made set, dealt out to so many sites; all of them held out. */
export function madeTables({ seed, count, shift, shrink, score }: MadeReference, sites: number): FeatureTable[] {
  let at = seed;
  const draw = () => {
    at = (at * 48271) % 2147483647;
    return at / 2147483647;
  };
  const rows = Array.from({ length: count }, () => {
    const [a, sex, age] = [10 * draw(), draw() < 0.5 ? 1 : 0, 20 + 70 * draw()];
    const logit = score.terms.reduce(
      (sum, { column, coefficient }) => sum + coefficient * (column === "a" ? a : sex),
      score.intercept,
    );
    return { a, sex, age, y: draw() < sigmoid(shift + shrink * logit) ? 1 : 0 };
  });
  return Array.from({ length: sites }, (_, site) =>
    tableOf(
      rows.filter((_, i) => i % sites === site),
      () => true,
    ),
  );
}

/** A study over the made columns with one stage that evaluates. */
export function evaluationStudy(stage: Partial<EvaluateSpec>, change: Partial<Study["document"]> = {}): Study {
  return makeStudy({
    columns: MADE_COLUMNS,
    split: "split",
    maximumRows: 10_000,
    minimumCell: 5,
    stages: [{ id: "test", workload: "evaluate", outcome: "y", ...stage } as EvaluateSpec],
    ...change,
  });
}

/** What the secure sum yields: the encoding that sites use, added in its ring. */
export function ringSum(contributions: readonly Float64Array[], shape: VectorShape): Float64Array {
  const encoding = { ...shape, ring: ringFor(shape, contributions.length) };
  const words = contributions.map((each) => BigUint64Array.from(encodeContribution(each, encoding), BigInt));
  const limit = 2n ** BigInt(encoding.ring);
  const sum = words[0]!.map((_, i) => words.reduce((total, each) => total + each[i]!, 0n) % limit);
  return decodeSum(encoding.ring <= 32 ? Uint32Array.from(sum, Number) : sum, encoding);
}

/** All stages of a study over these sites' rows, as each stage says which; each site's rows are all consented. */
export async function courseOver(
  study: Study,
  tables: readonly FeatureTable[],
  local: LocalComputation,
): Promise<Course> {
  const progress = new Map<string, StageProgress>();
  for (;;) {
    const course = courseOf(study, progress);
    const point = course.next;
    if (point === undefined) return course;
    const { context, iteration, state, shape } = point;
    const contributions: Float64Array[] = [];
    for (const [siteIndex, table] of tables.entries()) {
      contributions.push(await local({ point, table, rows: rowsAbout(table, rowSetOf(context.stage)), siteIndex }));
    }
    const sum = ringSum(contributions, shape);
    const reduction = workloadOf(context.stage.workload).reduce(context, state, sum, tables.length);
    progress.set(context.stage.id, { rounds: iteration + 1, state: reduction.state });
  }
}

/** The report of one evaluation. */
export async function reportOver(
  study: Study,
  tables: readonly FeatureTable[],
  local: LocalComputation,
): Promise<StageReport> {
  const { results } = await courseOver(study, tables, local);
  return results.get(study.document.stages.at(-1)!.id)!.report;
}
