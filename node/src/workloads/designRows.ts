import type { DesignColumn } from "@consilium/sdk/workloads/design.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { columnOf } from "./cohort.ts";

/** The design matrix of a table, row by row. */
export interface DesignRows {
  /** Whether the row has every value that the matrix needs. */
  isComplete(row: number): boolean;
  /** A column's value in its own unit; of an indicator 0 or 1. */
  valueAt(column: number, row: number): number;
  /** Writes the row from place `first` on: u in [-1, 1], a value past its declared range as the range's end. */
  fill(row: number, into: Float64Array, first: number): void;
}

/** @throws WORKLOAD_FAILED where the table lacks a column. */
export function designRowsOf(design: readonly DesignColumn[], table: FeatureTable): DesignRows {
  const values = design.map(({ factors }) =>
    factors.map(({ column, level }) => ({ of: columnOf(table, column), index: level?.index })),
  );
  const valueAt = (column: number, row: number) => {
    let product = 1;
    for (const { of, index } of values[column]!) {
      product *= index === undefined ? of[row]! : of[row] === index ? 1 : 0;
    }
    return product;
  };
  return {
    isComplete: (row) => values.every((factors) => factors.every(({ of }) => !Number.isNaN(of[row]))),
    valueAt,
    fill: (row, into, first) => {
      for (let j = 0; j < design.length; j++) {
        const { centre, halfWidth } = design[j]!;
        into[first + j] = clampUnit((valueAt(j, row) - centre) / halfWidth);
      }
    },
  };
}

/** The nearest number in [-1, 1]. */
export function clampUnit(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
