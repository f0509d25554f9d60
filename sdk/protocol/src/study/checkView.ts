import { COLUMN_TYPES, type ColumnKind, type ViewColumnDefinition, type ViewDefinition } from "../schemas/view.ts";
import { studyError } from "./studyFile.ts";

/** A column of the table that a view yields. */
export interface ViewColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether each cell is a list. */
  readonly list: boolean;
}

type Part = Readonly<Record<string, unknown>>;

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const MAX_DEPTH = 16;
const MAX_COLUMNS = 1_000;
const MAX_PATH_LENGTH = 2_000;

/** Elements of FHIR that describe a view and change no row of it. */
const ANY = ["id", "extension"];
const ABOUT = [
  ...["resourceType", "meta", "implicitRules", "language", "text", "contained", "url", "identifier", "version"],
  ...["title", "status", "experimental", "date", "publisher", "contact", "description", "useContext", "jurisdiction"],
  ...["purpose", "copyright", "copyrightLabel", "profile", "fhirVersion"],
];
const KEYS = {
  view: ["name", "resource", "constant", "select", "where"],
  select: ["column", "select", "forEach", "forEachOrNull", "repeat", "unionAll"],
  column: ["name", "path", "type", "collection", "description", "tag"],
  where: ["path", "description"],
};

/**
 * Checks all of a SQL-on-FHIR v2 ViewDefinition but its FHIRPath (`checkViewPaths` in @consilium/service does that).
 * `file` is its path in the study folder. Throws STUDY_INVALID naming file and place, and listing the known words.
 */
export function checkView(file: string, view: unknown): ViewDefinition {
  const part = asPart(view, file);
  checkKeys(part, [...KEYS.view, ...ABOUT, ...ANY], file);
  if (part.resourceType !== undefined && part.resourceType !== "ViewDefinition") {
    throw studyError(`${file}: resourceType`, "It is not a ViewDefinition.", "Write 'ViewDefinition' or leave it out.");
  }
  if (typeof part.name !== "string" || !/^[a-z][a-z0-9_]{0,62}$/.test(part.name)) {
    throw studyError(`${file}: name`, "The view has no usable name.", "Use small letters, digits and _.");
  }
  if (typeof part.resource !== "string" || !/^[A-Z][A-Za-z]{0,63}$/.test(part.resource)) {
    throw studyError(`${file}: resource`, "It is not a FHIR resource type.", "Write one, for example 'Patient'.");
  }
  for (const [i, constant] of parts(part.constant, `${file}: constant`).entries()) {
    checkConstant(constant, `${file}: constant[${i}]`);
  }
  for (const [i, filter] of parts(part.where, `${file}: where`).entries()) {
    checkKeys(filter, [...KEYS.where, ...ANY], `${file}: where[${i}]`);
    checkPathText(filter.path, `${file}: where[${i}].path`);
  }
  const columns = columnsOf(part.select, `${file}: select`, 0);
  if (columns.length === 0) throw studyError(`${file}: select`, "It selects no column.", "Add a column.");
  if (columns.length > MAX_COLUMNS) {
    throw studyError(`${file}: select`, `It has ${columns.length} columns.`, `Keep at most ${MAX_COLUMNS}.`);
  }
  const checked = view as ViewDefinition;
  const names = new Set<string>();
  for (const { name } of columns) {
    // DuckDB's names, unlike FHIR's, are the same in every letter case.
    if (names.has(name.toLowerCase())) {
      throw studyError(`${file}: select`, `The column '${name}' appears twice.`, "Rename one.");
    }
    names.add(name.toLowerCase());
  }
  const constants = (checked.constant ?? []).map(({ name }) => name);
  const twice = constants.find((name, i) => constants.indexOf(name) !== i);
  if (twice !== undefined) throw studyError(`${file}: constant`, `'${twice}' appears twice.`, "Rename one.");
  return checked;
}

/** The columns of a checked view, in the standard's order. */
export function viewColumns(view: ViewDefinition): ViewColumn[] {
  return columnsOf(view.select, `views/${view.name}.json: select`, 0);
}

function columnsOf(selects: unknown, place: string, depth: number): ViewColumn[] {
  return parts(selects, place).flatMap((select, i) => columnsOfSelect(select, `${place}[${i}]`, depth));
}

function columnsOfSelect(select: Part, place: string, depth: number): ViewColumn[] {
  if (depth > MAX_DEPTH) throw studyError(place, "The selects nest too deeply.", `Nest at most ${MAX_DEPTH}.`);
  checkKeys(select, [...KEYS.select, ...ANY], place);
  checkIteration(select, place);
  const own = parts(select.column, `${place}.column`).map((column, i) => columnOf(column, `${place}.column[${i}]`));
  const nested = columnsOf(select.select, `${place}.select`, depth + 1);
  const branches = parts(select.unionAll, `${place}.unionAll`).map((branch, i) =>
    columnsOfSelect(branch, `${place}.unionAll[${i}]`, depth + 1),
  );
  const [first = [], ...others] = branches;
  for (const [i, other] of others.entries()) checkBranch(first, other, `${place}.unionAll[${i + 1}]`);
  return [...own, ...nested, ...first];
}

/** The branches of a union have the same columns in the same order: they are rows of one table. */
function checkBranch(first: readonly ViewColumn[], other: readonly ViewColumn[], place: string): void {
  const spell = (columns: readonly ViewColumn[]): string =>
    columns.map(({ name, kind, list }) => `${name} (${list ? "list of " : ""}${kind})`).join(", ") || "none";
  if (spell(first) === spell(other)) return;
  throw studyError(
    place,
    `Its columns are ${spell(other)}; those of the first branch are ${spell(first)}.`,
    "Give all branches of a unionAll the same columns, types and order.",
  );
}

function checkIteration(select: Part, place: string): void {
  const given = ["forEach", "forEachOrNull", "repeat"].filter((key) => select[key] !== undefined);
  if (given.length > 1) {
    throw studyError(place, `It has ${given.join(" and ")}.`, "Keep one, and nest the other in an inner select.");
  }
  if (select.forEach !== undefined) checkPathText(select.forEach, `${place}.forEach`);
  if (select.forEachOrNull !== undefined) checkPathText(select.forEachOrNull, `${place}.forEachOrNull`);
  if (select.repeat === undefined) return;
  if (!Array.isArray(select.repeat) || select.repeat.length === 0 || select.repeat.length > 64) {
    throw studyError(`${place}.repeat`, "It is not a list of paths.", 'Write a list, for example ["item"].');
  }
  for (const [i, path] of select.repeat.entries()) checkPathText(path, `${place}.repeat[${i}]`);
}

function columnOf(column: Part, place: string): ViewColumn {
  checkKeys(column, [...KEYS.column, ...ANY], place);
  const { name, path, type, collection } = column as Partial<ViewColumnDefinition>;
  if (typeof name !== "string" || !NAME.test(name)) {
    throw studyError(`${place}.name`, "The column has no usable name.", "Use letters, digits and _.");
  }
  checkPathText(path, `${place}.path`);
  if (collection !== undefined && typeof collection !== "boolean") {
    throw studyError(`${place}.collection`, "It is neither true nor false.", "Write true or false.");
  }
  const kind = type === undefined ? "text" : Object.hasOwn(COLUMN_TYPES, type) ? COLUMN_TYPES[type] : undefined;
  if (kind === undefined) {
    throw studyError(`${place}.type`, "It is not a FHIR primitive type.", `Known: ${listOf(COLUMN_TYPES)}.`);
  }
  return { name, kind, list: collection === true };
}

const CONSTANT_TYPES = Object.fromEntries(
  Object.entries(COLUMN_TYPES).map(([type, kind]) => [`value${type[0]!.toUpperCase()}${type.slice(1)}`, kind]),
);
const isKind: Readonly<Record<ColumnKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: Number.isSafeInteger,
  decimal: Number.isFinite,
};

function checkConstant(constant: Part, place: string): void {
  checkKeys(constant, ["name", ...Object.keys(CONSTANT_TYPES), ...ANY], place);
  if (typeof constant.name !== "string" || !NAME.test(constant.name)) {
    throw studyError(`${place}.name`, "The constant has no usable name.", "Use letters, digits and _.");
  }
  const values = Object.keys(constant).filter((key) => Object.hasOwn(CONSTANT_TYPES, key));
  const [key] = values;
  if (values.length !== 1 || !isKind[CONSTANT_TYPES[key!]!](constant[key!])) {
    const hint = `Give it one of ${listOf(CONSTANT_TYPES)}, of that type.`;
    throw studyError(place, "The constant has no value, several, or one of another type.", hint);
  }
}

function checkPathText(path: unknown, place: string): void {
  if (typeof path === "string" && path.trim() !== "" && path.length <= MAX_PATH_LENGTH) return;
  throw studyError(place, "It is not FHIRPath.", `Write a FHIRPath of at most ${MAX_PATH_LENGTH} characters.`);
}

function parts(list: unknown, place: string): Part[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw studyError(place, "It is not a list of objects.", "Correct the view.");
  return list.map((part, i) => asPart(part, `${place}[${i}]`));
}

function asPart(value: unknown, place: string): Part {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Part;
  throw studyError(place, "It is not an object.", "Correct the view.");
}

function checkKeys(part: Part, known: readonly string[], place: string): void {
  const unknown = Object.keys(part).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const shown = known.filter((key) => !ABOUT.includes(key) && !ANY.includes(key));
  throw studyError(`${place}.${unknown}`, "It is not a known key.", `Known here: ${shown.join(", ")}.`);
}

function listOf(table: Readonly<Record<string, unknown>>): string {
  return Object.keys(table).join(", ");
}
