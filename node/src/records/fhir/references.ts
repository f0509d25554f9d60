/** A FHIR Reference's target by type and id, or how it names it otherwise. */
export type ReferenceTarget =
  | { readonly kind: "resource"; readonly type: string; readonly id: string }
  /** `urn:uuid:…` or `urn:oid:…`: an id without a type. */
  | { readonly kind: "urn"; readonly id: string }
  /** Contained (`#p1`), conditional (`Patient?identifier=…`), by identifier alone, or no FHIR reference at all. */
  | { readonly kind: "other" };

/** Relative or absolute, with or without a version: `Patient/p1`, `https://ehr.example/fhir/Patient/p1/_history/2`. */
const RESOURCE =
  /^(?:https?:\/\/[^?#\s]+\/|\/)?([A-Z][A-Za-z]{0,63})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const URN = /^urn:(?:uuid|oid):([A-Za-z0-9.-]{1,64})$/;

/** Reads `Reference.reference` (FHIR R4, 2.3.0.1 "Literal references"). */
export function referenceTarget(reference: unknown): ReferenceTarget {
  if (typeof reference !== "string") return { kind: "other" };
  const resource = RESOURCE.exec(reference);
  if (resource !== null) return { kind: "resource", type: resource[1]!, id: resource[2]! };
  const urn = URN.exec(reference);
  return urn === null ? { kind: "other" } : { kind: "urn", id: urn[1]! };
}
