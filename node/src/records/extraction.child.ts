import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { FederationError, type FederationErrorDetails } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { createRecordSource } from "./createRecordSource.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { type ExtractionLimits, type ExtractionReport, runExtraction } from "./runExtraction.ts";

/** What the process is asked, once. */
export interface ExtractionRequest {
  readonly config: unknown;
  readonly directory: string;
  readonly study: Study;
  readonly limits: ExtractionLimits;
  /** Memory of the whole process. */
  readonly processMiB: number;
}

export type ChildReport =
  | { readonly kind: "loaded" }
  | { readonly kind: "done"; readonly result: { table: FeatureTable; report: ExtractionReport } }
  | {
      readonly kind: "failed";
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: FederationErrorDetails;
    };

const WATCH_MS = 20;

process.on("disconnect", end);
process.once("message", (request: ExtractionRequest) => {
  watchMemory(request.processMiB);
  const source = createRecordSource(request.config, request.directory);
  runExtraction({ source, study: request.study, limits: request.limits, onLoaded: () => report({ kind: "loaded" }) })
    .then((result) => report({ kind: "done", result }))
    .catch((error) => report(failureOf(error)));
});

/** Without the parent nobody wants the records: end at once, whatever the database is doing. */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}

/** The second line behind the system's own limit, which some systems do not have. */
function watchMemory(limitMiB: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > limitMiB * 2 ** 20) end();
  }, WATCH_MS);
}

function report(message: ChildReport): void {
  process.send?.(message);
}

/** An error without its cause and stack, which may quote a record. */
function failureOf(error: unknown): ChildReport {
  if (!(error instanceof FederationError)) {
    return { kind: "failed", code: "INTERNAL", message: "The extraction failed.", details: { field: "records" } };
  }
  const { code, field, hint } = error;
  const from = field === undefined ? 0 : field.length + 2;
  const to = error.message.length - (hint === undefined ? 0 : hint.length + 1);
  const details = { ...(field !== undefined && { field }), ...(hint !== undefined && { hint }) };
  return { kind: "failed", code, message: error.message.slice(from, to), details };
}
