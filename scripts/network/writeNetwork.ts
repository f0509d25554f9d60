import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { writeNewFolder } from "@consilium/service/files/durableFolder.ts";
import type { NetworkFile } from "./buildNetwork.ts";

/**
 * Writes the files into a folder that was not there: all of them, on disk, or none. They are made beside it and moved in one
 * step, so a crash leaves no half network under its name. @throws CONFIG_INVALID when something has that name.
 */
export async function writeNetwork(folder: string, files: readonly NetworkFile[]): Promise<void> {
  const target = resolve(folder);
  await refuseExisting(target);
  try {
    await writeNewFolder(
      target,
      files.map(({ path, text, mode }) => ({ path, content: text, mode })),
    );
  } catch (cause) {
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
