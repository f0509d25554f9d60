import { Type } from "typebox";
import { checkDocument } from "../schemas/check.ts";
import type { StudyFiles } from "../study/Study.ts";
import { STUDY_FILES_MAX_BYTES } from "./TranscriptSource.ts";

const StudyFilesDocument = Type.Record(
  Type.String({ minLength: 1, maxLength: 255 }),
  Type.String({ maxLength: STUDY_FILES_MAX_BYTES }),
  { maxProperties: 1_000 },
);

/** Checks untrusted JSON to be a map of relative path to text. @throws REQUEST_INVALID */
export function checkStudyFilesDocument(document: unknown): StudyFiles {
  return checkDocument(StudyFilesDocument, document, "study files");
}
