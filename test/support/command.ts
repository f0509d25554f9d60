import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandScript } from "@consilium/scripts/commands/commandScript.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TIMEOUT_MS = 60_000;

export const NODE = commandScript("consilium-node");
export const COORDINATOR = commandScript("consilium-coordinator");
export const CLI = commandScript("consilium");

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** The stable code that the last line on stderr begins with. */
  code: string | undefined;
  /** That line. */
  lastLine: string;
}

/** Runs one of the real commands to its end; one that does not end by itself is killed and fails the test. */
export function command(
  main: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd: ROOT, timeout: TIMEOUT_MS, killSignal: "SIGKILL" as const, env: { ...process.env, ...env } };
    execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") {
        reject(new Error(`${main} ${args.join(" ")} did not end by itself:\n${stderr}`));
        return;
      }
      const lastLine = stderr.trimEnd().split("\n").at(-1) ?? "";
      const code = /^([A-Z][A-Z_]+): /.exec(lastLine)?.[1];
      resolve({ exitCode: error === null ? 0 : (error.code as number), stdout, stderr, code, lastLine });
    });
  });
}

/** What a running service rewrites of itself: its databases, and how it is. */
const WRITTEN_WHILE_RUNNING = /\/(store|index)\/|\/status\.json$/;

/** Every file below a folder with the digest of its bytes; an absent folder has none. */
export async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = files
    .filter((path) => !WRITTEN_WHILE_RUNNING.test(path))
    .map(
      async (path) =>
        `${path} ${createHash("sha256")
          .update(await readFile(path))
          .digest("hex")}`,
    );
  return (await Promise.all(lines)).sort();
}
