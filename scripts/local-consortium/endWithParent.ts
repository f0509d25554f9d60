/**
 * Preloaded (`node --import`) into every process of the local consortium. Its standard input is a pipe that the parent
 * holds open; when the parent is gone, whatever killed it, the pipe closes and the process stops itself: no orphans.
 */
import { isMainThread } from "node:worker_threads";

const GRACE_MS = 10_000;

if (isMainThread) {
  process.stdin.on("error", stop).on("close", stop).on("end", stop);
  process.stdin.resume();
  // The watch itself must not keep an otherwise finished process alive.
  if ("unref" in process.stdin) process.stdin.unref();
}

function stop(): void {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
}
