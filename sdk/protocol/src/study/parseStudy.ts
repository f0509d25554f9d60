import { utf8 } from "../canonical/bytes.ts";
import { type Digest, digestBytes, digestDocument } from "../canonical/digest.ts";
import { checkDocument } from "../schemas/check.ts";
import { ModelSpec, STUDY_VERSION, StudyDocument } from "../schemas/study.ts";
import type { ViewDefinition } from "../schemas/view.ts";
import { checkStages, checkStudyRules } from "./checkStudyRules.ts";
import { checkView } from "./checkView.ts";
import type { Study, StudyFiles } from "./Study.ts";
import { checkStudyFiles, parseJsonFile, parseYamlFile, requiredFile, studyError, viewNameOf } from "./studyFile.ts";

const HINT = "Correct the field; sdk/protocol/src/schemas/study.ts describes each one.";

/**
 * Reads and checks a study from its files' text. Throws STUDY_INVALID naming the file, the field and what to do.
 * Nothing is defaulted: the digest covers exactly what was read.
 */
export function parseStudy(files: StudyFiles): Study {
  checkStudyFiles(files);
  const yaml = parseYamlFile("study.yaml", requiredFile(files, "study.yaml"));
  requireVersion(yaml);
  const document = checkDocument(StudyDocument, yaml, "study.yaml", "STUDY_INVALID", HINT);
  const featuresSql = requiredFile(files, "features.sql");
  if (featuresSql.trim() === "") throw studyError("features.sql", "The file is empty.", "Write one SELECT.");
  const study = { document, featuresSql, views: parseViews(files), model: parseModel(files), files: { ...files } };
  checkStudyRules(document);
  checkStages(study);
  return { digest: studyDigest(files), ...study };
}

/** A folder of an earlier version is told how to move, not that one word of it is wrong. */
function requireVersion(yaml: unknown): void {
  const version = (yaml as { version?: unknown } | null)?.version;
  if (version !== 1) return;
  throw studyError(
    "study.yaml.version",
    `This is a study of version 1; this software reads version ${STUDY_VERSION}.`,
    "Write version: 2. Turn features into columns, each with a type; list the outcome there too, as a binary column with " +
      "required: true. Put workload, target, standardise and train into stages. studies/README.md shows a study before and after.",
  );
}

/** SHA-256 of the canonical JSON of `{ path: sha256 of the file's UTF-8 bytes }`. */
export function studyDigest(files: StudyFiles): Digest {
  const digests: Record<string, Digest> = {};
  for (const [path, text] of Object.entries(files)) digests[path] = digestBytes(utf8(text));
  return digestDocument(digests);
}

function parseModel(files: StudyFiles): ModelSpec | undefined {
  const text = files["model.json"];
  if (text === undefined) return undefined;
  const hint = 'Describe a model, for example {"type": "logistic"}.';
  return checkDocument(ModelSpec, parseJsonFile("model.json", text), "model.json", "STUDY_INVALID", hint);
}

function parseViews(files: StudyFiles): Record<string, ViewDefinition> {
  const views: Record<string, ViewDefinition> = {};
  for (const [path, text] of Object.entries(files)) {
    const name = viewNameOf(path);
    if (name === undefined) continue;
    const view = checkView(path, parseJsonFile(path, text));
    if (view.name !== name) {
      throw studyError(`${path}: name`, "The view's name is not its file's name.", `Name it '${name}'.`);
    }
    views[name] = view;
  }
  return views;
}
