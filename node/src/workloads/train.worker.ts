/**
 * The training thread. It gets standardised rows and weights, never patient identifiers, and answers with weights. It
 * keeps its backend warm between jobs and ends when the thread that started it terminates it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { startBackend } from "./backend.ts";
import { trainSgd } from "./network.ts";
import type { BackendChoice, RunRequest, WorkerReport } from "./SgdJob.ts";
import { selfTest } from "./selfTest.ts";

const report = (message: WorkerReport) => parentPort?.postMessage(message);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : "unknown failure");

try {
  const { backend, notice } = await startBackend(workerData as BackendChoice);
  selfTest();
  report({ kind: "ready", backend, notice });
} catch (error) {
  report({ kind: "failed", id: undefined, message: messageOf(error) });
}

parentPort?.on("message", ({ id, job }: RunRequest) => {
  try {
    const weights = trainSgd(job, (completedSteps) => report({ kind: "progress", id, completedSteps }));
    report({ kind: "done", id, weights });
  } catch (error) {
    report({ kind: "failed", id, message: messageOf(error) });
  }
});
