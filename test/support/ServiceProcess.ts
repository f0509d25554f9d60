import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FAULTS_VARIABLE } from "./faults.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A real service in its own process, which a test may `kill -9` and start again. */
export class ServiceProcess {
  readonly name: string;
  readonly #args: readonly string[];
  readonly #logFile: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  #watchers: { pattern: RegExp; act: () => void }[] = [];

  constructor(name: string, args: readonly string[], logFile: string, env: Record<string, string> = {}) {
    this.name = name;
    this.#args = args;
    this.#logFile = logFile;
    this.#env = env;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Starts it, with faults where its script has such (see faults.ts), and resolves with the JSON of its ready line. Rejects with the end
   * of its log if it exits first.
   */
  start(...faults: readonly string[]): Promise<Record<string, unknown>> {
    const child = spawn(process.execPath, [...this.#args], {
      cwd: ROOT,
      env: { ...process.env, ...this.#env, [FAULTS_VARIABLE]: faults.join(",") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      appendFileSync(this.#logFile, chunk);
      stderr = (stderr + chunk.toString()).slice(-4_000);
      for (const watcher of this.#watchers) if (watcher.pattern.test(chunk.toString())) watcher.act();
    });
    return new Promise((resolve, reject) => {
      let stdout = "";
      child.stdout.on("data", (chunk: Buffer) => {
        stdout += chunk.toString();
        const line = stdout.split("\n").find((candidate) => candidate.startsWith('{"ready":true'));
        if (line !== undefined && stdout.includes("\n")) resolve(JSON.parse(line));
      });
      child.once("exit", (code, signal) => reject(new Error(`${this.name} ended (${code ?? signal}):\n${stderr}`)));
    });
  }

  /** Starts it with a fault that kills it, while it starts or later, and waits for that. */
  async startAndDie(...faults: readonly string[]): Promise<void> {
    await this.start(...faults).catch(() => undefined);
    await this.died();
  }

  /** Waits for a process that kills itself. Rejects where it ends in another way. */
  async died(): Promise<void> {
    const child = this.#child!;
    if (this.isRunning) await new Promise((resolve) => child.once("exit", resolve));
    if (child.signalCode !== "SIGKILL") throw new Error(`${this.name} ended (${child.exitCode ?? child.signalCode})`);
  }

  /** `kill -9` at the very moment its log says so; resolves once it is gone. */
  killAt(pattern: RegExp): Promise<void> {
    return new Promise((resolve) => {
      const watcher = {
        pattern,
        act: () => {
          this.#watchers = this.#watchers.filter((other) => other !== watcher);
          this.kill().then(resolve);
        },
      };
      this.#watchers.push(watcher);
    });
  }

  /** `kill -9`; resolves once the process is gone. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }
}
