import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ResultDocument } from "@consilium/scripts/local-consortium/resultDocument.ts";
import { expect } from "chai";

const START = join(import.meta.dirname, "../../scripts/start.ts");
const FIELDS = [
  "study",
  "rounds",
  "accuracy",
  "auc",
  "stages",
  "uploadBytesPerSitePerRound",
  "transactionsPerRound",
  "gas",
  "excludedAfterRevocation",
  "audit",
];

/** How a run of `npm start` ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm start` in a state folder of its own for each test of the calling suite; what a test left running is killed. */
export function useStart() {
  let root: string;
  let running: ChildProcess | undefined;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-e2e-start-"));
  });
  afterEach(async () => {
    running?.kill("SIGKILL");
    // Its children notice that it is gone and end by themselves.
    while ((await processesOf(root)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await rm(root, { recursive: true, force: true });
  });

  /** Runs it; `watch` sees the standard error as it grows and may send a signal. */
  async function start(
    options: readonly string[],
    watch?: (stderr: string, child: ChildProcess) => void,
  ): Promise<Ended> {
    const child = spawn(process.execPath, [START, "--state-dir", root, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running = child;
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
      watch?.(stderr, child);
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    running = undefined;
    return { code, stdout, stderr };
  }

  return {
    /** The state folder of the running test. */
    root: () => root,
    start,
  };
}

/** The document of a run that went well: every check of its audit holds. */
export function resultOf({ code, stdout, stderr }: Ended): ResultDocument {
  expect(code, stderr).to.equal(0);
  const document = JSON.parse(stdout) as ResultDocument;
  expect(Object.keys(document)).to.deep.equal(FIELDS);
  const failed = document.audit.checks.filter(({ ok }) => !ok);
  expect(failed).to.deep.equal([]);
  expect(document.audit.ok).to.equal(true);
  expect(document.audit.checks.length).to.be.above(100);
  return document;
}

/** Processes other than this one whose command line names the state folder. */
export async function processesOf(root: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,args="], { maxBuffer: 16 * 2 ** 20 });
  return stdout.split("\n").filter((line) => line.includes(root) && Number.parseInt(line, 10) !== process.pid);
}
