import { Matrix } from "ml-matrix";
import { type ColumnSpec, isNumeric } from "../../schemas/columns.ts";
import { invertPositiveDefinite } from "../../statistics/symmetric.ts";
import type { CategoryCounts, GroupedColumn } from "./groups.ts";
import type { Moments } from "./moments.ts";

/**
 * The standardised mean difference of a column between two groups, without sign; between more, the largest over pairs. Of means it is
 * their distance over the root of the mean of both variances (Austin, Commun Stat Simul Comput 38, 2009), of a share p the variance is
 * p (1 - p), and of a category's shares it is a Mahalanobis distance (Yang and Dalton, SAS Global Forum 335-2012).
 *
 * @param places Which groups are compared: rows without a group are not.
 * @returns null where it is withheld, or where no pair has one: no value, or unequal without any scatter.
 */
export function largestStandardisedDifference(
  column: ColumnSpec,
  parts: GroupedColumn["parts"],
  places: number,
): number | null {
  if (parts === null) return null;
  const groups = parts.slice(0, places);
  const pairs = groups.flatMap((left, i) => groups.slice(i + 1).map((right) => differenceOf(column, left, right)));
  const known = pairs.filter((pair) => pair !== null);
  return known.length === 0 ? null : Math.max(...known);
}

type Part = Moments | CategoryCounts;

function differenceOf(column: ColumnSpec, left: Part, right: Part): number | null {
  if (!isNumeric(column)) return categoryDifference(left as CategoryCounts, right as CategoryCounts);
  const isShare = column.type === "binary" || column.type === "event";
  const [a, b] = [left as Moments, right as Moments];
  const [first, second] = [a, b].map(({ mean, variance }) => (isShare && mean !== null ? mean * (1 - mean) : variance));
  if (a.mean === null || b.mean === null || first === null || second === null) return null;
  const scatter = Math.sqrt((first! + second!) / 2);
  if (scatter > 0) return Math.abs(a.mean - b.mean) / scatter;
  return a.mean === b.mean ? 0 : null;
}

function categoryDifference(left: CategoryCounts, right: CategoryCounts): number | null {
  const [a, b] = [left.counts ?? [], right.counts ?? []];
  const [total, otherTotal] = [a, b].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (total === 0 || otherTotal === 0) return null;
  // One level follows from the others, and one that nobody has says nothing.
  const present = a.flatMap((count, i) => (count + b[i]! > 0 ? [i] : [])).slice(1);
  if (present.length === 0) return 0;
  const shares = present.map((i) => [a[i]! / total, b[i]! / otherTotal] as const);
  const covariance = Matrix.zeros(shares.length, shares.length);
  for (const [i, [p, q]] of shares.entries()) {
    for (const [j, [r, s]] of shares.entries()) {
      covariance.set(i, j, i === j ? (p * (1 - p) + q * (1 - q)) / 2 : -(p * r + q * s) / 2);
    }
  }
  const solved = invertPositiveDefinite(covariance);
  if (!("inverse" in solved)) return null;
  const distance = Matrix.columnVector(shares.map(([p, q]) => p - q));
  return Math.sqrt(distance.transpose().mmul(solved.inverse).mmul(distance).get(0, 0));
}
