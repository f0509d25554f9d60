import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { startLimited } from "@consilium/service/processes/limitedProcess.ts";
import { refuse } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import type { ChildReport, ExtractionRequest } from "./extraction.child.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import type { RecordSource } from "./RecordSource.ts";
import { EXTRACTION_LIMITS, type ExtractionLimits, type ExtractionReport } from "./runExtraction.ts";

/** Node itself, beside the embedded database. */
const OWN_MEMORY_MIB = 256;
/** How long a query that does not heed its interrupt may go on. */
const GRACE_MS = 5_000;
const CHILD_URL = new URL(`./extraction.child.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/**
 * Extracts in a process of its own, `runExtraction` at its heart. The process has a hard limit of memory and time, no passphrase in its
 * environment, no output but its answer, and it ends with this one. Throws what `runExtraction` throws; QUERY_REFUSED or, before
 * the query began, RECORDS_UNREADABLE where the memory is not enough.
 */
export async function extractFeatures(input: {
  readonly source: RecordSource;
  readonly study: Study;
  readonly policy: SitePolicy;
  readonly limits?: Partial<ExtractionLimits>;
}): Promise<{ table: FeatureTable; report: ExtractionReport }> {
  const { origin } = input.source;
  const limits = { ...EXTRACTION_LIMITS, ...(origin.memoryMiB && { memoryMiB: origin.memoryMiB }), ...input.limits };
  const child = startLimited(fileURLToPath(CHILD_URL), limits.memoryMiB);
  let isLoaded = false;
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      child.on("message", (report: ChildReport) => {
        if (report.kind === "done") resolve(report.result);
        if (report.kind === "failed") reject(new FederationError(report.code, report.message, report.details));
        if (report.kind !== "loaded") return;
        isLoaded = true;
        timer = setTimeout(() => {
          isLate = true;
          child.kill("SIGKILL");
        }, limits.queryTimeoutMs + GRACE_MS);
      });
      child.once("error", (cause) => reject(failed("It could not be started.", cause)));
      child.once("exit", (exitCode) => {
        if (isLate) reject(refuse(`It runs longer than ${limits.queryTimeoutMs} ms.`, "Make the query cheaper."));
        else if (exitCode !== null && exitCode < 128) reject(failed(`It ended with code ${exitCode}.`));
        else reject(withoutMemory(limits.memoryMiB, isLoaded));
      });
      const memoryMiB = Math.max(64, limits.memoryMiB - OWN_MEMORY_MIB);
      const { config, directory } = origin;
      const request: ExtractionRequest = {
        ...{ config, directory, study: input.study, policy: input.policy },
        limits: { ...limits, memoryMiB },
        processMiB: limits.memoryMiB,
      };
      child.send(request, (error) => error && reject(failed("It could not be asked.", error)));
    });
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

function withoutMemory(memoryMiB: number, isLoaded: boolean): FederationError {
  if (isLoaded) return refuse(`It needs more than ${memoryMiB} MiB of memory.`, "Make the query need less.");
  return new FederationError("RECORDS_UNREADABLE", `The records do not fit into ${memoryMiB} MiB of memory.`, {
    field: "records",
    hint: "Raise records.memoryMiB in node.yaml, or export less.",
  });
}

function failed(message: string, cause?: unknown): FederationError {
  return new FederationError("PROCESS_FAILED", `The extraction failed. ${message}`, { field: "records", cause });
}
