import { COLUMN_TYPES, type ColumnKind, type ViewDefinition, type ViewSelect } from "@consilium/sdk/schemas/view.ts";
import { studyError } from "@consilium/sdk/study/studyFile.ts";
import { checkFhirPath, type FhirPathScope } from "../fhirpath/checkFhirPath.ts";
import { fhirConstant } from "../fhirpath/compileFhirPath.ts";
import { isPrimitive, isType, type Types } from "../fhirpath/elementTypes.ts";
import { CODE_SYSTEMS, VIEW_VARIABLES } from "../fhirpath/functions.ts";

/**
 * Checks every FHIRPath of a view, so that a broken view is found at `consilium study check` and no hospital's records
 * are blamed for it. Throws STUDY_INVALID naming the file and the place in it, for example
 * `views/labs.json: select[0].column[1].path`.
 */
export function checkViewPaths(view: ViewDefinition): void {
  const file = `views/${view.name}.json`;
  if (!isType(view.resource)) {
    throw studyError(`${file}: resource`, "FHIR R4 has no such resource type.", "Correct it, for example 'Patient'.");
  }
  const constants = Object.keys(viewConstants(view));
  const taken = constants.find((name) => VIEW_VARIABLES.includes(name));
  if (taken !== undefined) {
    throw studyError(`${file}: constant`, `'%${taken}' is a variable of every view.`, "Rename the constant.");
  }
  const scopeAt = (place: string, from: Types): FhirPathScope => ({
    place: `${file}: ${place}`,
    from,
    variables: [...constants, ...VIEW_VARIABLES],
  });

  const checkSelect = (select: ViewSelect, place: string, from: Types): void => {
    const focus = focusOf(select, place, from);
    for (const [i, { path, type }] of (select.column ?? []).entries()) {
      const scope = scopeAt(`${place}.column[${i}].path`, focus);
      checkKind(checkFhirPath(path, scope), type, scope.place);
    }
    for (const [i, inner] of (select.select ?? []).entries()) checkSelect(inner, `${place}.select[${i}]`, focus);
    for (const [i, branch] of (select.unionAll ?? []).entries()) {
      checkSelect(branch, `${place}.unionAll[${i}]`, focus);
    }
  };
  const focusOf = (select: ViewSelect, place: string, from: Types): Types => {
    for (const key of ["forEach", "forEachOrNull"] as const) {
      const path = select[key];
      if (path !== undefined) return checkFhirPath(path, scopeAt(`${place}.${key}`, from));
    }
    return select.repeat === undefined ? from : repeated(select.repeat, place, from);
  };
  /**
   * All that the paths reach, from what they start from or from what they reach. A path may lead on from only some of
   * that, so an element that none has is not refused here: it yields nothing.
   */
  const repeated = (paths: readonly string[], place: string, from: Types): Types => {
    let start: Types = from;
    for (;;) {
      const reached: Types[] = paths.map((path, i) => reachedBy(path, scopeAt(`${place}.repeat[${i}]`, start)));
      if (start === undefined || reached.includes(undefined)) return undefined;
      const found = new Set(reached.flatMap((types) => [...types!]));
      if ([...found].every((type) => start!.has(type))) return found.size === 0 ? undefined : found;
      start = new Set([...start, ...found]);
    }
  };
  const reachedBy = (path: string, scope: FhirPathScope): Types => {
    checkFhirPath(path, { ...scope, from: undefined });
    try {
      return checkFhirPath(path, scope);
    } catch {
      return new Set();
    }
  };

  const resource: Types = new Set([view.resource]);
  for (const [i, { path }] of (view.where ?? []).entries()) {
    const scope = scopeAt(`where[${i}].path`, resource);
    checkKind(checkFhirPath(path, scope), "boolean", scope.place);
  }
  for (const [i, select] of view.select.entries()) checkSelect(select, `select[${i}]`, resource);
}

/** The view's constants and the code systems by name, as paths compare them. Throws STUDY_INVALID where a date or time is none. */
export function viewConstants(view: ViewDefinition): Record<string, unknown> {
  const values: Record<string, unknown> = { ...CODE_SYSTEMS };
  for (const [i, constant] of (view.constant ?? []).entries()) {
    const [key, value] = Object.entries(constant).find(([name]) => name.startsWith("value"))!;
    values[constant.name] = fhirConstant(key, value);
    if (values[constant.name] === undefined) {
      const place = `views/${view.name}.json: constant[${i}].${key}`;
      throw studyError(
        place,
        "It is not a date or time of this type.",
        "Write it as FHIR does, for example 2024-05-31.",
      );
    }
  }
  return values;
}

/** Refuses a column whose path can yield what its type cannot hold. A column without a type holds anything as text. */
function checkKind(types: Types, declared: string | undefined, place: string): void {
  if (types === undefined || declared === undefined) return;
  const kind = COLUMN_TYPES[declared]!;
  const wrong = [...types].filter((type) => !fits(type, kind));
  if (wrong.length === 0) return;
  const others = types.size > 1 ? `ofType(${declared})` : `a path that yields ${declared}`;
  throw studyError(place, `It can yield ${wrong.slice(0, 3).join(", ")}, not ${declared}.`, `Write ${others}.`);
}

function fits(type: string, kind: ColumnKind): boolean {
  if (!isPrimitive(type)) return false;
  if (kind === "text") return true;
  const own = COLUMN_TYPES[type];
  return own === kind || (kind === "decimal" && own === "integer");
}
