import { type ColumnSpec, columnRange, type NumericColumn } from "../schemas/columns.ts";
import type { StudyDocument } from "../schemas/study.ts";
import { studyError } from "../study/studyFile.ts";

/** The study's columns that a stage names, in the stage's order. @throws STUDY_INVALID listing the columns there are. */
export function namedColumns(
  study: Pick<StudyDocument, "columns">,
  names: readonly string[],
  field: string,
): ColumnSpec[] {
  return names.map((name, i) => {
    const column = study.columns.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    const known = study.columns.map((candidate) => candidate.name).join(", ");
    throw studyError(`${field}.${i}`, `There is no column '${name}'.`, `Use one of ${known}.`);
  });
}

/** The one column that a stage names, of one of the types it can use. @throws STUDY_INVALID */
export function namedColumn(
  study: Pick<StudyDocument, "columns">,
  name: string,
  types: readonly ColumnSpec["type"][],
  field: string,
): ColumnSpec {
  const column = study.columns.find((candidate) => candidate.name === name);
  const usable = study.columns.filter(({ type }) => types.includes(type)).map((candidate) => candidate.name);
  const hint =
    usable.length === 0 ? `Declare a column of type ${types.join(" or ")}.` : `Use one of ${usable.join(", ")}.`;
  if (column === undefined) throw studyError(field, `There is no column '${name}'.`, hint);
  if (types.includes(column.type)) return column;
  throw studyError(field, `The column '${name}' is of type ${column.type}, not ${types.join(" or ")}.`, hint);
}

/** A column of one of these types that a stage learns to predict, which every row of a cohort has. @throws STUDY_INVALID */
export function outcomeColumn(...named: Parameters<typeof namedColumn>): ColumnSpec {
  const column = namedColumn(...named);
  if (column.required === true) return column;
  throw studyError(
    `study.yaml: column ${column.name}`,
    "It is an outcome, but rows without it are not left out.",
    "Add required: true to the column.",
  );
}

/** Centre and half width of a column's range: u = (x - centre) / halfWidth is within [-1, 1]. */
export function centreOf(column: NumericColumn): { centre: number; halfWidth: number } {
  const [low, high] = columnRange(column);
  const halfWidth = high / 2 - low / 2;
  if (Number.isFinite(halfWidth) && halfWidth > 0) return { centre: low / 2 + high / 2, halfWidth };
  throw studyError(
    `study.yaml: column ${column.name}`,
    "The range is empty.",
    "Write it as [lowest, highest] with lowest < highest.",
  );
}
