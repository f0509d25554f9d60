import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { columnOf, trainingRows } from "@consilium/node/workloads/cohort.ts";
import type { LocalComputation } from "@consilium/node/workloads/LocalWorkload.ts";
import { evaluateModel } from "@consilium/node/workloads/localScores.ts";
import { type SeededRandom, seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { finalModel, plainSum, simulateFederation } from "./simulateFederation.ts";

/** Fold number of each of a site's training rows, dealt out per outcome so that folds have like shares of cases. */
export function stratifiedFolds(
  table: FeatureTable,
  outcomeName: string,
  foldCount: number,
  random: SeededRandom,
): Map<number, number> {
  const values = columnOf(table, outcomeName);
  const foldOf = new Map<number, number>();
  for (const outcome of [0, 1]) {
    const rows = trainingRows(table).filter((row) => values[row] === outcome);
    for (let last = rows.length - 1; last > 0; last--) {
      const chosen = random.below(last + 1);
      [rows[last], rows[chosen]] = [rows[chosen]!, rows[last]!];
    }
    for (const row of rows) foldOf.set(row, foldOf.size % foldCount);
  }
  return foldOf;
}

export interface CrossValidation {
  readonly foldCount: number;
  readonly repeats: number;
}

/**
 * Mean over repeats, folds and sites of the accuracy on a site's left-out fold, each model trained by federation on the
 * other folds of every site. Reads training rows only: held-out rows neither train, standardise nor score.
 */
export async function crossValidate(
  study: Study,
  tables: readonly FeatureTable[],
  local: LocalComputation,
  { foldCount, repeats }: CrossValidation,
): Promise<number> {
  const { outcome } = trainStageOf(study);
  const accuracies: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const random = seededRandom("consilium cross-validation", repeat);
    const folds = tables.map((table) => stratifiedFolds(table, outcome, foldCount, random));
    for (let fold = 0; fold < foldCount; fold++) {
      const rowsWhere = (site: number, inFold: boolean) =>
        [...folds[site]!].filter(([, own]) => (own === fold) === inFold).map(([row]) => row);
      const sites = tables.map((table, site) => ({ table, rows: rowsWhere(site, false) }));
      const model = finalModel(await simulateFederation(study, sites, local, plainSum));
      tables.forEach((table, site) => {
        const { accuracy } = evaluateModel(model, outcome, table, rowsWhere(site, true), sites[site]!.rows);
        if (accuracy !== null) accuracies.push(accuracy);
      });
    }
  }
  return accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
}
