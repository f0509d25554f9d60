import { FederationError } from "../../errors/FederationError.ts";
import type { ReportTable, StageContext, StageReport } from "../Workload.ts";
import { discriminationOf, total } from "./discrimination.ts";
import { groupFigures, type LevelFigures } from "./groupFigures.ts";
import { aucEstimate, type Estimate, shareOf } from "./intervals.ts";
import { publishedCells, type ScoreCell } from "./partition.ts";
import { recalibrationOf } from "./recalibration.ts";
import { decisionThresholds, type EvaluateSpec } from "./spec.ts";
import type { EvaluateState, SecondRound } from "./state.ts";
import { confusionAt, netBenefits, THRESHOLD_FIGURES, type ThresholdFigures, thresholdFigures } from "./thresholds.ts";

const CALIBRATION_BINS = 10;

/**
 * What the sums say, for people and programs; `status` says how far it came. Where the earlier stage has no model there is
 * nothing more; after the first round, and where every site held its rows back, only how many rows there are.
 *
 * @throws ROUND_PHASE before the first round.
 */
export function evaluationReport({ study, stage }: StageContext<EvaluateSpec>, state: EvaluateState): StageReport {
  const { score, first, second } = state;
  if (first === null && score !== null) {
    throw new FederationError("ROUND_PHASE", "The evaluation has no round yet.", { field: "state" });
  }
  const { minimumCell } = study.document;
  const frame = {
    outcome: stage.outcome,
    of: stage.model ?? "score",
    evaluatedRows: stage.rows ?? "heldOut",
    minimumCell,
  };
  if (first === null) return { document: { ...frame, status: "noModel" }, tables: {}, files: {} };
  if (second === null) {
    const { edges: _, ...counts } = first;
    const status = counts.rows === 0 ? "noRows" : "evaluating";
    return { document: { ...frame, status, ...counts }, tables: {}, files: {} };
  }
  const { edges } = first;
  const { bins } = second;
  const thresholds = decisionThresholds(stage);
  const cells = publishedCells(bins, edges, thresholds, minimumCell);
  const atThresholds = thresholds.map((threshold) => ({
    threshold,
    ...thresholdFigures(confusionAt(cells, threshold)),
  }));
  const [threshold] = thresholds as [number];
  const cut = confusionAt(cells, threshold) === undefined ? undefined : edges.indexOf(threshold) + 1;
  const groups = groupFigures(second, cut, minimumCell);
  return {
    document: { ...frame, status: "evaluated", ...overall(second), thresholds: atThresholds, groups },
    tables: {
      roc: rocTable(cells),
      calibration: calibrationTable(cells),
      decision: decisionTable(cells),
      thresholds: thresholdTable(atThresholds),
      ...(groups.length > 0 && { groups: groupTable(groups) }),
    },
    files: {},
  };
}

function overall(second: SecondRound) {
  const { bins, squaredError, logitOfPositives, sites, suppressedSites, leftOut, hiddenLeftOut } = second;
  const positives = total(bins.positives);
  const rows = positives + total(bins.negatives);
  const discrimination = discriminationOf(bins);
  const share = positives / rows;
  const brier = squaredError / rows;
  const isMixed = positives > 0 && positives < rows;
  return {
    rows,
    positives,
    sites,
    suppressedSites,
    leftOut,
    hiddenLeftOut,
    bins: bins.negatives.length,
    prevalence: shareOf(positives, rows),
    auc: { ...aucEstimate(discrimination), binError: discrimination.binError },
    brier,
    /** 1 less the Brier score against that of predicting the prevalence for all. */
    scaledBrier: isMixed ? 1 - brier / (share * (1 - share)) : null,
    calibration: recalibrationOf(bins, logitOfPositives),
  };
}

/** From no one to everyone predicted to have the outcome. */
function rocTable(cells: readonly ScoreCell[]): ReportTable {
  const N = total(cells.map(({ negatives }) => negatives));
  const P = total(cells.map(({ positives }) => positives));
  let [negatives, positives] = [0, 0];
  const rows: (number | null)[][] = [[1, 0, 0]];
  for (const cell of cells.toReversed()) {
    negatives += cell.negatives;
    positives += cell.positives;
    rows.push([cell.low, N === 0 ? null : negatives / N, P === 0 ? null : positives / P]);
  }
  return { columns: ["threshold", "falsePositiveRate", "sensitivity"], rows };
}

/** About ten cells of equal size. */
function calibrationTable(cells: readonly ScoreCell[]): ReportTable {
  const all = total(cells.map(({ negatives, positives }) => negatives + positives));
  const merged: { count: number; positives: number; probability: number }[] = [];
  let done = 0;
  for (const { negatives, positives, probability } of cells) {
    const last = merged.at(-1);
    if (last === undefined || done * CALIBRATION_BINS >= merged.length * all) {
      merged.push({ count: negatives + positives, positives, probability });
    } else {
      last.count += negatives + positives;
      last.positives += positives;
      last.probability += probability;
    }
    done += negatives + positives;
  }
  const rows = merged
    .filter(({ count }) => count > 0)
    .map(({ count, positives, probability }, i) => {
      const { value, lower, upper } = shareOf(positives, count);
      return [i + 1, probability / count, value, lower, upper, count];
    });
  return { columns: ["bin", "meanPredicted", "observed", "lower", "upper", "count"], rows };
}

function decisionTable(cells: readonly ScoreCell[]): ReportTable {
  const rows = cells.slice(1).map(({ low }) => {
    const { netBenefit, netBenefitAll } = netBenefits(confusionAt(cells, low)!, low);
    return [low, netBenefit, netBenefitAll];
  });
  return { columns: ["threshold", "netBenefit", "netBenefitAll"], rows };
}

function thresholdTable(lines: readonly (ThresholdFigures & { threshold: number })[]): ReportTable {
  const bounds = THRESHOLD_FIGURES.flatMap((name) => [`${name}Lower`, `${name}Upper`]);
  return {
    columns: ["threshold", ...THRESHOLD_FIGURES, ...bounds],
    rows: lines.map((line) => [
      line.threshold,
      ...THRESHOLD_FIGURES.map((name) => line[name].value),
      ...THRESHOLD_FIGURES.flatMap((name) => boundsOf(line[name])),
    ]),
  };
}

function boundsOf({ lower, upper }: Estimate) {
  return [lower, upper];
}

function groupTable(groups: readonly LevelFigures[]): ReportTable {
  return {
    columns: [
      "group",
      "level",
      "rows",
      "positives",
      "auc",
      "lower",
      "upper",
      "gap",
      "gapLower",
      "gapUpper",
      "sensitivity",
      "specificity",
    ],
    rows: groups.map(({ group, level, rows, positives, auc, gap, sensitivity, specificity }) => [
      ...[group, level, rows, positives, auc.value, ...boundsOf(auc), gap.value, ...boundsOf(gap)],
      ...[sensitivity.value, specificity.value],
    ]),
  };
}
