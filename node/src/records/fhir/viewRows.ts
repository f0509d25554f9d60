import type { ViewColumnDefinition, ViewDefinition, ViewSelect } from "@consilium/sdk/schemas/view.ts";
import { type ViewColumn, viewColumns } from "@consilium/sdk/study/checkView.ts";
import {
  compileFhirPath,
  type FhirPathEvaluator,
  fhirValue,
  type ResolveReference,
} from "@consilium/service/fhirpath/compileFhirPath.ts";
import { viewConstants } from "@consilium/service/study/checkViewPaths.ts";
import { type Cell, convertValue, type Scalar } from "./convertValue.ts";

/** A FHIR resource as JSON. It never leaves node/. */
export interface FhirResource {
  readonly resourceType: string;
  readonly id?: string;
}

/** Why a resource makes no rows of a view: its own fault. The text names the column, never a value. */
export class RecordMisfit extends Error {}

/** What a view's author must correct, and what only a record could show. */
export class ViewFault extends Error {
  /** For example `views/labs.json: column 'code'`. */
  readonly place: string;
  readonly hint: string;

  constructor(place: string, message: string, hint: string) {
    super(message);
    this.place = place;
    this.hint = hint;
  }
}

const MAX_ROWS_PER_RESOURCE = 100_000;
const MAX_REPEAT_DEPTH = 100;

/** What a select is evaluated on: the elements in focus (one, or none under forEachOrNull) and `%` variables. */
interface Focus {
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Rows = Cell[][];
type Evaluate = (focus: Focus) => Rows;

interface Context {
  readonly view: string;
  compile(path: string): FhirPathEvaluator;
}

/**
 * Compiles a checked ViewDefinition into a function from one resource to its rows, cells in the order of
 * `viewColumns`: the processing model of SQL-on-FHIR v2 (https://sql-on-fhir.org/ig/, "Processing Algorithm").
 * The function throws RecordMisfit where the resource is out of shape and ViewFault where the view is.
 */
export function compileView(view: ViewDefinition, resolve: ResolveReference): (resource: FhirResource) => Rows {
  const context: Context = { view: view.name, compile: (path) => compileFhirPath(path, resolve) };
  const filters = (view.where ?? []).map(({ path }) => context.compile(path));
  const selects = compileSelects(view.select, viewColumns(view), context);
  const constants = viewConstants(view);
  return (resource) => {
    const variables = { ...constants, resource, rootResource: resource, rowIndex: 0 };
    const focus = { input: resource, variables };
    for (const [i, filter] of filters.entries()) if (!isTrue(filter, focus, view.name, i)) return [];
    return selects(focus);
  };
}

function isTrue(filter: FhirPathEvaluator, focus: Focus, view: string, index: number): boolean {
  const items = run(filter, focus, `the view '${view}': where[${index}]`).map((item) => fhirValue(item).value);
  if (items.length === 0) return false;
  if (items.length === 1 && typeof items[0] === "boolean") return items[0];
  const place = `views/${view}.json: where[${index}]`;
  throw new ViewFault(place, "It is not true or false.", "Make it a condition, for example with exists().");
}

/** Rows of all selects side by side: every combination. */
function compileSelects(selects: readonly ViewSelect[], columns: ViewColumn[], context: Context): Evaluate {
  const parts = selects.map((select) => compileSelect(select, columns, context));
  return (focus) => combine(parts, focus);
}

/** Takes the columns it fills off the front of `columns`, which are in the order of the walk. */
function compileSelect(select: ViewSelect, columns: ViewColumn[], context: Context): Evaluate {
  const parts: Evaluate[] = [];
  if (select.column !== undefined) {
    const cells = select.column.map((column) => compileColumn(column, columns.shift()!, context));
    parts.push((focus) => [cells.map((cell) => cell(focus))]);
  }
  if (select.select !== undefined) parts.push(compileSelects(select.select, columns, context));
  if (select.unionAll !== undefined && select.unionAll.length > 0) {
    // Every branch has the same columns; each takes its own copy and the first takes them off for all.
    const copies = select.unionAll.map((_, i) => (i === 0 ? columns : [...columns]));
    const branches = select.unionAll.map((branch, i) => ({ branch, own: copies[i]! }));
    const evaluators = branches.map(({ branch, own }) => compileSelect(branch, own, context));
    parts.push((focus) => evaluators.flatMap((evaluate) => evaluate(focus)));
  }
  const inner: Evaluate = (focus) => combine(parts, focus);
  const each = compileIteration(select, context);
  return each === undefined ? inner : (focus) => each(focus).flatMap(inner);
}

function compileIteration(select: ViewSelect, context: Context): ((focus: Focus) => Focus[]) | undefined {
  const at = (focus: Focus, items: readonly unknown[]): Focus[] =>
    items.map((input, rowIndex) => ({ input, variables: { ...focus.variables, rowIndex } }));
  const path = select.forEach ?? select.forEachOrNull;
  if (path !== undefined) {
    const evaluate = context.compile(path);
    return (focus) => {
      const items = run(evaluate, focus, `the view '${context.view}': forEach`);
      return items.length === 0 && select.forEachOrNull !== undefined ? at(focus, [[]]) : at(focus, items);
    };
  }
  if (select.repeat === undefined) return undefined;
  const evaluators = select.repeat.map(context.compile);
  return (focus) => {
    const found: unknown[] = [];
    // Depth first, each item before what it leads to.
    const descend = (input: unknown, depth: number): void => {
      const place = `the view '${context.view}': repeat`;
      if (depth > MAX_REPEAT_DEPTH) {
        throw new ViewFault(
          `views/${context.view}.json: repeat`,
          "It leads on without end.",
          "Follow a child element.",
        );
      }
      for (const evaluate of evaluators) {
        for (const item of run(evaluate, { input, variables: focus.variables }, place)) {
          found.push(item);
          descend(item, depth + 1);
        }
      }
    };
    descend(focus.input, 0);
    return at(focus, found);
  };
}

function compileColumn(definition: ViewColumnDefinition, column: ViewColumn, context: Context): (focus: Focus) => Cell {
  const evaluate = context.compile(definition.path);
  const place = `the view '${context.view}': '${column.name}'`;
  const convert = (item: unknown): Scalar => {
    const converted = convertValue(fhirValue(item), column.kind);
    if (converted === undefined) throw new RecordMisfit(`does not fit ${place} is not of its type (${column.kind})`);
    return converted;
  };
  return (focus) => {
    const items = run(evaluate, focus, place);
    if (column.list) return items.map(convert);
    if (items.length > 1) {
      const hint = "Take one with first() or where(), or set collection to true for a list.";
      const field = `views/${context.view}.json: column '${column.name}'`;
      throw new ViewFault(field, "Its path yields several values of one record.", hint);
    }
    return items.length === 0 ? null : convert(items[0]);
  };
}

function combine(parts: readonly Evaluate[], focus: Focus): Rows {
  let rows: Rows = [[]];
  for (const part of parts) {
    const more = part(focus);
    if (rows.length * more.length > MAX_ROWS_PER_RESOURCE) {
      throw new ViewFault(
        "views",
        `A record makes more than ${MAX_ROWS_PER_RESOURCE} rows.`,
        "Select less side by side.",
      );
    }
    rows = rows.flatMap((row) => more.map((cells) => [...row, ...cells]));
  }
  return rows;
}

function run(evaluate: FhirPathEvaluator, focus: Focus, place: string): unknown[] {
  try {
    return evaluate(focus.input, focus.variables);
  } catch {
    // The library's message may quote a value. The paths have been checked, so the resource is out of shape.
    throw new RecordMisfit(`does not fit ${place} fails on it`);
  }
}
