import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { LocalComputation } from "@consilium/node/workloads/LocalWorkload.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { decodeModel, type Model } from "@consilium/sdk/models/Model.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { courseOf, type StageProgress } from "@consilium/sdk/workloads/course.ts";
import type { Reduction, VectorShape } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";

/** One site of a simulation: its table and its cohort in every round. */
export interface SimulatedSite {
  readonly table: FeatureTable;
  readonly rows: readonly number[];
}

/** How contributions become the sum that `reduce` sees. */
export type Summation = (contributions: readonly Float64Array[], shape: VectorShape) => Float64Array;

/** The unprotected sum, in float64. */
export const plainSum: Summation = (contributions, shape) =>
  Float64Array.from({ length: shape.dimension }, (_, i) => contributions.reduce((sum, vector) => sum + vector[i]!, 0));

/** What the secure sum yields once its masks cancel: each contribution rounded to the grid, added exactly. */
export const fixedPointSum: Summation = (contributions, { dimension, fractionBits }) =>
  Float64Array.from({ length: dimension }, (_, i) => {
    const words = contributions.map((vector) => BigInt(Math.round(vector[i]! * 2 ** fractionBits)));
    return Number(words.reduce((sum, each) => sum + each, 0n)) / 2 ** fractionBits;
  });

/** Runs a study's stages to their end in this process, without chain, network or masks. Returns every round's reduction. */
export async function simulateFederation(
  study: Study,
  sites: readonly SimulatedSite[],
  local: LocalComputation,
  sum: Summation,
): Promise<Reduction[]> {
  const results: Reduction[] = [];
  const progress = new Map<string, StageProgress>();
  for (;;) {
    const point = courseOf(study, progress).next;
    if (point === undefined) return results;
    const contributions: Float64Array[] = [];
    for (const [siteIndex, { table, rows }] of sites.entries()) {
      contributions.push(await local({ point, table, rows, siteIndex }));
    }
    const { context, state, iteration, shape } = point;
    const reduction = workloadOf(context.stage.workload).reduce(
      context,
      state,
      sum(contributions, shape),
      sites.length,
    );
    results.push(reduction);
    progress.set(context.stage.id, { rounds: iteration + 1, state: reduction.state });
  }
}

/** The model that the last round left. */
export function finalModel(results: readonly Reduction[]): Model {
  const last = results.at(-1);
  if (last === undefined) throw new FederationError("WORKLOAD_FAILED", "The study has no round.");
  return decodeModel(last.state);
}
