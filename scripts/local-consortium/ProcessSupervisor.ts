import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

export interface ProcessSpec {
  /** Also the log file's name. */
  name: string;
  /** Script and its arguments; run by this same Node. */
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Longest wait for the readiness line: the first line of JSON on its standard output. */
  readyTimeoutMs?: number;
}

export type ReadyLine = Readonly<Record<string, unknown>>;

interface Running {
  name: string;
  child: ChildProcess;
  logFile: string;
  ended: Promise<void>;
}

const GUARD = new URL("./endWithParent.ts", import.meta.url).href;
/** Every process loads much the same modules; the second start of each finds them compiled. */
export const COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/consilium-compile", import.meta.url));
const STOP_TIMEOUT_MS = 8_000;
const LOG_TAIL_BYTES = 2_000;

/**
 * Starts processes, waits until each says it is ready, keeps their output in log files, and stops them in reverse order.
 * Children have a process group of their own, so that Ctrl-C reaches only the parent, which then stops them in order;
 * they end by themselves when the parent dies. Signals go to the pids of its own living children and to nothing else.
 */
export class ProcessSupervisor {
  readonly #logDirectory: string;
  readonly #running: Running[] = [];
  #stopping: Promise<void> | undefined;
  #fail!: (error: FederationError) => void;
  /** Rejects when a child ends that nobody stopped. */
  readonly failure: Promise<never>;

  constructor(logDirectory: string) {
    this.#logDirectory = logDirectory;
    this.failure = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    // Whoever races against it sees the rejection; nobody else has to.
    this.failure.catch(() => undefined);
  }

  /**
   * Starts a process and returns its readiness line.
   * @throws PROCESS_FAILED naming the log file when it ends, or says nothing in time; it is not left running then
   */
  async start({ name, args, env, readyTimeoutMs = 30_000 }: ProcessSpec): Promise<ReadyLine> {
    if (this.#stopping !== undefined) throw new FederationError("PROCESS_FAILED", "The processes are being stopped.");
    await mkdir(this.#logDirectory, { recursive: true });
    const logFile = join(this.#logDirectory, `${name}.log`);
    const errors = await open(logFile, "a", 0o600);
    let child: ChildProcess;
    try {
      child = spawn(process.execPath, ["--import", GUARD, ...args], {
        detached: true,
        stdio: ["pipe", "pipe", errors.fd],
        env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...env },
      });
    } finally {
      await errors.close();
    }
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const running: Running = { name, child, logFile, ended };
    this.#running.push(running);
    child.on("exit", (code, signal) => void this.#onExit(running, code, signal));
    child.stdin?.on("error", () => undefined);
    child.stdout?.pipe(createWriteStream(logFile, { flags: "a", mode: 0o600 }));
    try {
      return await this.#ready(running, readyTimeoutMs);
    } catch (error) {
      await this.#end([running]);
      throw error;
    }
  }

  /** Process ids by name. */
  pids(): Record<string, number> {
    return Object.fromEntries(this.#running.map(({ name, child }) => [name, child.pid ?? -1]));
  }

  /** Ends one process at once, as a crash would (SIGKILL), or as asked for; it may be started again. */
  async kill(name: string, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const found = this.#running.find((running) => running.name === name);
    if (found === undefined) return;
    this.#running.splice(this.#running.indexOf(found), 1);
    signalOwn(found.child, signal);
    await found.ended;
  }

  /** Stops all, last started first, and returns when every one of them is gone. Safe to call again. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#end([...this.#running].reverse());
    await this.#stopping;
  }

  async #end(list: readonly Running[]): Promise<void> {
    for (const running of list) {
      const at = this.#running.indexOf(running);
      if (at >= 0) this.#running.splice(at, 1);
      signalOwn(running.child, "SIGTERM");
      const late = setTimeout(() => signalOwn(running.child, "SIGKILL"), STOP_TIMEOUT_MS);
      await running.ended;
      clearTimeout(late);
    }
  }

  async #onExit(running: Running, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (this.#stopping !== undefined || !this.#running.includes(running)) return;
    await running.ended;
    this.#fail(await ended(running, code, signal));
  }

  #ready(running: Running, timeoutMs: number): Promise<ReadyLine> {
    const { child, name, logFile } = running;
    return new Promise((resolve, reject) => {
      let text = "";
      const timer = setTimeout(() => {
        reject(failed(name, `did not become ready within ${timeoutMs / 1_000} s`, logFile, ""));
      }, timeoutMs);
      const onOutput = (chunk: string): void => {
        text += chunk;
        for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
          const ready = jsonLine(text.slice(0, end));
          text = text.slice(end + 1);
          if (ready === undefined) continue;
          clearTimeout(timer);
          child.stdout?.off("data", onOutput);
          resolve(ready);
          return;
        }
      };
      child.stdout?.setEncoding("utf8").on("data", onOutput);
      child.once("error", (cause) => {
        clearTimeout(timer);
        reject(new FederationError("PROCESS_FAILED", `${name} could not be started.`, { cause }));
      });
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        void running.ended.then(async () => reject(await ended(running, code, signal)));
      });
    });
  }
}

/** Only a child that has not been reaped still owns its pid. */
function signalOwn(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) child.kill(signal);
}

function jsonLine(line: string): ReadyLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as ReadyLine;
  } catch {
    return undefined;
  }
}

async function ended({ name, logFile }: Running, code: number | null, signal: NodeJS.Signals | null) {
  return failed(
    name,
    signal === null ? `ended with code ${code}` : `was ended by ${signal}`,
    logFile,
    await tail(logFile),
  );
}

function failed(name: string, what: string, logFile: string, lastLines: string): FederationError<"PROCESS_FAILED"> {
  const shown = lastLines === "" ? "" : ` Its last lines:\n${lastLines}\n`;
  return new FederationError("PROCESS_FAILED", `The process ${what}.${shown}`, {
    field: name,
    hint: `Its whole log is ${logFile}.`,
  });
}

async function tail(path: string): Promise<string> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_TAIL_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8").trim().split("\n").slice(-5).join("\n");
  } finally {
    await file.close();
  }
}
