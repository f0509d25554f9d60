import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { isErrnoException } from "@consilium/service/transcripts/errno.ts";

const RESULT_FILE = "result.json";
const MODEL_FILE = "model.safetensors";

export interface ResultFiles {
  document: Uint8Array;
  model: Uint8Array | undefined;
}

/**
 * Makes sure, before anything is fetched, that a result can be written there: nothing is, or, with `force`, an earlier
 * result alone. @throws CONFIG_INVALID
 */
export async function readyResultFolder(directory: string, force: boolean): Promise<void> {
  const entries = await entriesOf(directory);
  if (entries.some((name) => name !== RESULT_FILE && name !== MODEL_FILE)) {
    throw new FederationError("CONFIG_INVALID", "The folder holds other files.", {
      field: directory,
      hint: "Choose a folder of the result's own.",
    });
  }
  if (entries.length > 0 && !force) {
    throw new FederationError("CONFIG_INVALID", "An earlier result is there.", {
      field: directory,
      hint: "Choose another folder, or add --force to replace it.",
    });
  }
}

/** Result and model appear together and whole, in place of an earlier pair under `force`. @throws CONFIG_INVALID */
export async function writeResultFolder(directory: string, files: ResultFiles, force: boolean): Promise<void> {
  const path = resolve(directory);
  const suffix = randomBytes(4).toString("hex");
  const made = join(dirname(path), `.${basename(path)}.${suffix}.new`);
  const replaced = join(dirname(path), `.${basename(path)}.${suffix}.old`);
  try {
    await mkdir(made, { recursive: true, mode: 0o700 });
    await writeFile(join(made, RESULT_FILE), files.document);
    if (files.model !== undefined) await writeFile(join(made, MODEL_FILE), files.model);
    if (force) await replaceFolder(made, path, replaced);
    else {
      // Fails on a folder that is no longer empty, since the download took its time.
      await unlessMissing(rmdir(path));
      await rename(made, path);
    }
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("CONFIG_INVALID", "The folder cannot be written.", {
      field: directory,
      hint: "Check that its parent folder is writable.",
      cause,
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function replaceFolder(made: string, path: string, replaced: string): Promise<void> {
  await readyResultFolder(path, true);
  if (!(await unlessMissing(rename(path, replaced)))) return await rename(made, path);
  try {
    await rename(made, path);
  } catch (error) {
    await rename(replaced, path);
    throw error;
  }
  await rm(replaced, { recursive: true });
}

/** Whether it was done; false where there was nothing. */
async function unlessMissing(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isErrnoException(error, "ENOENT")) return false;
    throw error;
  }
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    if (isErrnoException(cause, "ENOENT")) return [];
    throw new FederationError("CONFIG_INVALID", "Not a folder that can be read.", {
      field: directory,
      hint: "Choose another path.",
      cause,
    });
  }
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
