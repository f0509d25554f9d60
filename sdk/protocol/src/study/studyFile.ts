import { parseDocument } from "yaml";
import { FederationError } from "../errors/FederationError.ts";
import type { StudyFiles } from "./Study.ts";

/** Limits of a study folder. It is text that people read before they approve it. */
export const MAX_STUDY_FILES = 200;
export const MAX_STUDY_FILE_BYTES = 1024 * 1024;

const VIEW_PATH = /^views\/([a-z][a-z0-9_]{0,62})\.json$/;

/** Whether a path may be part of a study: `study.yaml`, `features.sql`, `model.json`, `views/<name>.json`. */
export function isStudyPath(path: string): boolean {
  return path === "study.yaml" || path === "features.sql" || path === "model.json" || VIEW_PATH.test(path);
}

/** The view's name in `views/<name>.json`, undefined for every other path. */
export function viewNameOf(path: string): string | undefined {
  return VIEW_PATH.exec(path)?.[1];
}

export function studyError(field: string, message: string, hint: string): FederationError {
  return new FederationError("STUDY_INVALID", message, { field, hint });
}

/** Refuses strange paths, too many files, files that are too large and text that UTF-8 cannot carry. */
export function checkStudyFiles(files: StudyFiles): void {
  const entries = Object.entries(files);
  if (entries.length > MAX_STUDY_FILES) {
    throw studyError(
      "study folder",
      `It has ${entries.length} files.`,
      `Keep at most ${MAX_STUDY_FILES}: study.yaml, features.sql, model.json and views/*.json.`,
    );
  }
  for (const [path, text] of entries) {
    if (!isStudyPath(path)) {
      throw studyError(
        path.slice(0, 200),
        "This file is not part of a study.",
        "Remove it; allowed are study.yaml, features.sql, model.json and views/<name>.json.",
      );
    }
    if (typeof text !== "string" || !text.isWellFormed() || text.includes("\0")) {
      throw studyError(path, "The file is not UTF-8 text.", "Save it as UTF-8.");
    }
    // UTF-8 is never shorter than the number of UTF-16 units, so the first test bounds what the second allocates.
    if (text.length > MAX_STUDY_FILE_BYTES || new TextEncoder().encode(text).length > MAX_STUDY_FILE_BYTES) {
      throw studyError(path, "The file is larger than 1 MiB.", "Make it smaller.");
    }
  }
}

export function requiredFile(files: StudyFiles, path: string): string {
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text === undefined) throw studyError(path, "The file is missing.", `Add ${path} to the study folder.`);
  return text;
}

/** YAML 1.2 without aliases (they can explode) or duplicate keys. */
export function parseYamlFile(path: string, text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  const first = document.errors[0];
  if (first !== undefined) {
    throw studyError(path, `It is not YAML: ${first.code} at character ${first.pos[0]}.`, "Correct the YAML.");
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw studyError(path, "It uses YAML aliases.", "Write the values out.");
  }
}

export function parseJsonFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw studyError(path, "It is not JSON.", "Correct the JSON.");
  }
}
