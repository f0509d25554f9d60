import { canonicalJsonBytes } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { refuseSum } from "../contribution.ts";
import type { Reduction, StageContext, VectorShape, Workload } from "../Workload.ts";
import { refuseBinSums, refuseGridSums } from "./aggregate.ts";
import { discriminationOf, total } from "./discrimination.ts";
import { binEdges, GRID } from "./grid.ts";
import { groupsOf } from "./groups.ts";
import { evaluationReport } from "./report.ts";
import { nameOf, scoreOf } from "./score.ts";
import { binShape, gridShape, vectorLayout } from "./shape.ts";
import { checkEvaluateSpec, decisionThresholds, EvaluateSpec, evaluateDisclosure, mostBinsOf } from "./spec.ts";
import { decodeEvaluateState, type FirstRound } from "./state.ts";
import { readSums } from "./sums.ts";

type Context = StageContext<EvaluateSpec>;

/** The layout of the second round's vector. */
export function binLayout({ study, stage }: Pick<Context, "study" | "stage">, { edges }: Pick<FirstRound, "edges">) {
  return vectorLayout(edges.length + 1, groupsOf(study.document, stage));
}

function begin(context: Context): Uint8Array {
  const score = scoreOf(context);
  return canonicalJsonBytes({ score: score === undefined ? null : nameOf(score), first: null, second: null });
}

/** No round is asked for where there is nothing to evaluate, and no second one where every site held its rows back. */
function ask(context: Context, bytes: Uint8Array): VectorShape | undefined {
  const { score, first, second } = decodeEvaluateState(bytes);
  const { document } = context.study;
  if (score === null) return undefined;
  if (first === null) return gridShape(document);
  return second === null && first.rows > 0 ? binShape(document, binLayout(context, first)) : undefined;
}

function reduce(context: Context, bytes: Uint8Array, sum: Float64Array, survivorCount: number): Reduction {
  const shape = ask(context, bytes);
  if (shape === undefined) {
    throw new FederationError("ROUND_PHASE", "The evaluation has had its rounds.", { field: "state" });
  }
  refuseSum(shape, sum, survivorCount);
  const state = decodeEvaluateState(bytes);
  if (state.first === null) {
    const first = reduceFirst(context, sum, survivorCount);
    const { edges: _, ...figures } = first;
    return { state: canonicalJsonBytes({ ...state, first }), figures };
  }
  const layout = binLayout(context, state.first);
  const { minimumCell } = context.study.document;
  refuseBinSums(sum, { layout, edges: state.first.edges, minimumCell, survivorCount, ...shape });
  const second = readSums(sum, {
    layout,
    groups: groupsOf(context.study.document, context.stage),
    minimumCell,
    survivorCount,
  });
  const { bins, squaredError, sites, suppressedSites } = second;
  const positives = total(bins.positives);
  const rows = positives + total(bins.negatives);
  const { auc, binError } = discriminationOf(bins);
  const brier = rows === 0 ? null : squaredError / rows;
  return {
    state: canonicalJsonBytes({ ...state, second }),
    figures: { rows, positives, sites, suppressedSites, auc, aucBinError: binError, brier },
  };
}

/** Where the scores lie, whatever their outcomes; and the bins that follow. */
function reduceFirst({ study, stage }: Context, sum: Float64Array, survivorCount: number): FirstRound {
  const { minimumCell } = study.document;
  refuseGridSums(sum, { minimumCell, survivorCount });
  const cells = [...sum.subarray(0, GRID.length + 1)];
  const thresholds = decisionThresholds(stage);
  return {
    rows: total(cells),
    sites: survivorCount,
    suppressedSites: sum[GRID.length + 1]!,
    edges: binEdges(cells, { mostBins: mostBinsOf(stage), minimumCell, thresholds }),
  };
}

/**
 * How well a model or a published score predicts a binary outcome on held-out rows, from two sums: where the scores lie, then
 * rows by outcome in bins of about equal size. What is said at thresholds is exact; the AUC is within `aucBinError` of the exact
 * one.
 */
export const evaluate: Workload<EvaluateSpec> = {
  spec: EvaluateSpec,
  yieldsModel: false,
  checkSpec: checkEvaluateSpec,
  roundsAtMost: () => 2,
  discloses: evaluateDisclosure,
  rows: ({ rows = "heldOut" }) => rows,
  startsFrom: () => [],
  begin,
  ask,
  reduce,
  report: (context, state) => evaluationReport(context, decodeEvaluateState(state)),
};
