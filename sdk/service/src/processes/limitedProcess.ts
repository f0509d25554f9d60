import { type ChildProcess, fork, spawn } from "node:child_process";
import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { FederationError, type FederationErrorDetails } from "@consilium/sdk/errors/FederationError.ts";

/** Writable addresses that V8 sets aside for machine code on x64. The system counts them as data, though nothing can use them. */
const CODE_RANGE_MIB = 512;
const WATCH_MS = 20;

/** An error as one process tells another: without its cause and stack, which may quote a record. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: FederationErrorDetails;
}

/**
 * Starts a script in a process whose data cannot grow above `memoryMiB` (RLIMIT_DATA, Linux), which leaves no core file, and
 * which has no environment but UTC and Node's compile cache, no output and no input but messages.
 */
export function startLimited(script: string, memoryMiB: number): ChildProcess {
  // The environment is the child's own: the passphrase of the keystore is not in it.
  const { NODE_COMPILE_CACHE } = process.env;
  const env = { TZ: "UTC", ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
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

/** In the child: ends it with its parent, whatever the database is doing. */
export function endWithParent(): void {
  process.on("disconnect", end);
}

/** In the child: ends it above the limit. The second line behind the system's own limit, which some systems do not have. */
export function watchMemory(limitMiB: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > limitMiB * 2 ** 20) end();
  }, WATCH_MS);
}

/** An error as the child tells it. What is no FederationError is INTERNAL under `fallback`. */
export function failureOf(error: unknown, fallback: { readonly message: string; readonly field: string }): Failure {
  if (!(error instanceof FederationError)) {
    return { code: "INTERNAL", message: fallback.message, details: { field: fallback.field } };
  }
  const { code, field, hint } = error;
  const from = field === undefined ? 0 : field.length + 2;
  const to = error.message.length - (hint === undefined ? 0 : hint.length + 1);
  const details = { ...(field !== undefined && { field }), ...(hint !== undefined && { hint }) };
  return { code, message: error.message.slice(from, to), details };
}

function end(): void {
  process.kill(process.pid, "SIGKILL");
}
