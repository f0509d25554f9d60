import { FederationError } from "../errors/FederationError.ts";

/** Per feature: x is carried as (x - mean) / deviation. Deviations are positive. */
export interface Standardiser {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** The divisor for a column: 1 where its variance is zero, so that a constant column becomes 0 and never NaN. */
export function guardedDeviation(deviation: number): number {
  return deviation > 0 ? deviation : 1;
}

/**
 * One site's own mean and sample deviation (divisor n - 1) of each feature over rows (row-major, rows x features, NaN
 * where missing), for `standardise: site`. A column that is constant or all missing gets deviation 1.
 */
export function siteStandardiser(x: Float64Array, featureCount: number): Standardiser {
  const mean = new Float64Array(featureCount);
  const deviation = new Float64Array(featureCount).fill(1);
  for (const feature of mean.keys()) {
    const values: number[] = [];
    for (let i = feature; i < x.length; i += featureCount) if (!Number.isNaN(x[i])) values.push(x[i]!);
    if (values.length === 0) continue;
    const first = values[0]!;
    // Differences from the first value keep a constant column exactly constant.
    const shift = values.reduce((sum, value) => sum + (value - first), 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - first - shift) ** 2, 0);
    mean[feature] = first + shift;
    deviation[feature] = guardedDeviation(Math.sqrt(squares / Math.max(1, values.length - 1)));
  }
  return { mean, deviation };
}

/**
 * Standardises rows (row-major, rows x features, NaN where missing) and imputes a missing value with the mean, that is
 * with 0 afterwards. Without a standardiser values pass as they are, and a missing one becomes 0.
 *
 * @throws WORKLOAD_FAILED where the row length does not fit the standardiser.
 */
export function standardiseRows(x: Float64Array, featureCount: number, standardiser?: Standardiser): Float64Array {
  if (x.length % featureCount !== 0 || (standardiser !== undefined && standardiser.mean.length !== featureCount)) {
    throw new FederationError("WORKLOAD_FAILED", "The rows do not have the model's features.", { field: "features" });
  }
  return x.map((value, i) => {
    if (Number.isNaN(value)) return 0;
    if (standardiser === undefined) return value;
    return (value - standardiser.mean[i % featureCount]!) / standardiser.deviation[i % featureCount]!;
  });
}
