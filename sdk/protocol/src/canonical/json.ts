import canonicalize from "canonicalize";
import { FederationError } from "../errors/FederationError.ts";

/** UTF-8 bytes of the RFC 8785 canonical JSON of a document. Refuses what JSON cannot carry (undefined, NaN, bigint). */
export function canonicalJsonBytes(document: unknown): Uint8Array {
  let text: string | undefined;
  try {
    text = canonicalize(document);
  } catch (cause) {
    throw new FederationError("REQUEST_INVALID", "The document has no canonical JSON form.", { cause });
  }
  if (text === undefined) throw new FederationError("REQUEST_INVALID", "The document has no canonical JSON form.");
  return new TextEncoder().encode(text);
}

/** Parses UTF-8 JSON. @throws REQUEST_INVALID naming `what`, without a byte of its content. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new FederationError("REQUEST_INVALID", "Not a JSON document.", { field: what });
  }
}
