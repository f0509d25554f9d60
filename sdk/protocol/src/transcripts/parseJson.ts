import { FederationError } from "../errors/FederationError.ts";

/** Parses UTF-8 JSON. @throws REQUEST_INVALID naming `what`, without a byte of its content. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new FederationError("REQUEST_INVALID", "Not a JSON document.", { field: what });
  }
}
