import { execFile } from "node:child_process";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

interface Owner {
  pid: number;
  /** When that process began, in the system's own words: a reused pid has another one. */
  startedAt: string;
}

/**
 * One process a directory. The lock file names its owner by pid and start time, so a lock left by `kill -9`
 * is taken over at once, even when its pid has since been given to another process.
 */
export class DirectoryLock {
  readonly #path: string;
  readonly #text: string;

  private constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  /** @throws FederationError STORE_IN_USE when a living process holds the directory. */
  static async acquire(dir: string): Promise<DirectoryLock> {
    const path = join(dir, "lock");
    const mine = `${path}.${process.pid}`;
    const owner: Owner = { pid: process.pid, startedAt: (await processStart(process.pid)) ?? "unknown" };
    const text = `${JSON.stringify(owner)}\n`;
    await writeFile(mine, text, { mode: 0o600 });
    try {
      for (let attempt = 0; attempt < 5; attempt++) {
        // link() fails when the name exists: of two processes exactly one gets it.
        if (await linked(mine, path)) return new DirectoryLock(path, text);
        const held = await readText(path);
        if (held === undefined) continue;
        if (await isAlive(held)) throw inUse(dir, held);
        await takeAway(path, held, `${mine}.stale`);
      }
      throw inUse(dir, (await readText(path)) ?? "");
    } finally {
      await rm(mine, { force: true });
    }
  }

  async release(): Promise<void> {
    if ((await readText(this.#path)) === this.#text) await rm(this.#path, { force: true });
  }
}

function inUse(dir: string, held: string): FederationError<"STORE_IN_USE"> {
  const owner = parseOwner(held);
  return new FederationError("STORE_IN_USE", `another process${owner ? ` (pid ${owner.pid})` : ""} uses this chain.`, {
    field: dir,
    hint: "Stop it first, or give this one another --dir.",
  });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a stale lock aside; if someone else replaced it meanwhile, theirs is put back. */
async function takeAway(path: string, judgedStale: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readText(aside)) !== judgedStale) await linked(aside, path);
  await rm(aside, { force: true });
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text) as Partial<Owner>;
    return Number.isSafeInteger(pid) && typeof startedAt === "string" ? { pid: pid as number, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(held: string): Promise<boolean> {
  const owner = parseOwner(held);
  return owner !== undefined && (await processStart(owner.pid)) === owner.startedAt;
}

/** A text that tells this process from any other, past or future, with its pid; undefined when none runs. */
async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readText(`/proc/${pid}/stat`).catch(() => undefined);
    const bootId = await readText("/proc/sys/kernel/random/boot_id").catch(() => undefined);
    // The command name in brackets may hold spaces; field 22 of the whole is the 20th after it. State Z is a dead one.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields === undefined || fields[0] === "Z" ? undefined : `${fields[19]} ${bootId?.trim()}`;
  }
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim() === "" ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}
