import type { DesignColumn } from "./design.ts";

/** A column's value, or of a category whether it has the level (1, else 0). */
export interface TermFactor {
  readonly column: string;
  readonly level?: string;
}

/** A coefficient times one factor, or the product of two (an interaction). */
export interface LinearTerm extends TermFactor {
  readonly with?: TermFactor;
  readonly coefficient: number;
}

/**
 * A fitted model as later stages apply it, `linearPredictor` of a report: intercept + Σ coefficient × value (+ ln(offset / unit)), in the
 * columns' own units.
 */
export interface LinearPredictor {
  /** Null where each site has its own, which nobody else knows. */
  readonly intercept: number | null;
  readonly terms: readonly LinearTerm[];
  readonly offset?: { readonly column: string; readonly unit: number };
}

/** The terms of a fit: the columns of its design with their coefficients, which are in the columns' own units. */
export function linearTermsOf(
  design: readonly Pick<DesignColumn, "factors">[],
  coefficients: readonly number[],
): LinearTerm[] {
  return design.map(({ factors }, j) => {
    const [first, second] = factors.map(({ column, level }) => ({ column, ...(level && { level: level.name }) }));
    return { ...first!, ...(second && { with: second }), coefficient: coefficients[j]! };
  });
}

/** Both factors of a term, or its one. */
export function factorsOf({ column, level, with: other }: LinearTerm): TermFactor[] {
  return [{ column, ...(level !== undefined && { level }) }, ...(other === undefined ? [] : [other])];
}
