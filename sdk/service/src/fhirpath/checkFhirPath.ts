import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import fhirpath from "fhirpath";
import { elementTypes, isType, type Types, typeNamed } from "./elementTypes.ts";
import { VIEW_FUNCTIONS } from "./functions.ts";

/** A node of the library's syntax tree. */
interface Node {
  readonly type: string;
  readonly text?: string;
  readonly delimitedText?: string;
  readonly children?: readonly Node[];
}

export interface FhirPathScope {
  /** Where the path stands, for example `views/labs.json: select[0].column[1].path`. */
  readonly place: string;
  /** Types of `$this`: the element that the path starts from. */
  readonly from: Types;
  /** Names that may follow `%`. */
  readonly variables: readonly string[];
}

/**
 * Checks a FHIRPath of a view without any record: its syntax, functions, variables, types and FHIR R4 elements.
 * Returns the types it yields, undefined where that cannot be told. Throws STUDY_INVALID naming the place and listing
 * the known words.
 */
export function checkFhirPath(path: string, scope: FhirPathScope): Types {
  let tree: Node;
  try {
    tree = fhirpath.parse(path) as Node;
  } catch {
    throw refuse(scope, "It is not FHIRPath.", "Correct the path; https://hl7.org/fhirpath describes them.");
  }
  return typesOf(tree, scope.from, scope);
}

const OF_EACH_ITEM = new Set(["all", "exists", "iif", "repeat", "select", "where"]);

function typesOf(node: Node, input: Types, scope: FhirPathScope): Types {
  const [first, second] = node.children ?? [];
  switch (node.type) {
    case "EntireExpression":
    case "TermExpression":
    case "InvocationTerm":
    case "ParenthesizedTerm":
      return typesOf(first!, input, scope);
    case "InvocationExpression":
      return typesOf(second!, typesOf(first!, input, scope), scope);
    case "MemberInvocation":
      return memberTypes(first!, input, scope);
    case "FunctionInvocation":
      return functionTypes(first!, input, scope);
    case "IndexerExpression":
      typesOf(second!, input, scope);
      return typesOf(first!, input, scope);
    case "ThisInvocation":
      return scope.from;
    case "IndexInvocation":
      return new Set(["integer"]);
    case "LiteralTerm":
      return literalTypes(first!);
    case "ExternalConstantTerm": {
      const name = node.delimitedText ?? node.text ?? "";
      if (!scope.variables.includes(name)) {
        throw refuse(scope, `The variable '%${name}' is unknown.`, `Known: %${scope.variables.join(", %")}.`);
      }
      return undefined;
    }
    case "UnionExpression":
      return union(typesOf(first!, input, scope), typesOf(second!, input, scope));
    case "AndExpression":
    case "OrExpression":
    case "ImpliesExpression":
    case "EqualityExpression":
    case "InequalityExpression":
    case "MembershipExpression":
      for (const child of node.children ?? []) typesOf(child, input, scope);
      return new Set(["boolean"]);
    case "TypeExpression":
      typesOf(first!, input, scope);
      return node.text === "is" ? new Set(["boolean"]) : typeArgument(second!, scope);
    case "AdditiveExpression":
    case "MultiplicativeExpression":
    case "PolarityExpression":
      for (const child of node.children ?? []) typesOf(child, input, scope);
      return undefined;
    default:
      throw refuse(scope, `It uses ${node.type}, which views do not support.`, "Write the path without it.");
  }
}

function memberTypes(identifier: Node, input: Types, scope: FhirPathScope): Types {
  const name = (identifier.text ?? "").replaceAll("`", "");
  // A path may begin with the type of what it starts from: `Patient.name`.
  if (input?.has(name)) return input;
  const types = elementTypes(input, name);
  if (types === undefined || types.size > 0) return types;
  const owners = [...(input ?? [])].slice(0, 3).join(" or ");
  throw refuse(scope, `${owners} has no element '${name}' in FHIR R4.`, "Correct the name of the element.");
}

function functionTypes(functn: Node, input: Types, scope: FhirPathScope): Types {
  const name = functn.text ?? "";
  const known = Object.hasOwn(VIEW_FUNCTIONS, name) ? VIEW_FUNCTIONS[name] : undefined;
  if (known === undefined) {
    const hint = `Known: ${Object.keys(VIEW_FUNCTIONS).join(", ")}.`;
    throw refuse(scope, `The function '${name}()' is unknown or not supported in views.`, hint);
  }
  const parameters = functn.children?.[1]?.children ?? [];
  if (!known.parameters.includes(parameters.length)) {
    const right = known.parameters.join(" or ");
    throw refuse(scope, `'${name}()' takes ${right} parameters, not ${parameters.length}.`, "Correct the call.");
  }
  if (["ofType", "as", "is", "getReferenceKey"].includes(name) && parameters[0] !== undefined) {
    const type = typeArgument(parameters[0], scope);
    return known.yields === "argument" ? type : new Set(known.yields);
  }
  // The parameter of a `where` and its like starts from each item of the input, every other one from `$this`.
  const focus = !OF_EACH_ITEM.has(name) ? scope.from : name === "repeat" ? undefined : input;
  const argument = parameters.map((parameter) => typesOf(parameter, focus, { ...scope, from: focus }))[0];
  if (known.yields === "input") return input;
  if (known.yields === "argument") return argument;
  return known.yields === "unknown" ? undefined : new Set(known.yields);
}

function typeArgument(node: Node, scope: FhirPathScope): Types {
  const name = (node.text ?? "").replaceAll("`", "");
  if (isType(name)) return new Set([typeNamed(name)]);
  throw refuse(scope, `'${name.slice(0, 64)}' is not a type of FHIR R4.`, "Write one, for example Quantity or string.");
}

function literalTypes(literal: Node): Types {
  if (literal.type === "StringLiteral") return new Set(["string"]);
  if (literal.type === "BooleanLiteral") return new Set(["boolean"]);
  if (literal.type === "NumberLiteral") return new Set([/^\d+$/.test(literal.text ?? "") ? "integer" : "decimal"]);
  return undefined;
}

function union(a: Types, b: Types): Types {
  return a === undefined || b === undefined ? undefined : new Set([...a, ...b]);
}

function refuse(scope: FhirPathScope, message: string, hint: string): FederationError {
  return new FederationError("STUDY_INVALID", message, { field: scope.place, hint });
}
