import { readdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { makeDirectory } from "@consilium/service/files/durableFile.ts";
import { replaceFolder, writeNewFolder } from "@consilium/service/files/durableFolder.ts";
import { isErrnoException } from "@consilium/service/files/errno.ts";

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
  const { document, model } = files;
  const written = [
    { path: RESULT_FILE, content: document },
    ...(model === undefined ? [] : [{ path: MODEL_FILE, content: model }]),
  ];
  try {
    await makeDirectory(dirname(resolve(directory)));
    if (!force) return await writeNewFolder(directory, written);
    // Looked at again: the download took its time.
    await readyResultFolder(directory, true);
    await replaceFolder(directory, written);
  } catch (cause) {
    if (cause instanceof FederationError) throw cause;
    throw new FederationError("CONFIG_INVALID", "The folder cannot be written.", {
      field: directory,
      hint: "Check that its parent folder is writable.",
      cause,
    });
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
