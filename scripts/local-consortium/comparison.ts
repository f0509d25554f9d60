import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { gatherMatrix, gatherOutcomes, heldOutRows, trainingRows } from "@consilium/node/workloads/cohort.ts";
import { type Evaluation, evaluateScores } from "@consilium/node/workloads/localScores.ts";
import { trainLocally } from "@consilium/node/workloads/reference.ts";
import { standardiserFor } from "@consilium/node/workloads/train.ts";
import type { TrainingThread } from "@consilium/node/workloads/trainingThread.ts";
import { decodeModel, type Model } from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";

export interface SiteTable {
  readonly id: string;
  /** Member index. */
  readonly index: number;
  readonly table: FeatureTable;
}

/** One way of learning, judged on the rows that no training saw. */
export interface Judged {
  readonly bySite: Readonly<Record<string, Evaluation>>;
  /** All hospitals' held-out rows together; under `localOnly` each row is scored by its own hospital's model. */
  readonly pooledTest: Evaluation;
}

export interface Comparison {
  readonly localOnly: Judged;
  readonly federated: Judged;
  readonly pooled: Judged;
}

const POOL_SEED = 255;

/**
 * What each hospital would reach alone, together through the federation, and if all records lay in one place. The last is
 * a reference that only a demonstration can compute: it reads every hospital's records in this one process.
 */
export async function compare(
  study: Study,
  sites: readonly SiteTable[],
  federatedModel: Uint8Array,
  thread: TrainingThread,
  onProgress: (done: number, total: number) => void,
): Promise<Comparison> {
  const stage = trainStageOf(study);
  const total = sites.length + 1;
  const local: Model[] = [];
  for (const [i, { table, index }] of sites.entries()) {
    local.push(await trainLocally(study, stage, [{ table }], thread, { seed: index }));
    onProgress(i + 1, total);
  }
  const pooled = await trainLocally(study, stage, sites, thread, { seed: POOL_SEED });
  onProgress(total, total);
  const federated = decodeModel(federatedModel);
  return {
    localOnly: judge(stage.outcome, sites, (site) => local[sites.indexOf(site)]!),
    federated: judge(stage.outcome, sites, () => federated),
    pooled: judge(stage.outcome, sites, () => pooled),
  };
}

function judge(outcome: string, sites: readonly SiteTable[], modelOf: (site: SiteTable) => Model): Judged {
  const scores: number[] = [];
  const outcomes: number[] = [];
  const bySite: Record<string, Evaluation> = {};
  for (const site of sites) {
    const rows = heldOutRows(site.table);
    const model = modelOf(site);
    const standardiser = standardiserFor(model, site.table, trainingRows(site.table));
    const siteScores = predict(model, gatherMatrix(site.table, model.featureNames, rows), standardiser);
    const siteOutcomes = gatherOutcomes(site.table, outcome, rows);
    bySite[site.id] = evaluateScores(siteScores, siteOutcomes);
    scores.push(...siteScores);
    outcomes.push(...siteOutcomes);
  }
  return { bySite, pooledTest: evaluateScores(Float64Array.from(scores), Float64Array.from(outcomes)) };
}
