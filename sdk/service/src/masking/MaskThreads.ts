import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { addMaskStreams } from "@consilium/sdk/crypto/maskStreams.ts";
import { type MaskAdder, type RingWords, setMaskAdder } from "@consilium/sdk/crypto/prg.ts";
import { CHUNK_BYTES } from "@consilium/sdk/crypto/ringWords.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { MaskJob, MaskJobReport } from "./MaskJob.ts";

export interface MaskThreadsOptions {
  /** Threads at most. By default one for each processor, up to eight. */
  readonly count?: number | undefined;
  /** Key stream in bytes from which on threads are used; less is made at once. Default 64 MiB, about 20 ms of work. */
  readonly leastBytes?: number | undefined;
  /** Another worker script; for tests of crashes. */
  readonly workerUrl?: URL | undefined;
}

const MOST_THREADS = 8;
const LEAST_BYTES = 64 * 1_024 * 1_024;
/** The emitted .js stands beside this file's emitted .js, the source beside the source. */
const WORKER_URL = new URL(`./masks.worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Adds the masks of long vectors in threads, which start at need, stay warm, and never keep the process alive by themselves. Each
 * takes its own part of the vector, since the key stream can start anywhere; the caller's thread stays free. The result is that
 * of one thread, bit for bit. Where a thread fails, the vector is still as it was, and the caller's thread does all of it.
 *
 * @example const threads = MaskThreads.install(); … await threads.stop(); // a service's start and stop
 */
export class MaskThreads {
  readonly #count: number;
  readonly #leastBytes: number;
  readonly #workerUrl: URL;
  readonly #threads = new Map<number, Thread>();
  #stopped = false;

  constructor(options: MaskThreadsOptions = {}) {
    this.#count = options.count ?? Math.min(availableParallelism(), MOST_THREADS);
    this.#leastBytes = options.leastBytes ?? LEAST_BYTES;
    this.#workerUrl = options.workerUrl ?? WORKER_URL;
  }

  /** Makes `addMasks` of this process use threads, until `stop`. Throws INTERNAL where an installation lacks their script. */
  static install(options?: MaskThreadsOptions): MaskThreads {
    const threads = new MaskThreads(options);
    // Later this would pass for a thread that failed, and every round would be slow without a word.
    if (!existsSync(threads.#workerUrl)) {
      throw new FederationError("INTERNAL", "The script of the masks' threads is missing.", {
        field: threads.#workerUrl.pathname,
        hint: "Install this version again, or build it anew.",
      });
    }
    setMaskAdder(threads.addMasks);
    return threads;
  }

  readonly addMasks: MaskAdder = async (target, masks) => {
    const small = target.byteLength * masks.length < this.#leastBytes;
    if (small || this.#stopped) return addMaskStreams(target, masks, 0);
    const vector = new SharedArrayBuffer(target.byteLength);
    const shared = new Uint8Array(vector);
    const own = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    shared.set(own);
    const wordBits = target instanceof Uint32Array ? 32 : 64;
    const jobs = this.#parts(target).map(([fromBytes, untilBytes], thread) =>
      this.#thread(thread).run({ wordBits, vector, fromBytes, untilBytes, masks }),
    );
    const done = await Promise.allSettled(jobs);
    if (done.some(({ status }) => status === "rejected")) return addMaskStreams(target, masks, 0);
    own.set(shared);
  };

  /** Ends the threads; work in hand goes on in the caller's. */
  async stop(): Promise<void> {
    this.#stopped = true;
    setMaskAdder(undefined);
    await Promise.all([...this.#threads.values()].map((thread) => thread.end()));
  }

  /** Parts of whole chunks, as equal as can be. */
  #parts({ byteLength }: RingWords): [fromBytes: number, untilBytes: number][] {
    const chunks = Math.ceil(byteLength / CHUNK_BYTES);
    const count = Math.min(this.#count, chunks);
    const at = (part: number) => Math.min(byteLength, Math.floor((part * chunks) / count) * CHUNK_BYTES);
    return Array.from({ length: count }, (_, part) => [at(part), at(part + 1)]);
  }

  #thread(index: number): Thread {
    const live = this.#threads.get(index);
    if (live !== undefined && !live.ended) return live;
    const thread = new Thread(this.#workerUrl);
    this.#threads.set(index, thread);
    return thread;
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  ended = false;

  constructor(url: URL) {
    this.#worker = new Worker(url, { env: {} });
    this.#worker.unref();
    this.#worker.on("message", ({ id, failure }: MaskJobReport) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#worker.unref();
      if (failure === undefined) waiting?.resolve();
      else waiting?.reject(new Error(failure));
    });
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("The thread ended.")));
  }

  run(job: Omit<MaskJob, "id">): Promise<void> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // A process waits for the work it began.
      this.#worker.ref();
      this.#worker.postMessage({ ...job, id } satisfies MaskJob);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
