/** Columns of every table of coefficients. `ratio` is e to the estimate: an odds, rate or hazard ratio. */
export const COEFFICIENT_COLUMNS = [
  "term",
  "estimate",
  "standardError",
  "statistic",
  "pValue",
  "lower",
  "upper",
  "ratio",
  "ratioLower",
  "ratioUpper",
] as const;

/** How sure the intervals of a report are. */
export const INTERVAL_LEVEL = 0.95;

/**
 * A row of such a table.
 *
 * @param quantile that the interval reaches to, in standard errors
 * @param pOf the two-sided p of a statistic
 * @param hasRatio whether e to the estimate means something
 */
export function coefficientRow(
  { term, estimate, standardError }: { term: string; estimate: number; standardError: number },
  { quantile, pOf, hasRatio }: { quantile: number; pOf: (statistic: number) => number; hasRatio: boolean },
): (string | number | null)[] {
  const statistic = estimate / standardError;
  const [lower, upper] = [estimate - quantile * standardError, estimate + quantile * standardError];
  const ratios = [estimate, lower, upper].map((value) => (hasRatio ? finite(Math.exp(value)) : null));
  return [term, ...[estimate, standardError, statistic, pOf(statistic), lower, upper].map(finite), ...ratios];
}

/** A figure of a report; null where it is none. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
