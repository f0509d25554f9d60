import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { DirectoryLock } from "@consilium/service/files/DirectoryLock.ts";
import { makeDirectory, replaceFile } from "@consilium/service/files/durableFile.ts";
import { unlessMissing } from "@consilium/service/files/errno.ts";

/** Says that a folder is ours to empty. */
const MARKER = "local-consortium.json";
const KEEP = new Set(["lock", MARKER]);

/**
 * Everything one local consortium keeps: one folder a data set, used by one `npm start` at a time.
 * Files of secrets are readable by their owner only; a file appears whole or not at all.
 */
export class StateDirectory {
  readonly path: string;
  readonly #lock: DirectoryLock;

  private constructor(path: string, lock: DirectoryLock) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Opens `<root>/<name>`, made when absent; `fresh` empties it first.
   * @throws STORE_IN_USE while another run uses it; CONFIG_INVALID when `fresh` would empty a folder that is not ours
   */
  static async open(root: string, name: string, { fresh }: { fresh: boolean }): Promise<StateDirectory> {
    const path = resolve(root, name);
    await makeDirectory(path);
    const entries = (await readdir(path)).filter((entry) => entry !== "lock");
    if (entries.length > 0 && !entries.includes(MARKER)) {
      throw new FederationError("CONFIG_INVALID", "The folder holds files that no local consortium made.", {
        field: path,
        hint: "Choose another --state-dir, or move the files away.",
      });
    }
    const directory = new StateDirectory(path, await DirectoryLock.acquire(path, "this local consortium"));
    try {
      if (fresh) {
        for (const entry of entries) {
          if (!KEEP.has(entry)) await rm(join(path, entry), { recursive: true, force: true });
        }
      }
      await directory.writeJson(MARKER, {
        madeBy: "npm start",
        note: "Demonstration state; its keys protect nothing.",
      });
      return directory;
    } catch (error) {
      await directory.close();
      throw error;
    }
  }

  /** Absolute path of something inside. */
  at(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** A JSON file's document, or undefined where there is none. */
  async readJson<T>(...parts: string[]): Promise<T | undefined> {
    const text = await this.readText(...parts);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  async readText(...parts: string[]): Promise<string | undefined> {
    return await unlessMissing(readFile(this.at(...parts), "utf8"));
  }

  async writeJson(relative: string, document: unknown): Promise<void> {
    await this.writeText(relative, `${JSON.stringify(document, null, 2)}\n`);
  }

  /** For its owner only. A crash leaves the old file or the new one. */
  async writeText(relative: string, text: string): Promise<void> {
    const path = this.at(relative);
    await makeDirectory(dirname(path));
    await replaceFile(path, text);
  }

  async close(): Promise<void> {
    await this.#lock.release();
  }
}
