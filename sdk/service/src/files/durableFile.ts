import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { isErrnoException } from "./errno.ts";

/** Text is written as UTF-8. */
export type FileContent = string | Uint8Array;

/** Only this account reads a file or lists a folder, unless the caller says otherwise. */
export const PRIVATE_FILE_MODE = 0o600;
export const PRIVATE_DIRECTORY_MODE = 0o700;

export interface FileOptions {
  /** Permission bits, whatever the umask; default 0600. */
  mode?: number;
}

/**
 * Makes a file that was not there. When this resolves, the file is whole and on disk; when it throws, it is absent.
 * A hard link, unlike a rename, fails when the name is taken. So nothing is ever overwritten, not even in a race.
 * @throws CONFIG_INVALID when the file exists or cannot be written
 */
export async function writeNewFile(path: string, content: FileContent, options: FileOptions = {}): Promise<void> {
  await beside(path, content, options, link);
}

/**
 * Writes a file in place of the one with that name, if there is one. When this resolves, the new file is whole and on disk.
 * A crash at any moment leaves the old file or the new one. @throws CONFIG_INVALID when it cannot be written
 */
export async function replaceFile(path: string, content: FileContent, options: FileOptions = {}): Promise<void> {
  await beside(path, content, options, rename);
}

/** Writes a file for this process alone: it must not exist, and the folder's entry is the caller's to sync. */
export async function writeSynced(path: string, content: FileContent, options: FileOptions = {}): Promise<void> {
  const mode = options.mode ?? PRIVATE_FILE_MODE;
  const file = await open(path, "wx", mode);
  try {
    await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new names in a folder durable: POSIX keeps a name in the folder, not in the file. Windows needs no such call. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Makes a folder and those above it, mode 0700, and their names durable. Does nothing where it is there. */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
  if (first === undefined) return;
  const above = dirname(resolve(first));
  for (let at = dirname(resolve(path)); at.length >= above.length; at = dirname(at)) {
    await syncDirectory(at);
    if (at === above) return;
  }
}

/** A name beside `path` that nobody else uses. `.partial` says that a crash may have left it, so it may be removed. */
export function partialName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(8).toString("hex")}.partial`);
}

async function beside(
  path: string,
  content: FileContent,
  options: FileOptions,
  name: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const partial = partialName(path);
  try {
    await writeSynced(partial, content, options);
    await name(partial, path);
    await syncDirectory(dirname(path));
  } catch (cause) {
    const exists = isErrnoException(cause, "EEXIST");
    throw new FederationError("CONFIG_INVALID", exists ? "The file already exists." : "The file cannot be written.", {
      field: path,
      hint: exists
        ? "It is never overwritten: move it away first, or choose another path."
        : "Check that the folder exists, is writable and has room.",
      cause,
    });
  } finally {
    await rm(partial, { force: true }).catch(() => undefined);
  }
}
