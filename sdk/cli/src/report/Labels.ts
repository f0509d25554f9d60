import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";

/** Units of time of UCUM. */
const TIMES: Readonly<Record<string, string>> = {
  a: "years",
  mo: "months",
  wk: "weeks",
  d: "days",
  h: "hours",
  min: "minutes",
  s: "seconds",
};

/** What people call a study's columns. */
export class Labels {
  readonly #columns: ReadonlyMap<string, ColumnSpec>;

  constructor(columns: readonly ColumnSpec[]) {
    this.#columns = new Map(columns.map((column) => [column.name, column]));
  }

  column(name: string): ColumnSpec | undefined {
    return this.#columns.get(name);
  }

  /** A column's label, or its name. */
  of(name: string): string {
    return this.#columns.get(name)?.label ?? name;
  }

  /** @example labels.withUnit("sbp") // "Systolic blood pressure, mmHg" */
  withUnit(name: string): string {
    const unit = this.unit(name);
    return unit === "" ? this.of(name) : `${this.of(name)}, ${unit}`;
  }

  /** A column's unit, or nothing. UCUM's letters for times are words here: a clinician need not know that `a` is a year. */
  unit(name: string): string {
    const column = this.#columns.get(name);
    const unit = column !== undefined && "unit" in column ? (column.unit ?? "") : "";
    return Object.hasOwn(TIMES, unit) ? TIMES[unit]! : unit;
  }

  /** A value of a column that makes groups: 0 and 1 of a yes-or-no column in words. */
  level(name: string, value: string): string {
    const type = this.#columns.get(name)?.type;
    const isYesOrNo = type === "binary" || type === "event";
    return isYesOrNo && /^[01]$/.test(value) ? (value === "1" ? "yes" : "no") : value;
  }

  /**
   * A term of a model: column names at its beginning, and after `:` or `*`, become labels, one that stands alone with its unit.
   *
   * @example labels.term("sbp:sex=F") // "Systolic blood pressure × Sex=F"
   */
  term(text: string): string {
    if (this.#columns.has(text)) return this.withUnit(text);
    return text.replace(/(^|[:*×]\s*)([a-z][a-z0-9_]*)/g, (_, before: string, name: string) => {
      return (before.startsWith(":") || before.startsWith("*") ? " × " : before) + this.of(name);
    });
  }
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  aic: "AIC",
  auc: "AUC",
  bic: "BIC",
  cIndex: "C index",
  f1: "F1",
  npv: "NPV",
  pValue: "p",
  ppv: "PPV",
};

/** A name of a program as words: `suppressedSites` as "Suppressed sites", `false_positive` as "False positive". */
export function nameInWords(name: string): string {
  if (Object.hasOwn(ABBREVIATIONS, name)) return ABBREVIATIONS[name]!;
  const apart = name
    .replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll("_", " ");
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}
