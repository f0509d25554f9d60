import fhirpath, { type ResourceNode, type UserInvocationTable } from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";

/** A resource, or an element that an evaluator found in one (it knows its type and its resource). */
export type FhirPathInput = unknown;

/** Evaluates one path. `variables` are those that follow `%`. Throws where the input does not fit the path. */
export type FhirPathEvaluator = (input: FhirPathInput, variables: Readonly<Record<string, unknown>>) => unknown[];

/** What `getReferenceKey` makes of a Reference: the key of the resource it names, or undefined. */
export type ResolveReference = (
  reference: Readonly<Record<string, unknown>>,
  type: string | undefined,
) => string | undefined;

/**
 * Compiles a FHIRPath that `checkFhirPath` has passed, with the functions of SQL-on-FHIR. The evaluator yields elements that know their FHIR type; `fhirValue` gives their values.
 */
export function compileFhirPath(path: string, resolveReference: ResolveReference): FhirPathEvaluator {
  return fhirpath.compile(path, r4, {
    async: false,
    resolveInternalTypes: false,
    userInvocationTable: viewFunctions(resolveReference),
  }) as FhirPathEvaluator;
}

const DATES: Readonly<Record<string, string>> = {
  valueDate: "toDate()",
  valueDateTime: "toDateTime()",
  valueInstant: "toDateTime()",
  valueTime: "toTime()",
};

/**
 * A view's constant as its paths compare it: dates and times by their type, the rest as JSON. Undefined where it is no
 * date or time.
 *
 * @param key The constant's element, for example `valueDate`.
 */
export function fhirConstant(key: string, value: unknown): unknown {
  const conversion = DATES[key];
  if (conversion === undefined) return value;
  return fhirpath.evaluate({}, `%value.${conversion}`, { value }, r4, { async: false, resolveInternalTypes: false })[0];
}

function viewFunctions(resolveReference: ResolveReference): UserInvocationTable {
  return {
    // Of no value it is the empty text, as SQL-on-FHIR has it; the library's own yields nothing.
    join: {
      fn: (inputs: readonly unknown[], separator = "") => [inputs.join(separator)],
      arity: { 0: [], 1: ["String"] },
    },
    getResourceKey: {
      fn: (inputs: readonly { id?: unknown }[]) => inputs.map(({ id }) => id).filter((id) => id !== undefined),
      arity: { 0: [] },
    },
    getReferenceKey: {
      fn: (inputs: readonly unknown[], type?: { name: string }) =>
        inputs.flatMap((input) => {
          if (typeof input !== "object" || input === null) throw new TypeError("Not a Reference.");
          const key = resolveReference(input as Record<string, unknown>, type?.name);
          return key === undefined ? [] : [key];
        }),
      arity: { 0: [], 1: ["TypeSpecifier"] },
    },
  };
}

/** A value that a path yielded: JSON, and the FHIR type it has by its place in the resource, where that is known. */
export interface FhirPathValue {
  readonly value: unknown;
  readonly type: string | undefined;
}

export function fhirValue(item: unknown): FhirPathValue {
  if (typeof item !== "object" || item === null) return { value: item, type: undefined };
  if (!("fhirNodeDataType" in item)) return { value: plain(item), type: undefined };
  const node = item as ResourceNode;
  return { value: plain(node.data), type: node.fhirNodeDataType ?? undefined };
}

/** The library's own dates, decimals and quantities as JSON. */
function plain(data: unknown): unknown {
  const { toJSON } = (data ?? {}) as { toJSON?: () => unknown };
  return typeof toJSON === "function" ? toJSON.call(data) : data;
}
