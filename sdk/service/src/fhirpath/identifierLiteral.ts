import fhirpath from "fhirpath";

interface PathNode {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly PathNode[];
}

/** Elements and functions whose value identifies a resource or a person (R4: Identifier, Reference, HumanName, ContactPoint, Address). */
const IDENTIFYING = new Set(["id", "identifier", "reference", "family", "given", "telecom", "line", "fullUrl"]);
const KEYS = new Set(["getResourceKey", "getReferenceKey"]);
const PREDICATES = new Set(["startsWith", "endsWith", "contains", "matches", "matchesFull", "indexOf"]);
/** Of an Identifier or a ContactPoint, what does not say whose it is. */
const KINDS = new Set(["system", "use", "type", "period", "assigner", "rank", "exists", "empty", "count", "hasValue"]);
const LITERALS = new Set(["StringLiteral", "NumberLiteral", "DateLiteral", "DateTimeLiteral", "TimeLiteral"]);

/** Whether what a path of a view yields identifies a patient or a resource. */
export function yieldsIdentifier(path: string): boolean {
  return identifies(fhirpath.parse(path) as PathNode, false);
}

/**
 * Whether a path compares what identifies somebody with a literal or a constant, as `identifier.value = 'MRN-4711'` does. The kind
 * of an identifier (`identifier.where(system = 'urn:mrn')`) may be compared.
 *
 * @param inIdentifier Whether the path starts from an identifying element, as below `forEach: identifier`.
 */
export function comparesIdentifier(path: string, inIdentifier = false): boolean {
  return compares(fhirpath.parse(path) as PathNode, inIdentifier);
}

function compares(node: PathNode, inside: boolean): boolean {
  const children = node.children ?? [];
  const [first, second] = children;
  if (["EqualityExpression", "InequalityExpression", "MembershipExpression"].includes(node.type)) {
    const isPair = (a: PathNode, b: PathNode) => identifies(a, inside) && !identifies(b, inside) && hasLiteral(b);
    if (isPair(first!, second!) || isPair(second!, first!)) return true;
  }
  if (node.type !== "InvocationExpression") return children.some((child) => compares(child, inside));
  const isWithin = identifies(first!, inside);
  const call = second!.type === "FunctionInvocation" ? second!.children?.[0] : undefined;
  if (isWithin && call !== undefined && PREDICATES.has(call.text ?? "") && hasLiteral(call)) return true;
  // The parameter of a `where` and its like starts from what stands before it.
  return compares(first!, inside) || compares(second!, isWithin);
}

/** Whether an expression's value identifies: by its own last steps, or because it starts inside what does. */
function identifies(node: PathNode, inside: boolean): boolean {
  const [first, second] = node.children ?? [];
  switch (node.type) {
    case "InvocationExpression":
      return identifies(second!, identifies(first!, inside));
    case "MemberInvocation": {
      const name = (first?.text ?? "").replaceAll("`", "");
      return IDENTIFYING.has(name) || (inside && !KINDS.has(name));
    }
    case "FunctionInvocation": {
      const name = first?.text ?? "";
      return KEYS.has(name) || (inside && !KINDS.has(name) && !PREDICATES.has(name));
    }
    case "ThisInvocation":
      return inside;
    case "EqualityExpression":
    case "InequalityExpression":
    case "MembershipExpression":
    case "AndExpression":
    case "OrExpression":
    case "ImpliesExpression":
    case "LiteralTerm":
    case "ExternalConstantTerm":
      return false;
    default:
      return (node.children ?? []).some((child) => identifies(child, inside));
  }
}

function hasLiteral(node: PathNode): boolean {
  if (LITERALS.has(node.type) || node.type === "ExternalConstantTerm") return true;
  return (node.children ?? []).some(hasLiteral);
}
