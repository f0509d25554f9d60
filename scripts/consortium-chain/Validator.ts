import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** One validator's process: CometBFT and go-ethereum in one. It may be ended with `kill -9` and started again. */
export class Validator {
  readonly name: string;
  /** Its own JSON-RPC, the same after each start. */
  readonly rpcUrl: string;
  readonly #binary: string;
  readonly #home: string;
  readonly #logFile: string;
  #child: ChildProcess | undefined;

  constructor(parts: { name: string; rpcUrl: string; binary: string; home: string; logFile: string }) {
    this.name = parts.name;
    this.rpcUrl = parts.rpcUrl;
    this.#binary = parts.binary;
    this.#home = parts.home;
    this.#logFile = parts.logFile;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves once it answers JSON-RPC. @throws PROCESS_FAILED naming the log */
  async start(): Promise<void> {
    // Its standard input is a pipe of this process: the validator ends by itself when the pipe closes.
    const child = spawn(this.#binary, ["run", "--home", this.#home, "--with-parent"], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child = child;
    child.stdin.on("error", () => undefined);
    const log = createWriteStream(this.#logFile, { flags: "a", mode: 0o600 });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once("close", () => log.end());
    await new Promise<void>((resolve, reject) => {
      const fail = (what: string, cause?: Error) => {
        clearTimeout(timer);
        const hint = `Its log is ${this.#logFile}.`;
        reject(new FederationError("PROCESS_FAILED", what, { field: this.name, hint, ...(cause && { cause }) }));
      };
      const timer = setTimeout(() => fail(`It was not ready within ${READY_TIMEOUT_MS / 1_000} s.`), READY_TIMEOUT_MS);
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(-4_000);
        if (!text.includes('{"ready":true')) return;
        clearTimeout(timer);
        resolve();
      });
      child.once("error", (cause) => fail("It could not be started.", cause));
      child.once("exit", (code, signal) => fail(`It ended (${code ?? signal}) before it was ready.`));
    });
  }

  /** `kill -9`; resolves once the process is gone. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(late);
  }
}
