import { withheldCells } from "@consilium/sdk/workloads/cells.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { coxCells, coxQuestion } from "@consilium/sdk/workloads/cox/cox.ts";
import { COX_COUNTS, likelihoodScale } from "@consilium/sdk/workloads/cox/shape.ts";
import { type CoxSpec, coxDefaults } from "@consilium/sdk/workloads/cox/spec.ts";
import { designOf } from "@consilium/sdk/workloads/design.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { checkCohort, columnOf } from "./cohort.ts";
import { designRowsOf } from "./designRows.ts";
import type { LocalRequest } from "./LocalWorkload.ts";
import { partialLikelihood } from "./partialLikelihood.ts";

/** g of the test of proportional hazards: from a time to [0, 1], by the column's declared maximum alone. */
function timeTransform({ study, stage }: StageContext<CoxSpec>): (time: number) => number {
  const column = study.document.columns.find(({ name }) => name === stage.time);
  const maximum = column?.type === "time" ? column.maximum : 1;
  const within = (time: number) => Math.min(maximum, Math.max(0, time));
  if (stage.proportionality === "log1p") return (time) => Math.log1p(within(time)) / Math.log1p(maximum);
  return (time) => within(time) / maximum;
}

/**
 * A site's share of a stratified Cox regression at the round's coefficients: its own partial log-likelihood, score and information, summed
 * over its event times (in the test of proportional hazards weighted with the time), with its numbers of rows, events and rows left out
 * for a missing value. A site with fewer whole rows than the minimum cohort, or with a small number of events, of censored or of
 * left-out rows, sends zeros and says that it held back.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localCox(request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, allowRare = [], onProgress } = request;
  const context = point.context as StageContext<CoxSpec>;
  const { study, stage } = context;
  const { minimumCohort, minimumCell, maximumRows } = study.document;
  checkCohort(study, table, rows);
  const { beta, isTest } = coxQuestion(context, point.state);
  const design = designOf(context);
  const matrix = designRowsOf(design, table);
  const [time, event] = [stage.time, stage.event].map((name) => columnOf(table, name)) as [Float64Array, Float64Array];
  const isObserved = (row: number) => !Number.isNaN(time[row]) && !Number.isNaN(event[row]);
  const used = rows.filter((row) => isObserved(row) && matrix.isComplete(row));
  const times = Float64Array.from(used, (row) => time[row]!);
  const events = Float64Array.from(used, (row) => event[row]!);
  const counts = {
    rows: used.length,
    events: events.reduce((sum, event) => sum + event, 0),
    leftOut: rows.length - used.length,
  };
  const contribution = new Float64Array(point.shape.dimension);
  const last = contribution.subarray(contribution.length - COX_COUNTS.length);
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  const isSmall = withheldCells(coxCells(counts), minimumCell).size > 0 && !allowRare.includes(stage.event);
  if (used.length < minimumCohort || isSmall) {
    last.set([0, 0, 0, 0, 1]);
    return contribution;
  }
  const covariates = new Float64Array(used.length * design.length);
  for (const [i, row] of used.entries()) matrix.fill(row, covariates, i * design.length);
  const { ties } = coxDefaults(stage);
  const survivalRows = { times, events, covariates };
  if (isTest) {
    const transform = timeTransform(context);
    const linear = partialLikelihood(survivalRows, beta, ties, transform);
    const squared = partialLikelihood(survivalRows, beta, ties, (time) => transform(time) ** 2);
    contribution.set([...linear.score, ...linear.information, ...squared.information]);
  } else {
    const { logLikelihood, score, information } = partialLikelihood(survivalRows, beta, ties);
    contribution.set([logLikelihood / likelihoodScale(beta, maximumRows), ...score, ...information]);
  }
  last.set([counts.rows, counts.events, counts.leftOut, counts.events === 0 ? 1 : 0, 0]);
  return checkContribution(point.shape, contribution);
}
