import type { ColumnSpec } from "../schemas/columns.ts";
import type { StageFrame } from "../schemas/study.ts";

/**
 * A column as a committee reads it: name, type, what values it can have, and what it means.
 *
 * @example columnText({ name: "sbp", type: "number", unit: "mmHg", range: [60, 260] }) // "sbp: number in mmHg, 60 to 260"
 */
export function columnText(column: ColumnSpec): string {
  const required = column.required === true ? "; rows without it are left out" : "";
  const label = column.label === undefined ? "" : `; ${column.label}`;
  return `${column.name}: ${column.type}${valuesText(column)}${required}${label}`;
}

function valuesText(column: ColumnSpec): string {
  switch (column.type) {
    case "number":
      return `${column.unit === undefined ? "" : ` in ${column.unit}`}, ${column.range[0]} to ${column.range[1]}`;
    case "category":
      return `, one of ${column.levels.join(", ")}`;
    case "count":
      return `, 0 to ${column.maximum}`;
    case "time":
      return ` in ${column.unit}, 0 to ${column.maximum}`;
    case "binary":
    case "event":
      return "";
  }
}

/** A stage and all that it says, on one line: `model: train, outcome y, rounds 12, …`. */
export function stageText({ id, workload, ...rest }: StageFrame & Readonly<Record<string, unknown>>): string {
  const text = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  const words = Object.entries(rest).map(([name, value]) => {
    return `${name} ${Array.isArray(value) ? value.map(text).join(" ") : text(value)}`;
  });
  return `${id}: ${[workload, ...words].join(", ")}`;
}
