import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Level } from "level";
import { makeDirectory } from "../files/durableFile.ts";
import { storeDamaged } from "./storeDamaged.ts";
import { checkTables } from "./tableChecksums.ts";

/** Opens LevelDB in a folder. @throws STORE_IN_USE, STORE_DAMAGED where LevelDB sees it, CONFIG_INVALID otherwise */
export async function openLevel(dir: string): Promise<Level<string, Uint8Array>> {
  try {
    await makeDirectory(dir);
    await checkTables(dir);
    // Without compression, so that `checkTables` can follow the tables' own index. Digests and ciphertext do not compress.
    const level = new Level<string, Uint8Array>(dir, { valueEncoding: "view", compression: false });
    await level.open();
    return level;
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    if (hasCause(cause, ({ code }) => code === "LEVEL_LOCKED")) {
      throw new FederationError("STORE_IN_USE", "Another process holds this store.", {
        field: dir,
        hint: "Stop that process, or give this one a folder of its own.",
        cause,
      });
    }
    // LevelDB says "corruption" of what it reads, and "no such file" of a file that its own list names.
    if (hasCause(cause, ({ code, message }) => code === "LEVEL_CORRUPTION" || /orruption|No such file/.test(message))) {
      throw storeDamaged(dir, "LevelDB finds its own files damaged or missing.", cause);
    }
    throw new FederationError("CONFIG_INVALID", "The store cannot be opened.", {
      field: dir,
      hint: "Check that the folder exists, is writable, has room and holds a store.",
      cause,
    });
  }
}

/** classic-level has compactRange; the browser's level, which this package never opens, has not. */
export async function compact(level: object, start: string, end: string): Promise<void> {
  if ("compactRange" in level && typeof level.compactRange === "function") await level.compactRange(start, end);
}

function hasCause(error: unknown, isIt: (error: { code?: unknown; message: string }) => boolean): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (isIt(at)) return true;
  return false;
}
