import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseFhirPath } from "@medplum/core";

export type ColumnType = "VARCHAR" | "BOOLEAN" | "BIGINT" | "DOUBLE";

/** A column of the table that a ViewDefinition yields. */
export interface ViewColumn {
  readonly name: string;
  readonly type: ColumnType;
}

const COLUMN_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const TYPES: Readonly<Record<string, ColumnType>> = {
  boolean: "BOOLEAN",
  integer: "BIGINT",
  integer64: "BIGINT",
  positiveInt: "BIGINT",
  unsignedInt: "BIGINT",
  decimal: "DOUBLE",
};
/** Dates stay text, because FHIR dates may be partial (`1950`, `1950-06`); `features.sql` casts them. */
const DEFAULT_TYPE: ColumnType = "VARCHAR";

type ViewPart = Readonly<Record<string, unknown>>;

/**
 * Columns of a SQL-on-FHIR v2 ViewDefinition in the standard's order, with every FHIRPath in it parsed once.
 * Throws STUDY_INVALID naming the view's file, so that a broken view is not taken for malformed records.
 */
export function viewColumns(viewName: string, view: ViewPart): ViewColumn[] {
  const field = `views/${viewName}.json`;
  const columns: ViewColumn[] = [];
  const names = new Set<string>();

  const checkPath = (path: unknown): void => {
    try {
      if (typeof path !== "string" || path.length > 2_000) throw new TypeError("path");
      parseFhirPath(path);
    } catch {
      throw refuse(field, "A path in it is not FHIRPath.", "Correct the path.");
    }
  };
  const parts = (list: unknown): ViewPart[] => {
    if (list === undefined) return [];
    if (Array.isArray(list) && list.every((part) => typeof part === "object" && part !== null)) return list;
    throw refuse(field, "A select, column, unionAll or where in it is not a list of objects.", "Correct the view.");
  };
  const addSelect = (select: ViewPart, counted: boolean, depth: number): void => {
    if (depth > 16) throw refuse(field, "Its selects nest too deeply.", "Nest at most 16.");
    if (select.forEach !== undefined) checkPath(select.forEach);
    if (select.forEachOrNull !== undefined) checkPath(select.forEachOrNull);
    for (const column of parts(select.column)) {
      checkPath(column.path);
      const name = column.name;
      if (typeof name !== "string" || !COLUMN_NAME.test(name)) {
        throw refuse(field, "A column has no usable name.", "Use letters, digits and _.");
      }
      if (!counted) continue;
      if (names.has(name.toLowerCase())) throw refuse(field, `The column '${name}' appears twice.`, "Rename one.");
      names.add(name.toLowerCase());
      columns.push({ name, type: TYPES[String(column.type)] ?? DEFAULT_TYPE });
    }
    for (const inner of parts(select.select)) addSelect(inner, counted, depth + 1);
    // The branches of a union have the same columns: the first one names them.
    for (const [i, branch] of parts(select.unionAll).entries()) addSelect(branch, counted && i === 0, depth + 1);
  };

  for (const select of parts(view.select)) addSelect(select, true, 0);
  for (const filter of parts(view.where)) checkPath(filter.path);
  if (columns.length === 0) throw refuse(field, "It selects no column.", "Add a column.");
  return columns;
}

function refuse(field: string, message: string, hint: string): FederationError {
  return new FederationError("STUDY_INVALID", message, { field, hint });
}
