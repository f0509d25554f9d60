import type { Study } from "@consilium/sdk/study/Study.ts";
import { endWithParent, type Failure, failureOf, watchMemory } from "@consilium/service/processes/limitedProcess.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import { createRecordSource } from "./createRecordSource.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { type ExtractionLimits, type ExtractionReport, runExtraction } from "./runExtraction.ts";

/** What the process is asked, once. */
export interface ExtractionRequest {
  readonly config: unknown;
  readonly directory: string;
  readonly study: Study;
  readonly policy: SitePolicy;
  readonly limits: ExtractionLimits;
  /** Memory of the whole process. */
  readonly processMiB: number;
}

export type ChildReport =
  | { readonly kind: "loaded" }
  | { readonly kind: "done"; readonly result: { table: FeatureTable; report: ExtractionReport } }
  | ({ readonly kind: "failed" } & Failure);

endWithParent();
process.once("message", (request: ExtractionRequest) => {
  watchMemory(request.processMiB);
  const source = createRecordSource(request.config, request.directory);
  const { study, policy, limits } = request;
  runExtraction({ source, study, policy, limits, onLoaded: () => report({ kind: "loaded" }) })
    .then((result) => report({ kind: "done", result }))
    .catch((error) =>
      report({ kind: "failed", ...failureOf(error, { message: "The extraction failed.", field: "records" }) }),
    );
});

function report(message: ChildReport): void {
  process.send?.(message);
}
