import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study, StudyFiles } from "@consilium/sdk/study/Study.ts";
import { isStudyPath, MAX_STUDY_FILE_BYTES, MAX_STUDY_FILES, studyError } from "@consilium/sdk/study/studyFile.ts";
import { checkFeatures } from "./checkFeatures.ts";

/** For people; no part of what a site approves, so the digest does not cover them. */
const IGNORED = new Set(["README.md", "SOURCE.md", "LICENSE"]);

/**
 * Reads and checks a study folder. Throws STUDY_INVALID as `readStudyFiles`, `parseStudy`, `checkViewPaths` and `checkFeatures`
 * do. `checkFeatures` works in a process of its own, so nothing here loads the embedded database.
 */
export async function readStudyFolder(directory: string): Promise<Study> {
  const study = parseStudy(await readStudyFiles(directory));
  if (Object.keys(study.views).length > 0) {
    // Loaded only where there is a view: the FHIRPath library takes 0.1 s.
    const { checkViewPaths } = await import("./checkViewPaths.ts");
    for (const view of Object.values(study.views)) checkViewPaths(view);
  }
  await checkFeatures(study);
  return study;
}

/**
 * Reads the files of a study folder, without a look at what they say. Throws STUDY_INVALID for links, binary files, files that are no part of a study
 * (README.md, SOURCE.md and LICENSE are passed over).
 */
export async function readStudyFiles(directory: string): Promise<StudyFiles> {
  const files: Record<string, string> = {};
  for (const path of await listFiles(directory)) {
    if (!isStudyPath(path)) {
      throw studyError(path, "This file is not part of a study.", "Remove it, or put notes into README.md.");
    }
    files[path] = await readText(directory, path);
  }
  return files;
}

async function listFiles(directory: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await listFolder(directory, "study folder")) {
    if (IGNORED.has(name)) continue;
    const stats = await lstat(join(directory, name));
    if (name === "views" && stats.isDirectory()) {
      for (const view of await listFolder(join(directory, name), "views")) paths.push(`views/${view}`);
    } else {
      paths.push(name);
    }
  }
  return paths;
}

async function listFolder(directory: string, what: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new FederationError("STUDY_INVALID", `Cannot list ${directory}.`, {
      field: what,
      hint: "Give the path of a folder with study.yaml and features.sql.",
      cause,
    });
  }
  if (names.length > MAX_STUDY_FILES) {
    throw studyError(what, `It holds ${names.length} entries.`, `Keep at most ${MAX_STUDY_FILES}.`);
  }
  return names.sort();
}

async function readText(directory: string, path: string): Promise<string> {
  const stats = await lstat(join(directory, path));
  if (!stats.isFile()) throw studyError(path, "It is a link or a folder.", "Put a plain file there.");
  if (stats.size > MAX_STUDY_FILE_BYTES) throw studyError(path, "The file is larger than 1 MiB.", "Make it smaller.");
  const bytes = await readFile(join(directory, path));
  try {
    // A byte-order mark stays in the text: the digest covers the file's bytes as they are.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw studyError(path, "The file is not UTF-8 text.", "Save it as UTF-8.");
  }
}
