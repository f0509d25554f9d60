import { FederationError } from "../errors/FederationError.ts";
import type { VectorShape } from "./Workload.ts";

/**
 * Refuses a site's own vector before protection: NaN, infinity or a coordinate past the bound would wrap in the ring
 * and spoil the sum of everyone.
 *
 * @throws CONTRIBUTION_OUT_OF_RANGE naming the coordinate, never its value.
 */
export function checkContribution(shape: VectorShape, contribution: Float64Array): Float64Array {
  if (contribution.length !== shape.dimension) {
    throw new FederationError("CONTRIBUTION_OUT_OF_RANGE", `The contribution has not ${shape.dimension} coordinates.`);
  }
  const at = contribution.findIndex((value) => !(Math.abs(value) <= shape.bound));
  if (at >= 0) {
    throw new FederationError("CONTRIBUTION_OUT_OF_RANGE", "A coordinate is not finite or past the bound.", {
      field: `contribution.${at}`,
      hint: "Check the study's ranges, learning rate and clipping norm.",
    });
  }
  return contribution;
}

/**
 * Refuses a sum that this many contributions cannot have made, before anything is derived from it.
 *
 * @throws WORKLOAD_FAILED naming the coordinate.
 */
export function refuseSum(shape: VectorShape, sum: Float64Array, survivorCount: number): void {
  if (!Number.isSafeInteger(survivorCount) || survivorCount < 1 || sum.length !== shape.dimension) {
    throw new FederationError("WORKLOAD_FAILED", `The sum is not of survivors' ${shape.dimension} coordinates.`);
  }
  // Each contribution is rounded to the grid, so a sum may pass n * bound by half a step a site.
  const largest = survivorCount * (shape.bound + 2 ** -shape.fractionBits);
  const at = sum.findIndex((value) => !(Math.abs(value) <= largest));
  if (at >= 0) {
    throw new FederationError("WORKLOAD_FAILED", "The sum is past what its survivors can have contributed.", {
      field: `sum.${at}`,
    });
  }
}
