import { COLUMN_TYPES, type ColumnKind } from "@consilium/sdk/schemas/view.ts";
import type { FhirPathValue } from "@consilium/service/fhirpath/compileFhirPath.ts";

export type Scalar = string | number | bigint | boolean;
/** What stands in one cell of a view's table; a list where the column is a collection. */
export type Cell = Scalar | readonly Scalar[] | null;

/**
 * A FHIRPath value as a column of `kind` holds it. Undefined where it does not fit, or where it is not of the JSON type
 * that FHIR gives the element it comes from: `"12.5"` for a decimal, `7` for a code.
 */
export function convertValue({ value, type }: FhirPathValue, kind: ColumnKind): Scalar | undefined {
  const own = type === undefined ? undefined : COLUMN_TYPES[type];
  if (own !== undefined && convert(value, own, false) === undefined) return undefined;
  return convert(value, kind, true);
}

function convert(value: unknown, kind: ColumnKind, asText: boolean): Scalar | undefined {
  switch (kind) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
      if (typeof value === "bigint") return value;
      return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : undefined;
    case "decimal":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "text":
      if (typeof value === "string") return value;
      if (!asText) return undefined;
      return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
}
