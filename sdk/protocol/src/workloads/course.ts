import { FederationError } from "../errors/FederationError.ts";
import type { StageFrame } from "../schemas/study.ts";
import type { Study } from "../study/Study.ts";
import type { StageContext, StageReport, StageResult, VectorShape } from "./Workload.ts";
import { workloadOf } from "./workloads.ts";

/** How far a stage has come: how many of its rounds are finalised, and the state that the last of them left. */
export interface StageProgress {
  readonly rounds: number;
  readonly state: Uint8Array;
}

/** The round that a study needs next. An aborted round is run again as the same point. */
export interface CoursePoint {
  readonly context: StageContext;
  /** Finalised rounds of the stage before this one. */
  readonly iteration: number;
  /** The base state of the round. */
  readonly state: Uint8Array;
  readonly shape: VectorShape;
}

/** Where a study stands: the next round, or nothing where it is finished; and what the finished stages say. */
export interface Course {
  readonly next: CoursePoint | undefined;
  readonly results: ReadonlyMap<string, StageResult>;
}

const NO_MODELS: ReadonlyMap<number, Uint8Array> = new Map();

/**
 * Where a study stands after its finalised rounds. Coordinator, sites and auditors call this with the same progress and get
 * the same bytes.
 *
 * @param progress by stage id: of every stage that has a finalised round.
 * @param models bytes of the registered models that stages start from, see {@link modelsOf}.
 * @throws ROUND_PHASE where a stage has rounds although one before it is not finished.
 */
export function courseOf(
  study: Study,
  progress: ReadonlyMap<string, StageProgress>,
  models: ReadonlyMap<number, Uint8Array> = NO_MODELS,
): Course {
  const results = new Map<string, StageResult>();
  for (const [i, stage] of study.document.stages.entries()) {
    const workload = workloadOf(stage.workload);
    const context: StageContext = { study, stage, results: new Map(results), models };
    const { rounds: iteration, state } = progress.get(stage.id) ?? { rounds: 0, state: workload.begin(context) };
    const shape = workload.ask(context, state);
    if (shape !== undefined) {
      const ahead = study.document.stages.slice(i + 1).find(({ id }) => progress.has(id));
      if (ahead !== undefined) {
        throw new FederationError("ROUND_PHASE", `Stage ${ahead.id} has rounds, but ${stage.id} is not finished.`, {
          field: "stage",
          hint: "Finalise the rounds of the earlier stage first.",
        });
      }
      return { next: { context, iteration, state, shape }, results };
    }
    results.set(stage.id, { workload: stage.workload, report: workload.report(context, state) });
  }
  return { next: undefined, results };
}

/**
 * The point of a round that is known by stage, iteration and base state, for example one that ended. Stages before it must
 * be finished.
 *
 * @throws ROUND_UNKNOWN where the study has no such point.
 */
export function pointOf(course: Course, stage: string, iteration: number): CoursePoint {
  const { next } = course;
  if (next !== undefined && next.context.stage.id === stage && next.iteration === iteration) return next;
  const due = next === undefined ? "the study is finished" : `${next.context.stage.id} ${next.iteration + 1} is next`;
  throw new FederationError("ROUND_UNKNOWN", `Round ${iteration + 1} of stage '${stage}' is not due: ${due}.`, {
    field: "stage",
  });
}

/** Ids of the registered models that any stage of the study starts from, each once. */
export function modelsOf(study: Pick<Study, "document">): number[] {
  return [...new Set(study.document.stages.flatMap((stage) => workloadOf(stage.workload).startsFrom(stage)))];
}

/** The most finalised rounds that each stage, and so the study, takes. */
export function roundsAtMost(study: Omit<Study, "digest">): { stage: StageFrame; rounds: number }[] {
  return study.document.stages.map((stage) => ({
    stage,
    rounds: workloadOf(stage.workload).roundsAtMost({ study, stage }),
  }));
}

/** The sum of {@link roundsAtMost}. */
export function totalRounds(study: Omit<Study, "digest">): number {
  return roundsAtMost(study).reduce((sum, { rounds }) => sum + rounds, 0);
}

/** A stage's report at any state, for a result that is fetched before the study has finished. */
export function reportOf(context: StageContext, state: Uint8Array): StageReport {
  return workloadOf(context.stage.workload).report(context, state);
}
