import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import type { FetchedResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { savedModelOf } from "@consilium/sdk/models/SavedModel.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import type { ReportedStage, ReportInput } from "./ReportInput.ts";
import { reportFiles } from "./reportFiles.ts";

/** How the file of a stage's model ends, after the stage's id. */
export const SAVED_MODEL_ENDING = ".model.json";

/** A fetched result as `result.json` has it, and all files of its folder by name, `result.json` among them. */
export function resultFiles(
  found: FetchedResult,
  known: Pick<ReportInput, "sites" | "chain" | "audit">,
): { document: Record<string, unknown>; files: Record<string, Uint8Array> } {
  const { stages, study, ...head } = found;
  const document = {
    ...head,
    stages: stages.map(({ report, sums: _, ...stage }) => ({ ...stage, ...report.document })),
  };
  const input = { ...head, ...known, study, stages: stages.map((stage) => reportedStage(stage, found)) };
  const files: Record<string, Uint8Array> = { "result.json": jsonFile(document), ...reportFiles(input) };
  for (const stage of stages) {
    const saved = stage.finished ? savedModelOf(study, stage) : undefined;
    if (saved !== undefined) files[`${stage.stage}${SAVED_MODEL_ENDING}`] = jsonFile(saved);
  }
  return { document, files };
}

function jsonFile(document: unknown): Uint8Array {
  return utf8(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** A stage with what its workload says of itself. */
function reportedStage(fetched: FetchedResult["stages"][number], { study }: FetchedResult): ReportedStage {
  const { yieldsModel, discloses } = workloadOf(fetched.workload);
  const stage = study.document.stages.find(({ id }) => id === fetched.stage)!;
  return { ...fetched, yieldsModel, release: discloses({ study, stage }).release };
}
