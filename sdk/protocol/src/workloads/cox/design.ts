import { type ColumnSpec, columnRange } from "../../schemas/columns.ts";
import type { Study } from "../../study/Study.ts";
import type { CoxSpec } from "./spec.ts";

/**
 * One coefficient's place: a column, a level of a category (1 where a row has it), or such a thing times another numeric column.
 * u = (x - centre) / halfWidth is within [-1, 1] for every x of the declared ranges.
 */
export interface Coordinate {
  /** `age`, `stage[III]`, `age:sex`, `stage[III]:age`. */
  readonly name: string;
  readonly column: string;
  /** The column is a category, and this the level that counts 1. The first level is the reference. */
  readonly level?: string;
  /** The level's place, which is its value in a table. */
  readonly levelIndex?: number;
  /** The numeric column that multiplies it. */
  readonly with?: string;
  readonly centre: number;
  readonly halfWidth: number;
}

type Place = { readonly study: Pick<Study, "document">; readonly stage: CoxSpec };

/** Types of the columns that can be a term. */
export const TERM_TYPES: readonly ColumnSpec["type"][] = ["number", "count", "binary", "category"];

/** The stage's terms: those it names, or every column that can be one. */
export function coxTerms({ study, stage }: Place): readonly string[] {
  return stage.terms ?? study.document.columns.filter(({ type }) => TERM_TYPES.includes(type)).map(({ name }) => name);
}

/** The columns of a term, a category first. */
export function columnsOfTerm({ study }: Pick<Place, "study">, term: string): ColumnSpec[] {
  const named = term.split(":").map((name) => study.document.columns.find((column) => column.name === name));
  const columns = named.filter((column) => column !== undefined);
  return columns.sort((a, b) => Number(b.type === "category") - Number(a.type === "category"));
}

/** Names of all columns that the terms need, each once. */
export function termColumns(place: Place): string[] {
  return [...new Set(coxTerms(place).flatMap((term) => columnsOfTerm(place, term).map(({ name }) => name)))];
}

/** The coefficients in order: of a category one for each level but the first. */
export function coxDesign(place: Place): Coordinate[] {
  return coxTerms(place).flatMap((term) => {
    const [column, other] = columnsOfTerm(place, term);
    return column === undefined ? [] : coordinatesOf(column, other);
  });
}

function coordinatesOf(column: ColumnSpec, other: ColumnSpec | undefined): Coordinate[] {
  const [low, high] = column.type === "category" ? [0, 1] : columnRange(column);
  const [otherLow, otherHigh] = other === undefined || other.type === "category" ? [1, 1] : columnRange(other);
  const corners = [low * otherLow, low * otherHigh, high * otherLow, high * otherHigh];
  const least = Math.min(...corners);
  const most = Math.max(...corners);
  const scale = { centre: least / 2 + most / 2, halfWidth: most / 2 - least / 2 };
  const withOther = other === undefined ? {} : { with: other.name };
  const suffix = other === undefined ? "" : `:${other.name}`;
  if (column.type !== "category") {
    return [{ name: `${column.name}${suffix}`, column: column.name, ...withOther, ...scale }];
  }
  return column.levels.slice(1).map((level, i) => ({
    name: `${column.name}[${level}]${suffix}`,
    column: column.name,
    level,
    levelIndex: i + 1,
    ...withOther,
    ...scale,
  }));
}
