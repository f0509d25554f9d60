import type { SqlNode } from "@consilium/service/sql/ReadOnlyQuery.ts";
import { policyRefusal } from "../policy/checkStudy.ts";
import { walkSql } from "./walkSql.ts";

/** Functions that say whether a text is, or has, another. */
const PREDICATES = new Set(
  (
    "~~ !~~ ~~* !~~* ~~~ ^@ like_escape not_like_escape ilike_escape not_ilike_escape regexp_matches regexp_full_match " +
    "starts_with ends_with prefix suffix contains list_contains list_has array_contains array_has list_has_any list_has_all " +
    "array_has_any array_has_all && @> <@ list_position list_indexof array_position array_indexof position instr strpos nullif"
  ).split(" "),
);
/** What they yield tells of no single patient, or was looked at for itself. */
const YIELD_NO_IDENTITY = new Set(["count", "count_star", "approx_count_distinct", ...PREDICATES]);
const TESTS = new Set(["COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"]);

/**
 * Refuses a query that compares an identifying column with a literal: that picks single patients out. A name that the query gives to
 * an expression over an identifying column identifies too. Joins on identifiers, NULL tests and `count` are no such thing.
 *
 * Values that come from elsewhere (a row number, a VALUES list that is joined) pass; the rules for columns look at what they yield.
 *
 * @param identifiers Names of identifying columns, in small letters.
 * @throws POLICY_REFUSED naming the column, never the literal.
 */
export function refuseIdentifierLiterals(query: SqlNode, identifiers: ReadonlySet<string>): void {
  const names = new Set(identifiers);
  for (let before = -1; before < names.size; ) {
    before = names.size;
    walkSql(query, (node) => {
      const { alias } = node;
      if (typeof alias === "string" && alias !== "" && identityOf(node, names) !== undefined) {
        names.add(alias.toLowerCase());
      }
    });
  }
  walkSql(query, (node) => {
    const operands = operandsOf(node);
    for (const operand of operands) {
      const column = identityOf(operand, names);
      if (column === undefined) continue;
      const others = operands.filter((other) => other !== operand && identityOf(other, names) === undefined);
      if (!others.some(hasLiteral)) continue;
      throw policyRefusal(
        "identifiers",
        "features.sql",
        `The query compares the identifying column '${column}' with a literal.`,
        "A study picks no single patients: select by what is known of them, not by who they are.",
      );
    }
  });
}

/** What a node compares with each other, where it compares at all. */
function operandsOf(node: SqlNode): readonly unknown[] {
  switch (node.class) {
    case "COMPARISON":
      return [node.left, node.right];
    case "BETWEEN":
      return [node.input, node.lower, node.upper];
    case "OPERATOR":
      return TESTS.has(String(node.type)) ? (node.children as readonly unknown[]) : [];
    case "FUNCTION":
      return PREDICATES.has(String(node.function_name).toLowerCase()) ? (node.children as readonly unknown[]) : [];
    case "SUBQUERY":
      return node.child === undefined || node.child === null ? [] : [node.child, node.subquery];
    default:
      return [];
  }
}

/** The identifying column whose value is in an expression's; undefined where there is none. */
function identityOf(node: unknown, names: ReadonlySet<string>): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const of = (value: unknown) => identityOf(value, names);
  const anyOf = (values: readonly unknown[]) => {
    for (const value of values) {
      const found = of(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  if (Array.isArray(node)) return anyOf(node);
  const { class: kind, children, ...rest } = node as SqlNode;
  switch (kind) {
    case "COLUMN_REF": {
      const name = String((rest.column_names as readonly string[]).at(-1)).toLowerCase();
      return names.has(name) ? name : undefined;
    }
    case "COMPARISON":
    case "BETWEEN":
    case "CONJUNCTION":
      return undefined;
    case "OPERATOR":
      return TESTS.has(String(rest.type)) ? undefined : of(children);
    case "FUNCTION":
      return YIELD_NO_IDENTITY.has(String(rest.function_name).toLowerCase()) ? undefined : of(children);
    case "WINDOW":
      return of(children);
    case "CASE":
      return anyOf([...(rest.case_checks as readonly SqlNode[]).map(({ then_expr: then }) => then), rest.else_expr]);
    case "SUBQUERY":
      return of(((rest.subquery as SqlNode | undefined)?.node as SqlNode | undefined)?.select_list);
    default:
      // A query inside FROM or IN: what it selects.
      return "select_list" in rest ? of(rest.select_list) : anyOf([children, ...Object.values(rest)]);
  }
}

/** Whether a literal other than NULL, true, false and the empty text is in it. */
function hasLiteral(node: unknown): boolean {
  let found = false;
  walkSql(node, ({ class: kind, value }) => {
    if (kind !== "CONSTANT") return;
    const literal = value as { is_null?: boolean; value?: unknown } | undefined;
    if (literal?.is_null !== true && literal?.value !== "" && typeof literal?.value !== "boolean") found = true;
  });
  return found;
}
