import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import type { ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";

/**
 * Checks an untrusted document against its schema and returns it unchanged (nothing is coerced, removed or defaulted:
 * signed bodies must not be altered). Throws `code` naming the first field at fault, never its value.
 * `hint` says what the author should do next.
 */
export function checkDocument<S extends TSchema>(
  schema: S,
  document: unknown,
  what: string,
  code: ErrorCode = "REQUEST_INVALID",
  hint?: string,
): Static<S> {
  if (Value.Check(schema, document)) return document as Static<S>;
  const [first] = Value.Errors(schema, document);
  const path = first === undefined ? "" : first.instancePath.replaceAll("/", ".");
  // A closed object gives what it does not know the schema `false`.
  const fault = first?.keyword === "boolean" ? "is no known field" : first?.message;
  throw new FederationError(code, `${fault ?? "does not match its schema"}.`, {
    field: `${what}${path}`,
    ...(hint === undefined ? {} : { hint }),
  });
}
