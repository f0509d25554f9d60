import { createRequire } from "node:module";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendChoice } from "./SgdJob.ts";

/**
 * Starts tfjs in this thread: wasm with SIMD on one thread, else plain JavaScript, and says so. Call in a worker thread
 * only: training blocks, and the wasm module's loader installs process-wide listeners.
 */
export async function startBackend(choice: BackendChoice): Promise<{ backend: string; notice: string | undefined }> {
  let notice: string | undefined;
  if (choice.backend !== "cpu") {
    try {
      const wasm = await import("@tensorflow/tfjs-backend-wasm");
      const require = createRequire(import.meta.url);
      const installed = path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm")) + path.sep;
      wasm.setWasmPaths(choice.wasmFolder ?? installed);
      wasm.setThreadsCount(1);
      if (await tf.setBackend("wasm")) return { backend: tf.getBackend(), notice };
    } catch {
      // Told below: the reason is on the worker's stderr and changes nothing for the operator.
    }
    notice = "The wasm backend could not load; training runs on the slower cpu backend. Reinstall the node's packages.";
  }
  await import("@tensorflow/tfjs-backend-cpu");
  if (!(await tf.setBackend("cpu"))) throw new Error("No tfjs backend could be started.");
  return { backend: tf.getBackend(), notice };
}
