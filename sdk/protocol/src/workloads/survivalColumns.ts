import type { StudyDocument } from "../schemas/study.ts";
import { studyError } from "../study/studyFile.ts";
import { namedColumn } from "./stageColumns.ts";

/** How a stage names its outcome: how long a patient was observed, and whether the event ended it. */
export interface SurvivalColumns {
  readonly time: string;
  readonly event: string;
}

/** Both are columns of these types that every row of a cohort has. @throws STUDY_INVALID naming the field or the column. */
export function checkSurvivalColumns(
  study: Pick<StudyDocument, "columns">,
  { time, event }: SurvivalColumns,
  field: string,
): void {
  const outcome = [
    namedColumn(study, time, ["time"], `${field}.time`),
    namedColumn(study, event, ["event"], `${field}.event`),
  ];
  for (const { name, required } of outcome) {
    if (required === true) continue;
    throw studyError(
      `study.yaml: column ${name}`,
      "It is an outcome, but rows without it are not left out.",
      "Add required: true to the column.",
    );
  }
}
