import { refuse, type SqlNode } from "./ReadOnlyQuery.ts";

/** What the syntax of a query tells about one column that it yields. */
export type OutputName =
  /** `isExact`: written after AS. Else a column's own name, whose letter case its table decides. */
  | { readonly kind: "named"; readonly name: string; readonly isExact: boolean }
  /** An expression without AS; DuckDB makes a name from its text. */
  | { readonly kind: "unnamed" }
  /** Any number of columns, which a table decides that nothing here describes: `*` over it, COLUMNS(…), unnest. */
  | { readonly kind: "unknown" };

interface Source {
  readonly name: string;
  readonly outputs: readonly OutputName[];
}

/** What WITH clauses name, by name in small letters. */
type Scope = ReadonlyMap<string, readonly OutputName[]>;

const UNKNOWN: readonly OutputName[] = [{ kind: "unknown" }];
/** Clauses that select `*, *` from each other double their columns at each step. */
const MAX_COLUMNS = 10_000;

/**
 * The columns that a query yields, read off its syntax tree (`parseSelect`) without the tables: aliases and column references
 * of the outermost SELECT, the first branch of UNION, EXCEPT and INTERSECT, and `*` over subqueries, VALUES and WITH clauses.
 * Throws QUERY_REFUSED for more than 10,000 columns.
 *
 * @example outputNames(tree of "WITH a AS (SELECT 1 AS x) SELECT a.*, y FROM a, t") // x, exact; y, in the table's letter case
 */
export function outputNames(query: SqlNode): OutputName[] {
  return [...ofQuery(query, new Map())];
}

function ofQuery(query: SqlNode, outer: Scope): readonly OutputName[] {
  const scope = new Map(outer);
  for (const { key, value } of list<{ key: string; value: SqlNode }>((query.cte_map as SqlNode | undefined)?.map)) {
    const body = (value.query as { node: SqlNode }).node;
    // Each is worked out once, where it is written: clauses that use each other twice would else take exponential time.
    scope.set(key.toLowerCase(), renamed(ofQuery(body, scope), value.aliases));
  }
  switch (query.type) {
    case "SELECT_NODE": {
      const outputs: OutputName[] = [];
      for (const expression of list<SqlNode>(query.select_list)) {
        for (const output of ofExpression(expression, query, scope)) outputs.push(output);
        if (outputs.length > MAX_COLUMNS) {
          throw refuse(`A part of it has more than ${MAX_COLUMNS} columns.`, "Select only what the study needs.");
        }
      }
      return outputs;
    }
    case "SET_OPERATION_NODE": {
      const left = ofQuery(query.left as SqlNode, scope);
      if (query.setop_type !== "UNION_BY_NAME") return left;
      const right = ofQuery(query.right as SqlNode, scope);
      return [...left, ...right.filter((each) => each.kind !== "named" || !has(left, each.name))];
    }
    case "RECURSIVE_CTE_NODE":
      return ofQuery(query.left as SqlNode, scope);
    default:
      return UNKNOWN;
  }
}

function ofExpression(expression: SqlNode, query: SqlNode, scope: Scope): readonly OutputName[] {
  if (expression.class === "STAR" && expression.columns !== true) return ofStar(expression, query, scope);
  if (isOpen(expression)) return UNKNOWN;
  if (typeof expression.alias === "string" && expression.alias !== "") return [named(expression.alias, true)];
  if (expression.class === "COLUMN_REF") return [named(list<string>(expression.column_names).at(-1) ?? "", false)];
  // A struct's fields become columns, one each.
  if (expression.function_name === "unnest") return UNKNOWN;
  return [{ kind: "unnamed" }];
}

/** Whether COLUMNS(…) makes one expression many. */
function isOpen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const node = value as SqlNode;
  if (node.class === "SUBQUERY") return isOpen(node.child);
  if (node.class === "STAR") return node.columns === true;
  return Object.values(node).some(isOpen);
}

function ofStar(star: SqlNode, query: SqlNode, scope: Scope): readonly OutputName[] {
  const sources = sourcesOf(query.from_table as SqlNode, scope);
  const relation = String(star.relation_name ?? "").toLowerCase();
  const chosen = relation === "" ? sources : sources.filter(({ name }) => name === relation);
  if (chosen.length === 0) return UNKNOWN; // a struct's fields
  // Names with a table before them have a list of their own; which column they mean is left to those who have the tables.
  const { exclude_list: excluded, qualified_exclude_list: qualified, rename_list: renames } = star;
  if (list(qualified).length > 0) return UNKNOWN;
  const left = list<string>(excluded).map((name) => name.toLowerCase());
  const toName = new Map(
    list<{ key: { column: string }; value: string }>(renames).map(({ key, value }) => [
      key.column.toLowerCase(),
      value,
    ]),
  );
  return chosen.flatMap(({ outputs }) =>
    outputs.flatMap((output) => {
      if (output.kind !== "named") return [output];
      const name = output.name.toLowerCase();
      if (left.includes(name)) return [];
      return [toName.has(name) ? named(toName.get(name)!, true) : output];
    }),
  );
}

/** What stands in FROM, by the name that `name.*` calls it. */
function sourcesOf(from: SqlNode, scope: Scope): readonly Source[] {
  const alias = String(from.alias ?? "").toLowerCase();
  switch (from.type) {
    case "EMPTY":
      return [];
    case "BASE_TABLE": {
      const table = String(from.table_name).toLowerCase();
      const known = (from.schema_name ?? "") === "" ? scope.get(table) : undefined;
      return [{ name: alias || table, outputs: renamed(known ?? UNKNOWN, from.column_name_alias) }];
    }
    case "SUBQUERY": {
      const outputs = ofQuery((from.subquery as { node: SqlNode }).node, scope);
      return [{ name: alias, outputs: renamed(outputs, from.column_name_alias) }];
    }
    case "EXPRESSION_LIST": {
      const width = list(list<unknown>(from.values)[0]).length;
      const outputs = Array.from({ length: width }, (_, i) => named(`col${i}`, true));
      return [{ name: alias, outputs: renamed(outputs, from.expected_names) }];
    }
    case "JOIN":
      return joined(from, scope);
    default:
      return [{ name: alias, outputs: UNKNOWN }]; // table functions, PIVOT, DESCRIBE
  }
}

function joined(join: SqlNode, scope: Scope): readonly Source[] {
  const left = sourcesOf(join.left as SqlNode, scope);
  if (join.join_type === "SEMI" || join.join_type === "ANTI") return left;
  const right = sourcesOf(join.right as SqlNode, scope);
  const all = left.flatMap(({ outputs }) => outputs);
  // USING yields one column of two. NATURAL does so for the names that both have, as far as they are known.
  const shared = list<string>(join.using_columns).map((name) => name.toLowerCase());
  const isOnce = (output: OutputName): boolean =>
    output.kind === "named" &&
    (shared.includes(output.name.toLowerCase()) || (join.ref_type === "NATURAL" && has(all, output.name)));
  return [
    ...left,
    ...right.map(({ name, outputs }) => ({ name, outputs: outputs.filter((output) => !isOnce(output)) })),
  ];
}

/** Names of a column list, `t(a, b)`, in place of the first columns' own. */
function renamed(outputs: readonly OutputName[], names: unknown): readonly OutputName[] {
  const given = list<string>(names).map((name) => named(name, true));
  if (given.length === 0) return outputs;
  const first = outputs.findIndex(({ kind }) => kind === "unknown");
  // Which columns the list names is clear as far as they are known one by one.
  return first >= 0 && first < given.length ? [...given, ...UNKNOWN] : [...given, ...outputs.slice(given.length)];
}

function named(name: string, isExact: boolean): OutputName {
  return { kind: "named", name, isExact };
}

function has(outputs: readonly OutputName[], name: string): boolean {
  return outputs.some((each) => each.kind === "named" && each.name.toLowerCase() === name.toLowerCase());
}

function list<T = unknown>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}
