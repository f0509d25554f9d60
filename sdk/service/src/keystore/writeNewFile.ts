import { randomBytes } from "node:crypto";
import { link, open, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/**
 * Makes a file that was not there, mode 0600: whole and on disk when this resolves, absent when it throws.
 * A hard link, unlike a rename, fails when the name is taken, so nothing is ever overwritten, not even in a race.
 * Throws CONFIG_INVALID when the file exists or the folder cannot be written.
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(8).toString("hex")}.tmp`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, path);
    await syncFolder(folder);
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw new FederationError("CONFIG_INVALID", exists ? "The file exists already." : "The file cannot be written.", {
      field: path,
      hint: exists ? "It is never overwritten: move it away first." : "Check that the folder exists and is writable.",
      cause,
    });
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

/** Makes a new directory entry durable. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
