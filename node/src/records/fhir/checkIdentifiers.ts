import type { ViewDefinition, ViewSelect } from "@consilium/sdk/schemas/view.ts";
import { comparesIdentifier, yieldsIdentifier } from "@consilium/service/fhirpath/identifierLiteral.ts";
import { policyRefusal } from "../../policy/checkStudy.ts";

/**
 * Refuses a view that compares what identifies somebody with a literal, and returns the names of its identifying columns.
 *
 * @throws POLICY_REFUSED naming the place, never the literal.
 */
export function checkIdentifiers(view: ViewDefinition): string[] {
  const file = `views/${view.name}.json`;
  const columns: string[] = [];
  const check = (path: string, place: string, inside: boolean): void => {
    if (!comparesIdentifier(path, inside)) return;
    throw policyRefusal(
      "identifiers",
      `${file}: ${place}`,
      "The path compares an identifier with a literal.",
      "A study picks no single patients: select by what is known of them, not by who they are.",
    );
  };
  const checkSelect = (select: ViewSelect, place: string, inside: boolean): void => {
    const forEach = [select.forEach, select.forEachOrNull, ...(select.repeat ?? [])].filter(
      (path) => path !== undefined,
    );
    for (const path of forEach) check(path, place, inside);
    const within = inside || forEach.some(yieldsIdentifier);
    for (const [i, { name, path }] of (select.column ?? []).entries()) {
      check(path, `${place}.column[${i}].path`, within);
      if (within || yieldsIdentifier(path)) columns.push(name.toLowerCase());
    }
    for (const [i, inner] of (select.select ?? []).entries()) checkSelect(inner, `${place}.select[${i}]`, within);
    for (const [i, branch] of (select.unionAll ?? []).entries()) {
      checkSelect(branch, `${place}.unionAll[${i}]`, within);
    }
  };
  for (const [i, { path }] of (view.where ?? []).entries()) check(path, `where[${i}].path`, false);
  for (const [i, select] of view.select.entries()) checkSelect(select, `select[${i}]`, false);
  return columns;
}
