import { spawn } from "node:child_process";

export interface GroupRunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** For the whole process. */
  limitMs: number;
  /** Shown as it comes, or kept for the result. */
  output: "show" | "keep";
}

export interface GroupRunResult {
  exitCode: number | null;
  timedOut: boolean;
  /** What it printed, when kept. */
  output: string;
}

/** Runs Node with these arguments in a process group of its own, which ends as a whole with it, with us, or at the limit. */
export async function runInGroup(
  nodeArguments: readonly string[],
  { cwd, env, limitMs, output: kept }: GroupRunOptions,
): Promise<GroupRunResult> {
  const child = spawn(process.execPath, nodeArguments, {
    cwd,
    env,
    stdio: kept === "show" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    // A group of its own, so that a hanging test's own child processes end with it.
    detached: true,
  });
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group has ended by itself.
    }
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, limitMs);
  process.once("exit", kill);
  // Ctrl-C reaches only this process: the group is the child's own.
  const interrupt = () => process.exit(130);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupt);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  clearTimeout(timer);
  process.off("exit", kill);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupt);
  // Children a test left behind end here.
  kill();
  return { exitCode, timedOut, output };
}
