import { Matrix } from "ml-matrix";
import { invertPositiveDefinite } from "../../statistics/symmetric.ts";
import type { GroupCounts } from "./curve.ts";

/** A log-rank test: chi-square with one degree of freedom fewer than groups. */
export interface LogRank {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
}

/**
 * The log-rank test of equal survival (Mantel 1966; for several groups Peto and Peto 1972) with the hypergeometric variance.
 * Undefined where it has no groups to tell apart: fewer than two with rows, or no time at which two have patients at risk.
 */
export function logRank(groups: readonly GroupCounts[]): LogRank | undefined {
  const present = groups.filter(({ rows }) => rows > 0);
  const degreesOfFreedom = present.length - 1;
  if (degreesOfFreedom < 1) return undefined;
  const atRisk = present.map(({ rows }) => rows);
  const excess = new Float64Array(present.length);
  const variance = Matrix.zeros(degreesOfFreedom, degreesOfFreedom);
  for (let k = 0; k < present[0]!.events.length; k++) {
    const n = atRisk.reduce((sum, each) => sum + each, 0);
    const d = present.reduce((sum, { events }) => sum + events[k]!, 0);
    if (n === 0) break;
    // One patient at risk alone has no variance.
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    const shares = atRisk.map((each) => each / n);
    for (const [g, { events }] of present.entries()) excess[g]! += events[k]! - d * shares[g]!;
    for (let g = 0; g < degreesOfFreedom; g++) {
      for (let h = 0; h < degreesOfFreedom; h++) {
        // In this order the matrix is symmetric to the bit.
        const covariance = (h === g ? shares[g]! : 0) - shares[g]! * shares[h]!;
        variance.set(g, h, variance.get(g, h) + spread * covariance);
      }
    }
    for (const [g, { events, censored }] of present.entries()) atRisk[g]! -= events[k]! + censored[k]!;
  }
  const solved = invertPositiveDefinite(variance);
  if ("dependentColumn" in solved) return undefined;
  const first = Matrix.columnVector(Array.from(excess.subarray(0, degreesOfFreedom)));
  return { statistic: first.transpose().mmul(solved.inverse).mmul(first).get(0, 0), degreesOfFreedom };
}
