import { rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type FileContent, makeDirectory, partialName, syncDirectory, writeSynced } from "./durableFile.ts";
import { unlessMissing } from "./errno.ts";

/** One file of a folder: its path inside, what it holds (made when its turn comes, if a function), its mode (default 0600). */
export interface FolderFile {
  readonly path: string;
  readonly content: FileContent | (() => FileContent);
  readonly mode?: number;
}

/** Files written at once: enough to keep a disk busy. */
const AT_ONCE = 64;

/**
 * Fills a folder of this process's own, made when it is absent. When this resolves, every file and every name is on disk.
 * A file that is there already is an error. Folders have mode 0700.
 */
export async function fillFolder(directory: string, files: readonly FolderFile[]): Promise<void> {
  const root = resolve(directory);
  const folders = new Set([root]);
  for (const { path } of files) {
    for (let at = dirname(join(root, path)); at.length > root.length; at = dirname(at)) folders.add(at);
  }
  for (const folder of folders) await makeDirectory(folder);
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE);
    await Promise.all(
      some.map(({ path, content, mode }) => {
        const made = typeof content === "function" ? content() : content;
        return writeSynced(join(root, path), made, mode === undefined ? {} : { mode });
      }),
    );
  }
  for (const folder of folders) await syncDirectory(folder);
}

/**
 * Gives a filled folder its name, for good: the name is free, or holds an empty folder.
 * @throws Node's ENOTEMPTY, EEXIST or ENOTDIR where something else has the name
 */
export async function nameFolder(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(dirname(resolve(to)));
}

/** Makes a folder whole, in one step, where none or an empty one is. A crash leaves nothing under its name. */
export async function writeNewFolder(path: string, files: readonly FolderFile[]): Promise<void> {
  const partial = partialName(resolve(path));
  try {
    await fillFolder(partial, files);
    await nameFolder(partial, path);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * Makes a folder whole in place of the one with that name, if there is one. POSIX has no call that swaps two folders, so the
 * old one is first moved aside: a crash between the two leaves it as `.<name>.<random>.partial`, and nothing half written.
 */
export async function replaceFolder(path: string, files: readonly FolderFile[]): Promise<void> {
  const target = resolve(path);
  const [made, old] = [partialName(target), partialName(target)];
  try {
    await fillFolder(made, files);
    const wasThere = await unlessMissing(rename(target, old).then(() => true));
    try {
      await nameFolder(made, target);
    } catch (error) {
      if (wasThere) await rename(old, target);
      throw error;
    }
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}
