import { type ChildProcess, fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { ChildReport, ExtractionRequest } from "./extraction.child.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { refuse } from "./ReadOnlyQuery.ts";
import type { RecordSource } from "./RecordSource.ts";
import { EXTRACTION_LIMITS, type ExtractionLimits, type ExtractionReport } from "./runExtraction.ts";

/** Node itself, beside the embedded database. */
const OWN_MEMORY_MIB = 256;
/** Writable addresses that V8 sets aside for machine code on x64. The system counts them as data, though no query can use them. */
const CODE_RANGE_MIB = 512;
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
  readonly limits?: Partial<ExtractionLimits>;
}): Promise<{ table: FeatureTable; report: ExtractionReport }> {
  const { origin } = input.source;
  const limits = { ...EXTRACTION_LIMITS, ...(origin.memoryMiB && { memoryMiB: origin.memoryMiB }), ...input.limits };
  const child = start(limits.memoryMiB);
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
        ...{ config, directory, study: input.study },
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

/** A process whose data cannot grow above the limit (RLIMIT_DATA, Linux), and which leaves no core file with records in it. */
function start(memoryMiB: number): ChildProcess {
  const script = fileURLToPath(CHILD_URL);
  // The environment is the child's own: the passphrase of the keystore is not in it.
  const env = { TZ: "UTC" };
  if (process.platform !== "linux") {
    return fork(script, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"], env, execArgv: [] });
  }
  const limit = 'ulimit -c 0; ulimit -d "$1" || exit 70; shift; exec "$@"';
  return spawn("/bin/sh", ["-c", limit, "sh", String((memoryMiB + CODE_RANGE_MIB) * 1_024), process.execPath, script], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env,
  });
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
