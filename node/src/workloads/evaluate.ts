import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { sigmoid } from "@consilium/sdk/models/predict.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { binLayout, evaluate } from "@consilium/sdk/workloads/evaluate/evaluate.ts";
import { binOf, GRID } from "@consilium/sdk/workloads/evaluate/grid.ts";
import { groupsOf, levelAt } from "@consilium/sdk/workloads/evaluate/groups.ts";
import { scoreOf } from "@consilium/sdk/workloads/evaluate/score.ts";
import { BIN_CELLS, LOGIT_SCALE, TOTAL_CELLS } from "@consilium/sdk/workloads/evaluate/shape.ts";
import type { EvaluateSpec } from "@consilium/sdk/workloads/evaluate/spec.ts";
import { decodeEvaluateState, type FirstRound } from "@consilium/sdk/workloads/evaluate/state.ts";
import { withheldLevels } from "@consilium/sdk/workloads/evaluate/withheldLevels.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { checkCohort, columnOf, gatherOutcomes } from "./cohort.ts";
import type { LocalRequest } from "./LocalWorkload.ts";
import { logitsOf } from "./logits.ts";

/** A cohort's rows that the score can be computed of. */
interface Scored {
  /** Indices in the table. */
  readonly rows: readonly number[];
  readonly logits: Float64Array;
  readonly outcomes: Float64Array;
  /** Rows without a value that the score needs. */
  readonly leftOut: number;
}

/**
 * A site's share of an evaluation: first how many rows lie in each cell of the grid, then by bin how many have the outcome. A
 * site with fewer than `minimumCell` rows of either outcome sends zeros, and 1 in `suppressedSites`; so does a level of a group.
 * No committee can allow less: an AUC of three patients is nobody's figure.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localEvaluation({ point, table, rows, onProgress }: LocalRequest): Promise<Float64Array> {
  const { shape, state } = point;
  const context = point.context as StageContext<EvaluateSpec>;
  const { study, stage } = context;
  checkCohort(study, table, rows, evaluate.rows!(stage));
  const scored = scoreRows(context, table, rows);
  const { first } = decodeEvaluateState(state);
  const positives = scored.outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const isHeldBack = Math.min(positives, scored.rows.length - positives) < study.document.minimumCell;
  const contribution = new Float64Array(shape.dimension);
  if (first === null) {
    if (isHeldBack) contribution[GRID.length + 1] = 1;
    else for (const logit of scored.logits) contribution[binOf(GRID, sigmoid(logit))]! += 1;
  } else if (isHeldBack) {
    holdBack(context, first, contribution);
  } else {
    sumBins(context, first, table, scored, contribution);
  }
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(shape, contribution);
}

function scoreRows(context: StageContext<EvaluateSpec>, table: FeatureTable, cohort: readonly number[]): Scored {
  const { study, stage } = context;
  const score = scoreOf(context);
  if (score === undefined) throw new FederationError("WORKLOAD_FAILED", "There is no model to evaluate.");
  const all = logitsOf(score, study.document, table, cohort);
  const kept = [...cohort.keys()].filter((i) => !Number.isNaN(all[i]));
  const rows = kept.map((i) => cohort[i]!);
  return {
    rows,
    logits: Float64Array.from(kept, (i) => all[i]!),
    outcomes: gatherOutcomes(table, stage.outcome, rows),
    leftOut: cohort.length - kept.length,
  };
}

/** Only that the site holds its rows back, and with them every level. */
function holdBack(context: StageContext<EvaluateSpec>, first: FirstRound, contribution: Float64Array): void {
  const { bins, totals, levels } = binLayout(context, first);
  contribution[totals + TOTAL_CELLS.indexOf("suppressedSites")] = 1;
  for (const level of levels.flat()) contribution[level + 2 * bins + 1] = 1;
}

function sumBins(
  context: StageContext<EvaluateSpec>,
  first: FirstRound,
  table: FeatureTable,
  { rows, logits, outcomes, leftOut }: Scored,
  contribution: Float64Array,
): void {
  const { study, stage } = context;
  const { minimumCell } = study.document;
  const layout = binLayout(context, first);
  // What each addition loses, so that a sum of a million equal p does not leave its bin's edges (Neumaier 1974).
  const lost = new Float64Array(contribution.length);
  const add = (place: number, value: number) => {
    const before = contribution[place]!;
    const after = before + value;
    lost[place]! += Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    contribution[place] = after;
  };
  const total = (name: (typeof TOTAL_CELLS)[number]) => layout.totals + TOTAL_CELLS.indexOf(name);
  const probabilities = logits.map(sigmoid);
  const bins = Array.from(probabilities, (probability) => binOf(first.edges, probability));
  for (const [i, bin] of bins.entries()) {
    const outcome = outcomes[i]!;
    const probability = probabilities[i]!;
    const u = Math.min(1, Math.max(-1, logits[i]! / LOGIT_SCALE));
    const cells = [1 - outcome, outcome, probability, u, u * u, u * u * u];
    for (const [offset, value] of cells.entries()) add(bin * BIN_CELLS.length + offset, value);
    add(total("squaredError"), (probability - outcome) ** 2);
    add(total("logitOfPositives"), u * outcome);
  }
  const hidesLeftOut = leftOut > 0 && leftOut < minimumCell;
  add(total(hidesLeftOut ? "hiddenLeftOut" : "leftOut"), hidesLeftOut ? 1 : leftOut);
  const labels = labelsOf(outcomes, () => true);
  for (const [g, group] of groupsOf(study.document, stage).entries()) {
    const values = columnOf(table, group.column);
    const places = rows.map((row) => levelAt(group, values[row]!));
    const counts = group.levels.map((_, level) => labelsOf(outcomes, (i) => places[i] === level));
    const withheld = withheldLevels(counts, labels, minimumCell);
    for (const [level, start] of layout.levels[g]!.entries()) {
      if (withheld.has(level)) add(start + 2 * layout.bins + 1, 1);
    }
    for (const [i, level] of places.entries()) {
      const start = layout.levels[g]![level];
      if (level === -1 || withheld.has(level)) continue;
      if (start === undefined) throw unknownLevel(group.column);
      add(start + outcomes[i]! * layout.bins + bins[i]!, 1);
      add(start + 2 * layout.bins, probabilities[i]!);
    }
  }
  for (const [place, rest] of lost.entries()) contribution[place]! += rest;
}

function labelsOf(outcomes: Float64Array, isIn: (i: number) => boolean) {
  const counts = { negatives: 0, positives: 0 };
  for (const [i, outcome] of outcomes.entries()) if (isIn(i)) counts[outcome === 1 ? "positives" : "negatives"] += 1;
  return counts;
}

function unknownLevel(column: string): FederationError {
  return new FederationError("WORKLOAD_FAILED", "A value is none of its column's levels.", {
    field: `study.yaml: column ${column}`,
  });
}
