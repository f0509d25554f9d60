import type { Study } from "@consilium/sdk/study/Study.ts";
import { type CoursePoint, courseOf, type StageProgress } from "@consilium/sdk/workloads/course.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";

/** Where a study stands after the first so many of its finalised rounds, given what those left. */
export function pointAfter(study: Study, reductions: readonly Reduction[], rounds = reductions.length): CoursePoint {
  const progress = new Map<string, StageProgress>();
  for (let done = 0; ; done++) {
    const { next } = courseOf(study, progress);
    if (next === undefined) throw new Error(`the study has no round ${rounds + 1}`);
    if (done === rounds) return next;
    progress.set(next.context.stage.id, { rounds: next.iteration + 1, state: reductions[done]!.state });
  }
}
