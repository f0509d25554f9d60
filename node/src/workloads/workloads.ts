import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { localCox } from "./cox.ts";
import { localEvaluation } from "./evaluate.ts";
import { localGlm } from "./glm/localGlm.ts";
import { localKm } from "./km.ts";
import type { LocalComputation, LocalWorkload } from "./LocalWorkload.ts";
import { localSummary } from "./summary.ts";
import { createTrainer } from "./train.ts";
import type { TrainingThreadOptions } from "./trainingThread.ts";

/** Every local half by its kind, as the sdk's table has the shared halves. A new kind is a file and a line here. */
export const LOCAL_WORKLOADS: Readonly<Record<string, (options: TrainingThreadOptions) => LocalWorkload>> = {
  cox: () => ({ local: localCox }),
  evaluate: () => ({ local: localEvaluation }),
  glm: () => ({ local: localGlm }),
  km: () => ({ local: localKm }),
  summary: () => ({ local: localSummary }),
  train: createTrainer,
};

/** Every workload's local half behind one call, for the node's round. */
export interface LocalWorkloads {
  /** Runs the half of the stage's workload. */
  readonly local: LocalComputation;
  backend(): string | undefined;
  stop(): Promise<void>;
}

export function createLocalWorkloads(options: TrainingThreadOptions = {}): LocalWorkloads {
  const halves = new Map(Object.entries(LOCAL_WORKLOADS).map(([kind, create]) => [kind, create(options)]));
  const all = [...halves.values()];
  return {
    local: async (request) => {
      const kind = request.point.context.stage.workload;
      const half = halves.get(kind);
      if (half !== undefined) return await half.local(request);
      throw new FederationError("WORKLOAD_FAILED", `This node cannot compute the workload '${kind}'.`, {
        field: "manifest.workload",
        hint: `It knows ${[...halves.keys()].join(", ")}; bring the node to the consortium's version.`,
      });
    },
    backend: () => all.map((half) => half.backend?.()).find((name) => name !== undefined),
    stop: async () => {
      await Promise.all(all.map((half) => half.stop?.()));
    },
  };
}
