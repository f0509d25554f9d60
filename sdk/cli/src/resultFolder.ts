import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { makeDirectory } from "@consilium/service/files/durableFile.ts";
import { replaceFolder, writeNewFolder } from "@consilium/service/files/durableFolder.ts";
import { isErrnoException } from "@consilium/service/files/errno.ts";

const FIGURES = "figures";
const OWN_FILES = ["result.json", "report.html", "model-card.md"];
/** Tables and binary files of a stage: `<stage>.<name>.csv`, `<stage>.model.safetensors`. */
const STAGE_FILE = /^[a-z][a-z0-9_]{0,62}\.[a-z][a-zA-Z0-9_-]*\.(csv|json|safetensors|onnx)$/;
/** `<stage>-<name>.svg` in the folder of figures. */
const FIGURE_FILE = /^[a-z][a-z0-9_]{0,62}-[a-z][a-zA-Z0-9_-]*\.svg$/;

/** The files of a result by path in the folder; `result.json` among them. */
export type ResultFiles = Readonly<Record<string, Uint8Array>>;

/**
 * Makes sure, before anything is fetched, that a result can be written there: nothing is, or, with `force`, an earlier
 * result alone. @throws CONFIG_INVALID
 */
export async function readyResultFolder(directory: string, force: boolean): Promise<void> {
  const entries = await entriesOf(directory);
  const figures = entries.includes(FIGURES) ? await entriesOf(join(directory, FIGURES)) : [];
  const isOther = (name: string) => name !== FIGURES && !OWN_FILES.includes(name) && !STAGE_FILE.test(name);
  if (entries.some(isOther) || figures.some((name) => !FIGURE_FILE.test(name))) {
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

/** The files appear together and whole, in place of an earlier result under `force`. @throws CONFIG_INVALID */
export async function writeResultFolder(directory: string, files: ResultFiles, force: boolean): Promise<void> {
  const written = Object.entries(files).map(([path, content]) => ({ path, content }));
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
