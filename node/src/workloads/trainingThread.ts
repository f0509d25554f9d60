import { Worker } from "node:worker_threads";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { BackendChoice, RunRequest, SgdJob, WorkerReport } from "./SgdJob.ts";

export interface TrainingThreadOptions extends BackendChoice {
  /** One clear line for the operator, such as a fallback to another backend. */
  readonly log?: ((line: string) => void) | undefined;
  /** Another worker script; for tests of crashes. */
  readonly workerUrl?: URL | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((completedSteps: number, backend: string) => void) | undefined;
}

/** Runs jobs one after another in a worker thread that is started at need and kept warm. */
export interface TrainingThread {
  /**
   * Trained flat parameters. An abort signal ends the thread at once (the next job starts another).
   *
   * @throws WORKLOAD_FAILED where the thread fails, ROUND_ABORTED on the signal or after stop.
   */
  run(job: SgdJob, options?: RunOptions): Promise<Float32Array>;
  /** The backend in use, once a thread is up. */
  backend(): string | undefined;
  /** Ends the thread for good. */
  stop(): Promise<void>;
}

/** The emitted .js stands beside this file's emitted .js, the source beside the source. */
const WORKER_URL = new URL(`./train.worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

function failed(message: string, cause?: unknown): FederationError {
  return new FederationError("WORKLOAD_FAILED", `Training failed: ${message}`, { cause });
}

interface LiveThread {
  readonly worker: Worker;
  /** Resolves with the backend's name, rejects if the thread never gets there. */
  readonly ready: Promise<string>;
}

export function createTrainingThread(options: TrainingThreadOptions = {}): TrainingThread {
  let live: LiveThread | undefined;
  let backendName: string | undefined;
  let lastJob: Promise<unknown> = Promise.resolve();
  let nextId = 0;
  let stopped = false;

  function start(): LiveThread {
    const { backend, wasmFolder } = options;
    const worker = new Worker(options.workerUrl ?? WORKER_URL, {
      workerData: { backend, wasmFolder } satisfies BackendChoice,
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.setMaxListeners(0);
    const ready = new Promise<string>((resolve, reject) => {
      worker.once("error", (error) => reject(failed("the training thread crashed.", error)));
      worker.once("exit", () => reject(failed("the training thread ended.")));
      worker.on("message", (message: WorkerReport) => {
        if (message.kind === "failed" && message.id === undefined) reject(failed(message.message));
        if (message.kind !== "ready") return;
        if (message.notice !== undefined) options.log?.(message.notice);
        backendName = message.backend;
        resolve(message.backend);
      });
    });
    ready.catch(() => undefined);
    const started: LiveThread = { worker, ready };
    worker.once("exit", () => {
      if (live === started) live = undefined;
    });
    worker.unref();
    return started;
  }

  async function end(thread: LiveThread): Promise<void> {
    if (live === thread) live = undefined;
    await thread.worker.terminate();
  }

  async function runNow(job: SgdJob, { signal, onProgress }: RunOptions): Promise<Float32Array> {
    const aborted = () => new FederationError("ROUND_ABORTED", "Training was stopped.");
    if (stopped || signal?.aborted) throw aborted();
    live ??= start();
    const thread = live;
    const { worker, ready } = thread;
    const id = nextId++;
    const clean: (() => void)[] = [];
    worker.ref();
    try {
      return await new Promise<Float32Array>((resolve, reject) => {
        const onMessage = (message: WorkerReport) => {
          if (message.kind === "ready" || message.id !== id) return;
          if (message.kind === "progress") onProgress?.(message.completedSteps, backendName ?? "");
          if (message.kind === "done") resolve(message.weights);
          if (message.kind === "failed") reject(failed(message.message));
        };
        const onError = (error: unknown) => reject(failed("the training thread crashed.", error));
        const onExit = () => reject(failed("the training thread ended."));
        const onAbort = () => reject(aborted());
        worker.on("message", onMessage).on("error", onError).on("exit", onExit);
        signal?.addEventListener("abort", onAbort);
        clean.push(() => {
          worker.off("message", onMessage).off("error", onError).off("exit", onExit);
          signal?.removeEventListener("abort", onAbort);
        });
        ready.then(() => worker.postMessage({ kind: "run", id, job } satisfies RunRequest), reject);
      });
    } catch (error) {
      // Whatever went wrong, the next job gets a fresh thread.
      await end(thread);
      throw error;
    } finally {
      for (const undo of clean) undo();
      worker.unref();
    }
  }

  return {
    run(job, runOptions = {}) {
      const turn = lastJob.then(() => runNow(job, runOptions));
      lastJob = turn.catch(() => undefined);
      return turn;
    },
    backend: () => backendName,
    async stop() {
      stopped = true;
      if (live !== undefined) await end(live);
    },
  };
}
