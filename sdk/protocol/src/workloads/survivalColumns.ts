import type { StudyDocument } from "../schemas/study.ts";
import { outcomeColumn } from "./stageColumns.ts";

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
  outcomeColumn(study, time, ["time"], `${field}.time`);
  outcomeColumn(study, event, ["event"], `${field}.event`);
}
