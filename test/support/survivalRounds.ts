import { readFileSync } from "node:fs";
import path from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { type Summation, simulateFederation } from "@consilium/scripts/bench/simulateFederation.ts";
import { addWithTypedArrays, reduceWords, zeroWords } from "@consilium/sdk/crypto/ringWords.ts";
import type { StageFrame, StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { decodeSum, encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Reduction, StageReport } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { expect } from "chai";
import { firstContext, makeStudy } from "../behaviors/workload.ts";
import { MADE_COLUMNS } from "./madeSurvival.ts";

/** One fit as the script has it: by Newton's method written out, and by the packages. */
interface ReferenceLines {
  readonly by?: string;
  readonly estimate: number[];
  readonly standardError: number[];
  readonly pValue: number[];
  readonly logLikelihood: number;
}

export interface CoxCase {
  readonly terms: string[];
  readonly ties: "efron" | "breslow";
  readonly ridge: number;
  readonly rows: number;
  readonly events: number;
  readonly direct: ReferenceLines & {
    readonly vcovFirstRow: number[];
    readonly nullLogLikelihood: number;
    readonly likelihoodRatio?: number;
    readonly wald?: number;
    readonly score?: number;
    readonly proportionality?: Record<"identity" | "log1p", { readonly each: number[]; readonly all: number }>;
  };
  readonly references: ReferenceLines[];
}

export interface CurveCase {
  readonly time: number[];
  readonly atRisk: number[];
  readonly events: number[];
  readonly censored: number[];
  readonly survival: number[];
  readonly lower: number[];
  readonly upper: number[];
  readonly median: number | null;
  readonly medianLower: number | null;
  readonly medianUpper: number | null;
}

interface Vectors {
  readonly km: {
    readonly all: CurveCase;
    readonly groups: CurveCase[];
    readonly logRank: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number };
  };
  readonly cox: Record<string, CoxCase>;
}

const FILE = path.resolve(import.meta.dirname, "../vectors/statistics/survival.json");

/** What scripts/bench/statistics/survival.py computed with lifelines and statsmodels on pooled rows. */
export const VECTORS = JSON.parse(readFileSync(FILE, "utf8")) as {
  readonly made: Vectors & { readonly columnSums: number[] };
  readonly tcga: Vectors;
};

/** A study of one stage over the made set, or over other columns. */
export function survivalStudy(stage: object, change: Partial<StudyDocument> = {}): Study {
  return makeStudy({
    columns: MADE_COLUMNS,
    stages: [{ id: "survival", time: "time", event: "event", ...stage } as unknown as StageFrame],
    minimumCell: 1,
    sites: { minimum: 2, maximum: 8 },
    ...change,
  });
}

/** The sum as a round makes it: every contribution in fixed point, added in the ring and decoded. */
export const encodedSum: Summation = (contributions, { dimension, fractionBits, bound }) => {
  const ring = ringFor({ fractionBits, bound }, contributions.length);
  const sum = zeroWords(ring, dimension);
  for (const contribution of contributions) {
    const words = encodeContribution(contribution, { ring, fractionBits, bound });
    addWithTypedArrays(sum, [{ bytes: new Uint8Array(words.buffer), sign: 1 }]);
  }
  reduceWords(sum, ring);
  return decodeSum(sum, { ring, fractionBits });
};

/** All rounds of the study's one stage over these tables, and its report. */
export async function runStage(
  study: Study,
  tables: readonly FeatureTable[],
): Promise<{ rounds: Reduction[]; report: StageReport }> {
  const workloads = createLocalWorkloads();
  const sites = tables.map((table) => ({ table, rows: trainingRows(table) }));
  const rounds = await simulateFederation(study, sites, workloads.local, encodedSum);
  await workloads.stop();
  const context = firstContext(study);
  return { rounds, report: workloadOf(context.stage.workload).report(context, rounds.at(-1)!.state) };
}

/** A column of a report's table by name. */
export function columnOfReport({ tables }: StageReport, table: string, name: string): unknown[] {
  const { columns, rows } = tables[table]!;
  return rows.map((row) => row[columns.indexOf(name)]);
}

/** The largest deviation, of a value above 1 relative to it. */
export function largestDeviation(actual: readonly unknown[], expected: readonly number[]): number {
  expect(actual).to.have.length(expected.length);
  return expected.reduce((most, value, i) => {
    const deviation = Math.abs((actual[i] as number) - value) / Math.max(1, Math.abs(value));
    expect(deviation, `place ${i}`).to.be.at.least(0);
    return Math.max(most, deviation);
  }, 0);
}

/** How far a report's coefficients are from a reference's: estimate, standard error and p, and the log-likelihood. */
export function coxDeviation(report: StageReport, reference: ReferenceLines): number {
  const of = (name: string) => columnOfReport(report, "coefficients", name);
  return Math.max(
    largestDeviation(of("estimate"), reference.estimate),
    largestDeviation(of("standardError"), reference.standardError),
    largestDeviation(of("pValue"), reference.pValue),
  );
}
