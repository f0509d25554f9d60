import { Matrix } from "ml-matrix";
import { chiSquareUpper } from "../../statistics/distributions.ts";
import { invertPositiveDefinite, triangleLength, unpackUpper } from "../../statistics/symmetric.ts";
import { designOf } from "../design.ts";
import type { ReportTable, StageContext, VectorShape } from "../Workload.ts";
import { isSameCohort } from "./newton.ts";
import { readCounts, refuseDerivatives } from "./refuse.ts";
import { COX_COUNTS, coxShape } from "./shape.ts";
import type { CoxSpec } from "./spec.ts";
import type { CoxState, CoxTrend } from "./state.ts";

const TEST_COLUMNS = ["term", "statistic", "degreesOfFreedom", "pValue"] as const;

/**
 * One more sum at the estimates: the score times g (p), the information times g, and times g squared, where g in [0, 1] is the event's
 * transformed time; then the counts. The bounds are those of the fit.
 */
export function trendShape(context: Pick<StageContext<CoxSpec>, "study" | "stage">): VectorShape {
  const p = designOf(context).length;
  return { ...coxShape(context), dimension: p + 2 * triangleLength(p) + COX_COUNTS.length };
}

/** That sum by its names. @throws AGGREGATE_REFUSED, WORKLOAD_FAILED */
export function readTrend(context: StageContext<CoxSpec>, sum: Float64Array, sites: number): CoxTrend {
  const p = designOf(context).length;
  const length = triangleLength(p);
  const counts = readCounts(context, sum, sites);
  const score = Array.from(sum.subarray(0, p));
  const information = Array.from(sum.subarray(p, p + length));
  const squares = Array.from(sum.subarray(p + length, p + 2 * length));
  refuseDerivatives(context, { score, information, counts });
  refuseDerivatives(context, { score, information: squares, counts });
  return { score, information, squares, counts };
}

/**
 * Grambsch and Therneau's test (Biometrika 81, 1994) as the score test of theta in the hazard ratio exp((beta + theta g(t)) x), as R's
 * `cox.zph` has done it since survival 3.0: for each coefficient alone and for all. Undefined where the cohort of the last sum was another
 * than the fit's, or the sums have no inverse.
 */
export function proportionalityTest(names: readonly string[], { best, trend }: CoxState): ReportTable | undefined {
  if (best === null || trend === null || !isSameCohort(best.counts, trend.counts)) return undefined;
  const p = names.length;
  const matrixOf = (packed: readonly number[]) => unpackUpper(Float64Array.from(packed), p);
  const solved = invertPositiveDefinite(matrixOf(best.information));
  if ("dependentColumn" in solved) return undefined;
  const cross = matrixOf(trend.information);
  // What is left of theta's information once beta has taken its part.
  const taken = cross.mmul(solved.inverse).mmul(cross);
  const left = matrixOf(trend.squares).sub(taken.clone().add(taken.transpose()).mul(0.5));
  const inverse = invertPositiveDefinite(left);
  if ("dependentColumn" in inverse) return undefined;
  const score = Matrix.columnVector(Array.from(trend.score));
  const all = score.transpose().mmul(inverse.inverse).mmul(score).get(0, 0);
  const each = names.map((name, j) => ({
    name,
    statistic: trend.score[j]! ** 2 / left.get(j, j),
    degreesOfFreedom: 1,
  }));
  return {
    columns: TEST_COLUMNS,
    rows: [...each, { name: "(all)", statistic: all, degreesOfFreedom: p }].map(
      ({ name, statistic, degreesOfFreedom }) => [
        name,
        statistic,
        degreesOfFreedom,
        chiSquareUpper(statistic, degreesOfFreedom),
      ],
    ),
  };
}
