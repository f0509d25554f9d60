import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { studyError } from "@consilium/sdk/study/studyFile.ts";
import { startLimited } from "../processes/limitedProcess.ts";
import type { FeaturesReport, FeaturesRequest } from "./features.child.ts";

const CHILD_URL = new URL(`./features.child.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

export interface FeaturesLimits {
  /** Longest check, the start of its process included, in milliseconds. */
  readonly timeoutMs: number;
  /** Memory of its process, in MiB. */
  readonly memoryMiB: number;
}

const LIMITS: FeaturesLimits = { timeoutMs: 60_000, memoryMiB: 512 };
/** Node itself, beside the embedded database. */
const OWN_MEMORY_MIB = 256;

/**
 * Compares the columns of `features.sql` with study.yaml and, where the study has views, with what the views yield
 * (`checkFeaturesSql`). A study may be another's, and to bind a query works out its constant parts, so this happens in a process
 * of its own with a limit of memory and time. Throws STUDY_INVALID naming features.sql, the columns and what to do.
 */
export async function checkFeatures(study: Study, limits: Partial<FeaturesLimits> = {}): Promise<void> {
  const { timeoutMs, memoryMiB } = { ...LIMITS, ...limits };
  const child = startLimited(fileURLToPath(CHILD_URL), memoryMiB);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const late = refused(`Its check takes longer than ${timeoutMs} ms.`, "Make the query simpler.");
      timer = setTimeout(() => reject(late), timeoutMs);
      child.on("message", (report: FeaturesReport) => {
        if (report.kind === "done") return resolve();
        const { code, message, details } = report;
        // What a site would refuse to run is, where the study is written, a fault of the study.
        reject(new FederationError(code === "QUERY_REFUSED" ? "STUDY_INVALID" : code, message, details));
      });
      child.once("error", (cause) => reject(failed("It could not be started.", cause)));
      child.once("exit", (exitCode) => {
        if (exitCode !== null && exitCode < 128) reject(failed(`It ended with code ${exitCode}.`));
        else reject(refused(`Its check needs more than ${memoryMiB} MiB of memory.`, "Make the query simpler."));
      });
      const { document, featuresSql, views } = study;
      const request: FeaturesRequest = {
        study: { document, featuresSql, views },
        memoryMiB: Math.max(64, memoryMiB - OWN_MEMORY_MIB),
        processMiB: memoryMiB,
      };
      child.send(request, (error) => error && reject(failed("It could not be asked.", error)));
    });
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

function refused(message: string, hint: string): FederationError {
  return studyError("features.sql", message, hint);
}

function failed(message: string, cause?: unknown): FederationError {
  return new FederationError("PROCESS_FAILED", `The check failed. ${message}`, { field: "features.sql", cause });
}
