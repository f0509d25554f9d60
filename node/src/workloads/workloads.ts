import { stepOf } from "@consilium/sdk/workloads/plan.ts";
import type { Workload } from "@consilium/sdk/workloads/Workload.ts";
import type { LocalComputation } from "./LocalWorkload.ts";
import { localSummary } from "./summary.ts";
import { createTrainer } from "./train.ts";
import type { TrainingThreadOptions } from "./trainingThread.ts";

/** Every workload's local half behind one call, for the node's round. */
export interface LocalWorkloads {
  /** Runs the half that the study's plan names for `request.step`. */
  readonly local: LocalComputation;
  backend(): string | undefined;
  stop(): Promise<void>;
}

export function createLocalWorkloads(options: TrainingThreadOptions = {}): LocalWorkloads {
  const trainer = createTrainer(options);
  const halves: Readonly<Record<Workload["kind"], LocalComputation>> = { summary: localSummary, train: trainer.local };
  return {
    local: async (request) => halves[stepOf(request.study, request.step).workload](request),
    backend: trainer.backend,
    stop: trainer.stop,
  };
}
