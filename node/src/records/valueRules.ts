import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { quoteText } from "@consilium/service/sql/quoteSql.ts";

/** What the values of a column of `features.sql` must be, beside their SQL type. A missing value breaks no rule but the split's. */
export interface ValueRule {
  /** The column's name in the study. */
  readonly column: string;
  /** What is wrong with a value that breaks it: `below 0`. */
  readonly fault: string;
  /** What the value must be, in a sentence. */
  readonly expected: string;
  /** A SQL condition: true where the value of an expression breaks the rule, and never for NULL. */
  readonly isBroken: (expression: string) => string;
}

/** Tells that a query yields a value that breaks a rule. It has no value in it. */
export class UnfitValue extends Error {
  readonly rule: ValueRule;

  constructor(rule: ValueRule) {
    super(`The column '${rule.column}' has a value ${rule.fault}.`);
    this.rule = rule;
  }
}

/** The rule of a study's column; undefined for a number, which is clamped to its range. */
export function valueRule(column: ColumnSpec): ValueRule | undefined {
  switch (column.type) {
    case "number":
      return undefined;
    case "category":
      return wordRule(
        column.name,
        column.levels,
        "that is not one of its levels",
        `Its levels are ${column.levels.join(", ")}.`,
      );
    case "binary":
    case "event":
      return numberRule(
        column.name,
        "other than 0, 1 and NULL",
        "It must be 0, 1 or missing.",
        (x) => `${x} NOT IN (0, 1)`,
      );
    case "count":
      return numberRule(
        column.name,
        "that is not a whole number from 0",
        "It must be a whole number from 0, or missing.",
        (x) => `(${x} < 0 OR ${x} <> floor(${x}))`,
      );
    case "time":
      return numberRule(column.name, "below 0", "It must be 0 or more, or missing.", (x) => `${x} < 0`);
  }
}

/** The rule of the column that splits the rows. */
export function splitRule(column: string): ValueRule {
  const expected = "It must be 'train' or 'test' in every row.";
  return wordRule(column, ["train", "test"], "other than 'train' and 'test'", expected);
}

function wordRule(column: string, words: readonly string[], fault: string, expected: string): ValueRule {
  const list = words.map(quoteText).join(", ");
  return { column, fault, expected, isBroken: (expression) => `CAST(${expression} AS VARCHAR) NOT IN (${list})` };
}

function numberRule(column: string, fault: string, expected: string, broken: (x: string) => string): ValueRule {
  const isBroken = (expression: string): string => {
    const number = `TRY_CAST(${expression} AS DOUBLE)`;
    // What is not finite counts as missing.
    return `(isfinite(${number}) AND ${broken(number)})`;
  };
  return { column, fault, expected, isBroken };
}
