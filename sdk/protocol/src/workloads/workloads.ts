import { FederationError } from "../errors/FederationError.ts";
import { summary } from "./summary.ts";
import { train } from "./train.ts";
import type { Workload } from "./Workload.ts";

const WORKLOADS: Readonly<Record<Workload["kind"], Workload>> = { summary, train };

/** The shared half of a workload by its name in `study.yaml`. @throws STUDY_INVALID on an unknown one. */
export function workloadOf(kind: string): Workload {
  if (Object.hasOwn(WORKLOADS, kind)) return WORKLOADS[kind as Workload["kind"]];
  throw new FederationError("STUDY_INVALID", "No such workload.", {
    field: "study.yaml: workload",
    hint: `Use one of ${Object.keys(WORKLOADS).join(", ")}.`,
  });
}
