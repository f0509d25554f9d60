import { Worker } from "node:worker_threads";

/** What one piece of work took. */
export interface Timing {
  wallMs: number;
  /** Of all threads of this process. Wall-clock time far above it means that others had the processors. */
  cpuMs: number;
}

export async function time<T>(work: () => Promise<T> | T): Promise<Timing & { result: T }> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const result = await work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000, result };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Wall-clock and processor time each by its own median. */
export function medianTiming(timings: readonly Timing[]): Timing {
  return { wallMs: median(timings.map(({ wallMs }) => wallMs)), cpuMs: median(timings.map(({ cpuMs }) => cpuMs)) };
}

export function sumOf(timings: readonly Timing[]): Timing {
  return {
    wallMs: timings.reduce((sum, { wallMs }) => sum + wallMs, 0),
    cpuMs: timings.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  };
}

const SAMPLER = `
  import { parentPort, workerData } from "node:worker_threads";
  const peak = new BigInt64Array(workerData);
  setInterval(() => {
    const rss = BigInt(process.memoryUsage.rss());
    if (rss > Atomics.load(peak, 0)) Atomics.store(peak, 0, rss);
  }, 4);
  parentPort.postMessage("ready");
`;

/** Resident memory at its highest, looked at every 4 ms by a thread, since the work itself may not let timers run. */
export class PeakMemory {
  readonly #peak: BigInt64Array<SharedArrayBuffer>;
  readonly #thread: Worker;

  private constructor(thread: Worker, peak: BigInt64Array<SharedArrayBuffer>) {
    this.#thread = thread;
    this.#peak = peak;
  }

  static async start(): Promise<PeakMemory> {
    const peak = new BigInt64Array(new SharedArrayBuffer(8));
    const url = new URL(`data:text/javascript,${encodeURIComponent(SAMPLER)}`);
    const thread = new Worker(url, { workerData: peak.buffer, execArgv: [] });
    thread.unref();
    await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject));
    return new PeakMemory(thread, peak);
  }

  /** The result of the work, and by how many bytes resident memory rose above where it began. */
  async during<T>(work: () => Promise<T>): Promise<{ result: T; extraBytes: number }> {
    globalThis.gc?.();
    const before = BigInt(process.memoryUsage.rss());
    Atomics.store(this.#peak, 0, before);
    const result = await work();
    return { result, extraBytes: Math.max(0, Number(Atomics.load(this.#peak, 0) - before)) };
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
