import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";

/** A figure and its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The mean of the clients' own figures, and that of all their rows together. */
export interface TestFigures {
  readonly byClient: readonly (number | null)[];
  readonly meanClient: Interval;
  readonly pooled: Interval;
}

const RESAMPLES = 1_000;

/**
 * A figure of each client's test rows, of their mean and of all rows together. Intervals are percentiles of resampled rows, drawn with
 * replacement within each client (Efron 1979); a client whose resample has no figure is left out of that mean.
 */
export function judgeOnTest<Row>(
  clients: readonly (readonly Row[])[],
  figure: (rows: readonly Row[]) => number | null,
): TestFigures {
  const random = seededRandom("consilium bootstrap", 0);
  const meanOf = (each: readonly (readonly Row[])[]) => {
    const known = each.map(figure).filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const means: number[] = [];
  const pools: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = clients.map((rows) => rows.map(() => rows[random.below(rows.length)]!));
    means.push(meanOf(drawn));
    pools.push(figure(drawn.flat()) ?? Number.NaN);
  }
  return {
    byClient: clients.map(figure),
    meanClient: { value: meanOf(clients), ...percentiles(means) },
    pooled: { value: figure(clients.flat()) ?? Number.NaN, ...percentiles(pools) },
  };
}

function percentiles(values: readonly number[]): { lower: number; upper: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { lower: at(0.025), upper: at(0.975) };
}
