import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const RECORDS = /\.(ndjson|jsonl|json)(\.gz)?$/i;
const MAX_DEPTH = 16;

export interface ExportFiles {
  /** Names of the files to read, relative to the folder, in code-unit order. */
  readonly files: readonly string[];
  /** Names that were not read: other endings, links that lead nowhere, folders nested too deeply. */
  readonly unread: readonly string[];
}

/**
 * The files of a FHIR bulk export: `*.ndjson`, `*.jsonl`, `*.json` and those gzipped (`*.gz`), in any letter case, in
 * the folder and the folders in it. Hidden files are passed over. Throws RECORDS_UNREADABLE.
 */
export async function listExportFiles(directory: string): Promise<ExportFiles> {
  const files: string[] = [];
  const unread: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    for (const name of await list(directory, folder)) {
      if (name.startsWith(".")) continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const found = await stat(join(directory, path)).catch(() => undefined);
      if (found?.isDirectory() && depth < MAX_DEPTH) await walk(path, depth + 1);
      else if (found?.isFile() && RECORDS.test(name)) files.push(path);
      else unread.push(path);
    }
  };
  await walk("", 0);
  if (files.length > 0) return { files: files.sort(), unread: unread.sort() };
  throw new FederationError(
    "RECORDS_UNREADABLE",
    `The folder ${directory} has no *.ndjson, *.jsonl or *.json file, gzipped or not.`,
    { field: "records.directory", hint: "Point it at a FHIR bulk export." },
  );
}

async function list(directory: string, folder: string): Promise<string[]> {
  try {
    return await readdir(join(directory, folder));
  } catch (cause) {
    throw new FederationError("RECORDS_UNREADABLE", `The folder ${join(directory, folder)} cannot be listed.`, {
      field: "records.directory",
      hint: "Check the path and its permissions.",
      cause,
    });
  }
}
