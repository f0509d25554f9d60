import { closeSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { makeDirectory, PRIVATE_FILE_MODE } from "./durableFile.ts";

/** fs-native-extensions has no types of its own: an exclusive lock on the whole file, or false where another has it. */
const { tryLock } = createRequire(import.meta.url)("fs-native-extensions") as { tryLock: (fd: number) => boolean };

/** Written into the lock file by whoever holds it, to be named in the refusal. Nothing is decided by it. */
interface Holder {
  pid: number;
  host: string;
  /** ISO 8601, UTC. */
  since: string;
}

const FILE = "lock";
const HOLDER_MAX_BYTES = 1_000;

/**
 * One process a folder. The operating system holds the lock on the open file (OFD locks on Linux, BSD locks on macOS,
 * LockFileEx on Windows) and lets go of it when the process ends, however it ends. So a lock that `kill -9` leaves is free at
 * once, whatever process has that pid by now, and a lock of a living process in another container is seen as such.
 * The file itself stays: to remove it would let two processes lock two files of one name.
 */
export class DirectoryLock {
  /** A plain descriptor: a FileHandle that nobody refers to is closed by the garbage collector, and the lock with it. */
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /**
   * Locks a folder, which is made when absent. `what` says in the refusal what the holder uses, for example "this chain".
   * @throws STORE_IN_USE, naming the holder, while another process or another part of this one has it
   */
  static async acquire(directory: string, what = "this folder"): Promise<DirectoryLock> {
    await makeDirectory(directory);
    const fd = openSync(join(directory, FILE), "a+", PRIVATE_FILE_MODE);
    try {
      if (!tryLock(fd)) throw inUse(directory, what, readHolder(fd));
      const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
      ftruncateSync(fd);
      writeSync(fd, `${JSON.stringify(holder)}\n`);
      return new DirectoryLock(fd);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  async release(): Promise<void> {
    ftruncateSync(this.#fd);
    // Closing the file lets go of the lock.
    closeSync(this.#fd);
  }
}

function inUse(directory: string, what: string, holder: Holder | undefined): FederationError<"STORE_IN_USE"> {
  const named = holder === undefined ? "" : ` (pid ${holder.pid} on ${holder.host}, since ${holder.since})`;
  return new FederationError("STORE_IN_USE", `Another process${named} uses ${what}.`, {
    field: directory,
    hint: "Wait for it to end, or stop it; or use another folder.",
  });
}

function readHolder(fd: number): Holder | undefined {
  try {
    const bytes = Buffer.alloc(HOLDER_MAX_BYTES);
    const text = bytes.toString("utf8", 0, readSync(fd, bytes, 0, HOLDER_MAX_BYTES, 0));
    const { pid, host, since } = JSON.parse(text) as Partial<Holder>;
    const known = Number.isSafeInteger(pid) && typeof host === "string" && typeof since === "string";
    return known ? { pid: pid as number, host, since } : undefined;
  } catch {
    return undefined;
  }
}
