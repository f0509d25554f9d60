import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { stratifiedFolds } from "../crossValidation.ts";
import { fitStage } from "./fitStage.ts";
import { type ScoredRow, scoresOf } from "./scores.ts";

const FOLDS = 5;
const REPEATS = 3;

/** A penalty, and what its left-out rows say of it on average; null where a fit did not converge. */
export interface JudgedRidge {
  readonly ridge: number;
  readonly quality: number | null;
}

/** The scored rows of one site: those of the fold, and those of the other folds, on which the fit rests. */
export interface FoldOfSite {
  readonly left: readonly ScoredRow[];
  readonly kept: readonly ScoredRow[];
}

/**
 * Judges each penalty by cross-validation inside the training rows, folds stratified by `outcome` at each site: a federated fit on the
 * other folds of all sites, and `quality` of the fold. Held-out rows are never read.
 */
export async function judgeRidges(
  studyWith: (ridge: number) => Study,
  tables: readonly FeatureTable[],
  {
    ridges,
    outcome,
    quality,
  }: { ridges: readonly number[]; outcome: string; quality: (sites: readonly FoldOfSite[]) => number },
): Promise<JudgedRidge[]> {
  const judged: JudgedRidge[] = [];
  for (const ridge of ridges) {
    const study = studyWith(ridge);
    const qualities: (number | null)[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const random = seededRandom("consilium cross-validation", repeat);
      const folds = tables.map((table) => stratifiedFolds(table, outcome, FOLDS, random));
      for (let fold = 0; fold < FOLDS; fold++) {
        const rowsWhere = (site: number, inFold: boolean) =>
          [...folds[site]!].filter(([, own]) => (own === fold) === inFold).map(([row]) => row);
        const cohorts = tables.map((table, site) => ({ table, rows: rowsWhere(site, false) }));
        const { report } = await fitStage(study, cohorts);
        const scored = () =>
          tables.map((table, site) => ({
            left: scoresOf(report, table, rowsWhere(site, true)),
            kept: scoresOf(report, table, rowsWhere(site, false)),
          }));
        qualities.push(report.document.status === "converged" ? quality(scored()) : null);
      }
    }
    const known = qualities.filter((each) => each !== null);
    const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
    judged.push({ ridge, quality: known.length < qualities.length ? null : mean });
  }
  return judged;
}

/** The penalty of the highest quality. */
export function bestRidge(judged: readonly JudgedRidge[]): number {
  const known = judged.filter((each): each is { ridge: number; quality: number } => each.quality !== null);
  return known.reduce((best, each) => (each.quality > best.quality ? each : best)).ridge;
}
