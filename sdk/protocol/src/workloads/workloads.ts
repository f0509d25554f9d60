import { FederationError } from "../errors/FederationError.ts";
import type { StageFrame } from "../schemas/study.ts";
import { cox } from "./cox/cox.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { glm } from "./glm/glm.ts";
import { km } from "./km/km.ts";
import { summary } from "./summary/summary.ts";
import { train } from "./train/train.ts";
import type { RowSet, Workload } from "./Workload.ts";

/** Every workload by its kind, the word that a stage of `study.yaml` says. A new kind is a folder and a line here. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  cox,
  evaluate,
  glm,
  km,
  summary,
  train,
};

/** The shared half of a workload. @throws STUDY_INVALID on an unknown kind, listing the known ones. */
export function workloadOf(kind: string, field = "study.yaml.stages"): Workload {
  const workload = Object.hasOwn(WORKLOADS, kind) ? WORKLOADS[kind] : undefined;
  if (workload !== undefined) return workload;
  throw new FederationError("STUDY_INVALID", `There is no workload '${kind.slice(0, 32)}'.`, {
    field,
    hint: `Use one of ${Object.keys(WORKLOADS).join(", ")}.`,
  });
}

/** The rows that a stage is about; each site's cohort of its rounds has only those. */
export function rowSetOf(stage: StageFrame): RowSet {
  return workloadOf(stage.workload).rows?.(stage) ?? "training";
}
