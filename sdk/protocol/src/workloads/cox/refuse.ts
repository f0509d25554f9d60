import { FederationError } from "../../errors/FederationError.ts";
import type { StageContext } from "../Workload.ts";
import { COX_COUNTS, coxShape, likelihoodScale } from "./shape.ts";
import type { CoxSpec } from "./spec.ts";
import type { CoxCounts, CoxPoint } from "./state.ts";

function refuse(field: string): never {
  throw new FederationError("AGGREGATE_REFUSED", "The sums are not what the survivors' cohorts can add up to.", {
    field,
    hint: "A site broke the rules; the sum does not say which.",
  });
}

/** The counts at the end of a sum. @throws WORKLOAD_FAILED where one is no whole number, AGGREGATE_REFUSED where cohorts cannot have them */
export function readCounts(context: StageContext<CoxSpec>, sum: Float64Array, sites: number): CoxCounts {
  const start = sum.length - COX_COUNTS.length;
  const fraction = sum.findIndex((count, i) => i >= start && !(Number.isInteger(count) && count >= 0));
  if (fraction >= 0) {
    throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number from 0.", {
      field: `sum.${fraction}`,
    });
  }
  const [rows, events, leftOut, eventlessSites, heldBackSites] = Array.from(sum.subarray(start)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (eventlessSites + heldBackSites > sites) refuse("sites");
  if (rows < (sites - heldBackSites) * context.study.document.minimumCohort) refuse("rows");
  if (events > rows || events < sites - heldBackSites - eventlessSites) refuse("events");
  return { rows, events, leftOut, eventlessSites, heldBackSites, sites };
}

/** A log-likelihood is no more than 0, nor less than its bound for every event. */
export function refuseLikelihood(context: StageContext<CoxSpec>, { beta, logLikelihood, counts }: CoxPoint): void {
  const scale = likelihoodScale(beta, context.study.document.maximumRows);
  const slack = slackOf(context, counts);
  if (logLikelihood > slack * scale || logLikelihood < -(counts.events + slack) * scale) refuse("logLikelihood");
}

/** Each event moves a score by at most 2; an information is a sum of covariance matrices of values in [-1, 1]. */
export function refuseDerivatives(
  context: StageContext<CoxSpec>,
  { score, information, counts }: Pick<CoxPoint, "score" | "information" | "counts">,
): void {
  const { events } = counts;
  const slack = slackOf(context, counts);
  if (score.some((each) => Math.abs(each) > 2 * events + slack)) refuse("score");
  const p = score.length;
  const variance = score.map((_, j) => information[j * p - (j * (j - 1)) / 2]!);
  let at = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const covariance = information[at++]!;
      const largest = Math.sqrt(Math.max(0, variance[i]!) * Math.max(0, variance[j]!));
      if (variance[i]! < -slack || variance[i]! > events + slack || Math.abs(covariance) > largest + slack) {
        refuse("information");
      }
    }
  }
}

/** What rounding to the grid and in float64 may leave. */
function slackOf(context: StageContext<CoxSpec>, { sites, events }: CoxCounts): number {
  return sites * 2 ** -coxShape(context).fractionBits + 1e-9 * events;
}
