import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { installPython } from "../installPython.ts";
import type { Timing } from "./stopwatch.ts";

const FLOWER = "flwr==1.42.0";
const SCRIPT = fileURLToPath(new URL("flower_secagg.py", import.meta.url));

export interface FlowerAsk {
  sites: number;
  /** n − 1 for its SecAgg, 32 for its SecAgg+ here. */
  neighbours: number;
  threshold: number;
  dimension: number;
  dropouts: number;
}

/** Steps of one client and of the server, as `flower_secagg.py` times them. */
export interface FlowerFigures {
  site: Record<"join" | "deal" | "mask" | "unmask", Timing>;
  server: Record<"add" | "seeds" | "keys" | "ownMasks" | "pairwiseMasks" | "decode", Timing>;
  uploadBytes: number;
  /** Whether steps that a round does many times were done some times and multiplied. */
  sampled: boolean;
}

/** A Python process with Flower, in a virtual environment that `stop` deletes, or in `python`'s own. */
export class Flower {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #folder: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess, folder: string | undefined) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout! });
    this.#folder = folder;
  }

  /** Throws REQUEST_INVALID where Python, its `venv`, or the package index is missing. */
  static async start(python?: string): Promise<Flower> {
    const folder = python === undefined ? await mkdtemp(join(tmpdir(), "consilium-flower-")) : undefined;
    try {
      const child = spawn(python ?? (await installPython(folder!, [FLOWER])), [SCRIPT], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      return new Flower(child, folder);
    } catch (cause) {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      throw new FederationError("REQUEST_INVALID", `${FLOWER} could not be installed.`, {
        field: "--flower-python",
        hint: "It takes Python 3.10 or later with venv and a package index. Give a Python that has it, or --without-flower.",
        cause,
      });
    }
  }

  versions(): Promise<Record<string, string>> {
    return this.#ask({ versions: true });
  }

  round(ask: FlowerAsk): Promise<FlowerFigures> {
    return this.#ask(ask);
  }

  /** `count` masks made and added. */
  async masks(count: number, dimension: number): Promise<Timing> {
    return (await this.#ask<{ masks: Timing }>({ masks: count, dimension })).masks;
  }

  async stop(): Promise<void> {
    this.#child.kill();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  #ask<T>(question: object): Promise<T> {
    const answer = this.#queue.then(
      () =>
        new Promise<T>((resolve, reject) => {
          const ended = () => reject(new FederationError("REQUEST_INVALID", "The Python process with Flower ended."));
          this.#child.once("exit", ended);
          this.#lines.once("line", (line) => {
            this.#child.off("exit", ended);
            resolve(JSON.parse(line) as T);
          });
          this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
        }),
    );
    this.#queue = answer.catch(() => undefined);
    return answer;
  }
}
