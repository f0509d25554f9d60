import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { shapeOf, stepOf } from "@consilium/sdk/workloads/plan.ts";
import { FEATURE_CELLS, rangeOf } from "@consilium/sdk/workloads/summary.ts";
import { checkCohort } from "./cohort.ts";
import type { LocalRequest } from "./LocalWorkload.ts";

/** A running sum whose rounding error does not grow with the number of terms (Neumaier 1974). */
function createSum() {
  let total = 0;
  let lost = 0;
  return {
    add(term: number): void {
      const next = total + term;
      lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
      total = next;
    },
    value: () => total + lost,
  };
}

/**
 * A site's share of table one: per feature count, sum and sum of squares of the values scaled to [-1, 1], and missing;
 * then its number of rows. A feature of which the site holds fewer than `minimumCell` values is held back: zeros, and 1
 * in `suppressedSites`, so that a sum of few survivors shows no small cell of one site.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localSummary(request: LocalRequest): Promise<Float64Array> {
  const { study, step, table, rows, onProgress } = request;
  if (stepOf(study, step).workload !== "summary") {
    throw new FederationError("WORKLOAD_FAILED", "This step is not a summary round.", { field: "step" });
  }
  checkCohort(study, table, rows);
  const shape = shapeOf(study, step);
  const { features, minimumCell } = study.document;
  const contribution = new Float64Array(shape.dimension);
  features.forEach((feature, column) => {
    const { centre, halfWidth } = rangeOf(feature);
    const sum = createSum();
    const squares = createSum();
    let count = 0;
    for (const row of rows) {
      const value = table.x[row * features.length + column]!;
      if (Number.isNaN(value)) continue;
      const scaled = Math.min(1, Math.max(-1, (value - centre) / halfWidth));
      sum.add(scaled);
      squares.add(scaled * scaled);
      count++;
    }
    const cells = count < minimumCell ? [0, 0, 0, 0, 1] : [count, sum.value(), squares.value(), rows.length - count, 0];
    contribution.set(cells, column * FEATURE_CELLS.length);
  });
  contribution[shape.dimension - 1] = rows.length;
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(shape, contribution);
}
