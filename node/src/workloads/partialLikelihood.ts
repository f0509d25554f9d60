import { triangleLength } from "@consilium/sdk/statistics/symmetric.ts";

/** The rows of one stratum. */
export interface SurvivalRows {
  readonly times: Float64Array;
  /** 1 where the time ended with the event, else 0. */
  readonly events: Float64Array;
  /** Covariates, row-major, rows x p. */
  readonly covariates: Float64Array;
}

/** Partial log-likelihood with its gradient (p) and negated second derivative (upper triangle), summed over all event times. */
export interface PartialLikelihood {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

/** Weighted sums over a set of rows: of 1, of the covariates, of their products. */
interface RiskSums {
  weight: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Cox's partial likelihood of one stratum at `beta`, with Efron's (JASA 72, 1977) or Breslow's (Biometrics 30, 1974) share of tied events.
 * One pass from the last time to the first, so that risk sets only grow. Covariates are taken from their mean, which changes nothing
 * but rounding: a constant one has exactly no information.
 *
 * @param weightOf What an event at a time counts.
 *
 * @example partialLikelihood({ times, events, covariates }, Float64Array.of(0, 0), "efron").score
 */
export function partialLikelihood(
  { times, events, covariates }: SurvivalRows,
  beta: ArrayLike<number>,
  ties: "efron" | "breslow",
  weightOf: (time: number) => number = () => 1,
): PartialLikelihood {
  const p = beta.length;
  const x = centred(covariates, p);
  const predictor = Float64Array.from(times, (_, row) => dot(x, row * p, beta));
  // Weights of at most 1: the factor cancels within a risk set.
  const largest = predictor.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  const order = Array.from(times.keys()).sort((a, b) => times[b]! - times[a]!);
  const atRisk = emptySums(p);
  const score = new Float64Array(p);
  const information = new Float64Array(triangleLength(p));
  let logLikelihood = 0;
  for (let start = 0; start < order.length; ) {
    const time = times[order[start]!]!;
    const tied = emptySums(p);
    const weightOfTime = weightOf(time);
    let deaths = 0;
    let end = start;
    for (; end < order.length && times[order[end]!] === time; end++) {
      const row = order[end]!;
      const weight = Math.exp(predictor[row]! - largest);
      addRow(atRisk, x, row * p, weight);
      if (events[row] !== 1) continue;
      deaths++;
      addRow(tied, x, row * p, weight);
      logLikelihood += weightOfTime * (predictor[row]! - largest);
      for (let j = 0; j < p; j++) score[j]! += weightOfTime * x[row * p + j]!;
    }
    for (let death = 0; death < deaths; death++) {
      const share = ties === "efron" ? death / deaths : 0;
      const total = atRisk.weight - share * tied.weight;
      logLikelihood -= weightOfTime * Math.log(total);
      const mean = atRisk.first.map((sum, j) => (sum - share * tied.first[j]!) / total);
      for (let j = 0, at = 0; j < p; j++) {
        score[j]! -= weightOfTime * mean[j]!;
        for (let k = j; k < p; k++, at++) {
          const second = (atRisk.second[at]! - share * tied.second[at]!) / total;
          information[at]! += weightOfTime * (second - mean[j]! * mean[k]!);
        }
      }
    }
    start = end;
  }
  return { logLikelihood, score, information };
}

function centred(covariates: Float64Array, p: number): Float64Array {
  const rows = p === 0 ? 0 : covariates.length / p;
  const mean = new Float64Array(p);
  // The first row's value as a start: the mean of a constant is then exactly that constant.
  for (let i = 0; i < covariates.length; i++) mean[i % p]! += (covariates[i]! - covariates[i % p]!) / rows;
  return covariates.map((value, i) => value - (covariates[i % p]! + mean[i % p]!));
}

function dot(x: Float64Array, start: number, beta: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < beta.length; j++) sum += x[start + j]! * beta[j]!;
  return sum;
}

function emptySums(p: number): RiskSums {
  return { weight: 0, first: new Float64Array(p), second: new Float64Array(triangleLength(p)) };
}

function addRow(sums: RiskSums, x: Float64Array, start: number, weight: number): void {
  sums.weight += weight;
  const p = sums.first.length;
  for (let j = 0, at = 0; j < p; j++) {
    const weighted = weight * x[start + j]!;
    sums.first[j]! += weighted;
    for (let k = j; k < p; k++, at++) sums.second[at]! += weighted * x[start + k]!;
  }
}
