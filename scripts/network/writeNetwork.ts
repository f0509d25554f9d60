import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { NetworkFile } from "./buildNetwork.ts";

/** Keys are readable by this account alone, and so is every folder that holds one. */
const FOLDER_MODE = 0o700;

/**
 * Writes the files into a folder that was not there: all of them, on disk, or none. They are made beside it and moved in one
 * step, so a crash leaves no half network under its name. @throws CONFIG_INVALID when something has that name.
 */
export async function writeNetwork(folder: string, files: readonly NetworkFile[]): Promise<void> {
  const target = resolve(folder);
  await refuseExisting(target);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(draft, { mode: FOLDER_MODE });
    for (const { path, text, mode } of files) {
      const file = join(draft, path);
      await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
      const handle = await open(file, "wx", mode);
      try {
        await handle.writeFile(text);
        // The process's umask may have taken bits away that an executable needs.
        await handle.chmod(mode);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    await refuseExisting(target);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("CONFIG_INVALID", "cannot be written.", {
      field: target,
      hint: "Check that the folder above it exists and is writable.",
      cause,
    });
  }
}

async function refuseExisting(target: string): Promise<void> {
  const found = await lstat(target).catch(() => undefined);
  if (found === undefined) return;
  throw new FederationError("CONFIG_INVALID", "exists already, and a network is never overwritten.", {
    field: target,
    hint: "Give another folder, or move this one away with its keys.",
  });
}
