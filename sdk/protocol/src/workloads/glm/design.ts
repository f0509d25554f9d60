import { type ColumnSpec, columnRange } from "../../schemas/columns.ts";
import { studyError } from "../../study/studyFile.ts";
import { namedColumn } from "../stageColumns.ts";
import type { GlmPlace } from "./spec.ts";

/** Types of the columns that a term can name. */
export const TERM_TYPES: readonly ColumnSpec["type"][] = ["number", "count", "binary", "category"];

/** The triangle of as many columns is 125,250 coordinates. */
export const MOST_COLUMNS = 500;

/** A column's value, or whether it has this level. */
export interface Factor {
  readonly column: string;
  readonly level?: { readonly name: string; readonly index: number };
}

/** One column of the design matrix: a factor or the product of two, and u = (x - centre) / halfWidth in [-1, 1]. */
export interface DesignColumn {
  /** `age`, `stage=II`, `age:stage=II`. */
  readonly name: string;
  readonly factors: readonly Factor[];
  /** Whether its values are 0 and 1 alone. */
  readonly isIndicator: boolean;
  readonly centre: number;
  readonly halfWidth: number;
}

/** The columns of a stage's design matrix, the intercept apart, in the order of its terms. @throws STUDY_INVALID */
export function designOf(place: GlmPlace, field = `study.yaml: stage ${place.stage.id}.terms`): DesignColumn[] {
  const { columns } = place.study.document;
  const { terms, outcome, offset } = place.stage;
  const usable = columns.filter(({ name, type }) => TERM_TYPES.includes(type) && name !== outcome && name !== offset);
  const chosen = terms ?? usable.map(({ name }) => name);
  const seen = new Set<string>();
  const design = chosen.flatMap((term, i) => {
    const parts = term.split(":").map((name) => namedColumn({ columns }, name, TERM_TYPES, `${field}.${i}`));
    const sorted = term.split(":").sort().join(":");
    if (seen.has(sorted)) throw studyError(`${field}.${i}`, `'${sorted}' is there twice.`, "Leave one out.");
    seen.add(sorted);
    const [first, second] = parts.map(factorsOf);
    if (second === undefined) return first!.map((factor) => productOf([factor]));
    if (parts[0]!.name === parts[1]!.name && !["number", "count"].includes(parts[0]!.type)) {
      throw studyError(`${field}.${i}`, "The square of its 0/1 columns says nothing more.", "Leave it out.");
    }
    return first!.flatMap((left) => second.map((right) => productOf([left, right])));
  });
  if (design.length === 0) {
    throw studyError(field, "The study has no column for a term.", `Declare one of type ${TERM_TYPES.join(", ")}.`);
  }
  if (design.length > MOST_COLUMNS) {
    throw studyError(field, `The terms make ${design.length} columns.`, `Keep them to ${MOST_COLUMNS}.`);
  }
  return design;
}

interface RangedFactor extends Factor {
  readonly range: readonly [low: number, high: number];
  readonly isIndicator: boolean;
}

function factorsOf(column: ColumnSpec): RangedFactor[] {
  if (column.type !== "category") {
    return [{ column: column.name, range: columnRange(column), isIndicator: column.type === "binary" }];
  }
  return column.levels
    .map((name, index) => ({ column: column.name, level: { name, index }, range: [0, 1] as const, isIndicator: true }))
    .slice(1);
}

/** Its range is that of the products of the factors' ends. */
function productOf(factors: readonly RangedFactor[]): DesignColumn {
  const [first, second = { range: [1, 1] as const }] = factors;
  const ends = first!.range.flatMap((left) => second.range.map((right) => left * right));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return {
    name: factors.map(({ column, level }) => (level === undefined ? column : `${column}=${level.name}`)).join(":"),
    factors: factors.map(({ column, level }) => (level === undefined ? { column } : { column, level })),
    isIndicator: factors.every(({ isIndicator }) => isIndicator),
    centre: low / 2 + high / 2,
    halfWidth: high / 2 - low / 2,
  };
}
