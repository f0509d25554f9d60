import { Type } from "typebox";
import { type ColumnSpec, columnRange, isNumeric } from "../schemas/columns.ts";
import type { Study } from "../study/Study.ts";
import { studyError } from "../study/studyFile.ts";
import { centreOf, namedColumn } from "./stageColumns.ts";

/** Types of the columns that a term can name. */
export const TERM_TYPES: readonly ColumnSpec["type"][] = ["number", "count", "binary", "category"];

/** The triangle of as many columns is 125,250 coordinates. */
export const MOST_COLUMNS = 500;

/** A stage's terms: a column (`age`) or the product of two (`age:sex`). */
export const Terms = Type.Array(Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}(:[a-z][a-z0-9_]{0,62})?$" }), {
  minItems: 1,
  maxItems: MOST_COLUMNS,
  uniqueItems: true,
});

/** A stage whose model is linear in columns of the study. */
interface DesignPlace {
  readonly study: Pick<Study, "document">;
  readonly stage: {
    readonly id: string;
    /** Default: every column that can be one, but outcome and offset. */
    readonly terms?: readonly string[];
    readonly outcome?: string;
    readonly offset?: string;
  };
}

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

/**
 * The columns of a stage's design matrix, the intercept apart, in the order of its terms: a category is a 0/1 column for each level but
 * the first.
 *
 * @throws STUDY_INVALID where a term is no column that can be one, is there twice or has an empty or infinite range, or where there are too many.
 */
export function designOf({ study, stage }: DesignPlace, field = `study.yaml: stage ${stage.id}.terms`): DesignColumn[] {
  const { columns } = study.document;
  const { terms, outcome, offset } = stage;
  const usable = columns.filter(({ name, type }) => TERM_TYPES.includes(type) && name !== outcome && name !== offset);
  const chosen = terms ?? usable.map(({ name }) => name);
  const seen = new Set<string>();
  const design = chosen.flatMap((term, i) => {
    const parts = term.split(":").map((name) => namedColumn({ columns }, name, TERM_TYPES, `${field}.${i}`));
    const sorted = term.split(":").sort().join(":");
    if (seen.has(sorted)) throw studyError(`${field}.${i}`, `'${sorted}' is there twice.`, "Leave one out.");
    seen.add(sorted);
    const taken = parts.find(({ name }) => name === outcome || name === offset);
    if (taken !== undefined) {
      const message = `'${taken.name}' is the outcome or the offset, and cannot be a term.`;
      throw studyError(`${field}.${i}`, message, "Leave it out.");
    }
    parts.filter(isNumeric).forEach(centreOf);
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
  const vast = design.find(({ halfWidth }) => !Number.isFinite(halfWidth));
  if (vast === undefined) return design;
  throw studyError(field, `The range of '${vast.name}' is not finite.`, "Declare narrower ranges.");
}

/** Names of the study's columns that these columns are made of, each once. */
export function columnsOfDesign(design: readonly Pick<DesignColumn, "factors">[]): string[] {
  return [...new Set(design.flatMap(({ factors }) => factors.map(({ column }) => column)))];
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
