import { type Static, Type } from "typebox";
import { type ColumnSpec, columnRange, isNumeric, Name } from "../../schemas/columns.ts";
import type { StudyDocument } from "../../schemas/study.ts";
import { studyError } from "../../study/studyFile.ts";
import { namedColumn } from "../stageColumns.ts";
import { levelsOf } from "./scoreTerms.ts";

/** A column by whose levels a stage evaluates. */
export const GroupSpec = Type.Object(
  {
    /** A binary column, a category of at most 8 levels, or a number with `edges`. */
    column: Name,
    /** Cuts a number into bands: `[40, 60]` makes below 40, 40 to below 60, 60 and above. */
    edges: Type.Optional(Type.Array(Type.Number(), { minItems: 1, maxItems: 7, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type GroupSpec = Static<typeof GroupSpec>;

/** A group of an evaluation, with the names of its levels in order. */
export interface Group {
  readonly column: string;
  readonly edges?: readonly number[];
  readonly levels: readonly string[];
}

const MOST_LEVELS = 8;
const GROUP_TYPES: readonly ColumnSpec["type"][] = ["binary", "category", "number", "count"];

/** The groups that a stage asks for. */
export function groupsOf(
  document: Pick<StudyDocument, "columns">,
  { groups = [] }: { groups?: readonly GroupSpec[] },
): Group[] {
  return groups.map(({ column, edges }) => {
    const spec = document.columns.find(({ name }) => name === column)!;
    if (edges === undefined) return { column, levels: levelsOf(spec) };
    return { column, edges, levels: bandNames(edges) };
  });
}

/** @example bandNames([40, 60]) // ["below 40", "40 to below 60", "60 and above"] */
function bandNames(edges: readonly number[]): string[] {
  const inner = edges.slice(1).map((high, i) => `${edges[i]} to below ${high}`);
  return [`below ${edges[0]}`, ...inner, `${edges.at(-1)} and above`];
}

/** The place of a value among a group's levels: -1 where it is missing. */
export function levelAt({ edges }: Group, value: number): number {
  if (Number.isNaN(value)) return -1;
  if (edges === undefined) return value;
  return edges.filter((edge) => value >= edge).length;
}

/** @throws STUDY_INVALID */
export function checkGroups(
  document: Pick<StudyDocument, "columns">,
  { groups = [], outcome }: { groups?: readonly GroupSpec[]; outcome: string },
  field: string,
): void {
  for (const [i, group] of groups.entries()) {
    const at = `${field}.groups.${i}`;
    const spec = namedColumn(document, group.column, GROUP_TYPES, `${at}.column`);
    if (group.column === outcome) {
      throw studyError(`${at}.column`, "The outcome is no group.", "Use a column that is known beforehand.");
    }
    if (groups.findIndex(({ column }) => column === group.column) < i) {
      throw studyError(`${at}.column`, `The column '${group.column}' is a group already.`, "Name each column once.");
    }
    checkLevels(spec, group, at);
  }
}

function checkLevels(spec: ColumnSpec, { edges }: GroupSpec, field: string): void {
  const levels = levelsOf(spec);
  if (edges === undefined) {
    if (levels.length > 0 && levels.length <= MOST_LEVELS) return;
    const problem = levels.length === 0 ? "A number has no levels." : `It has more than ${MOST_LEVELS} levels.`;
    const hint = levels.length === 0 ? "Add edges, for example [40, 60]." : "Select a column with fewer levels.";
    throw studyError(field, problem, hint);
  }
  if (levels.length > 0 || !isNumeric(spec)) {
    throw studyError(`${field}.edges`, "Only a number is cut by edges.", "Leave edges out: its levels are the groups.");
  }
  const [low, high] = columnRange(spec);
  if (edges.every((edge, i) => edge > (edges[i - 1] ?? low) && edge <= high)) return;
  throw studyError(
    `${field}.edges`,
    "The edges do not ascend within the column's range.",
    `Keep them in ${low} to ${high}.`,
  );
}
