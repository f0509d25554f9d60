import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { courseOf } from "@consilium/sdk/workloads/course.ts";
import type { StageReport } from "@consilium/sdk/workloads/Workload.ts";
import { fixedPointSum, type SimulatedSite, simulateFederation } from "../simulateFederation.ts";

const workloads = createLocalWorkloads();

/** What a study's one stage says after all its rounds, summed as the secure sum does. */
export async function fitStage(
  study: Study,
  sites: readonly SimulatedSite[],
): Promise<{ report: StageReport; rounds: number }> {
  const [stage] = study.document.stages;
  const results = await simulateFederation(study, sites, workloads.local, fixedPointSum);
  const progress = new Map([[stage!.id, { rounds: results.length, state: results.at(-1)!.state }]]);
  return { report: courseOf(study, progress).results.get(stage!.id)!.report, rounds: results.length };
}
