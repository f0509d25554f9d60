import { ERROR_CODES, type ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";

/** The libp2p protocol id. It bears no version: the envelope does, so that a mismatch gets a clear error. */
export const RPC_PROTOCOL_ID = "/consilium/rpc";

/** A request's frame header: protocol version, operation, and the operation's own JSON object. */
export interface RequestHeader extends Record<string, unknown> {
  v: number;
  op: string;
  body: Record<string, unknown>;
}

export function requestHeader(op: string, body: Record<string, unknown>): RequestHeader {
  return { v: PROTOCOL_VERSION, op, body };
}

export function resultHeader(result: unknown): Record<string, unknown> {
  return { v: PROTOCOL_VERSION, ok: true, result: result ?? null };
}

export function errorHeader(error: FederationError): Record<string, unknown> {
  return { v: PROTOCOL_VERSION, ok: false, error: error.toPublic() };
}

/** Throws PROTOCOL_VERSION_MISMATCH or REQUEST_INVALID. */
export function parseRequestHeader(header: Record<string, unknown>): RequestHeader {
  checkVersion(header);
  if (typeof header.op !== "string" || header.op.length === 0 || header.op.length > 64) {
    throw new FederationError("REQUEST_INVALID", "An operation's name is needed.", { field: "op" });
  }
  if (!isObject(header.body)) {
    throw new FederationError("REQUEST_INVALID", "A JSON object is needed.", { field: "body" });
  }
  return header as RequestHeader;
}

/**
 * The result of a response. Rethrows the peer's error under its own code; an unknown code or shape is REQUEST_INVALID.
 * The peer's words never enter the message: the code's own public message stands in for them.
 */
export function parseResponseHeader(header: Record<string, unknown>): unknown {
  if (header.ok === false && isObject(header.error)) {
    const code = header.error.code;
    if (typeof code === "string" && Object.hasOwn(ERROR_CODES, code)) {
      const known = code as ErrorCode;
      throw new FederationError(known, ERROR_CODES[known].publicMessage, { field: "coordinator's answer" });
    }
  }
  checkVersion(header);
  if (header.ok !== true || !Object.hasOwn(header, "result")) {
    throw new FederationError("REQUEST_INVALID", "The response has neither a result nor a known error code.");
  }
  return header.result;
}

function checkVersion(header: Record<string, unknown>): void {
  if (header.v !== PROTOCOL_VERSION) {
    throw new FederationError("PROTOCOL_VERSION_MISMATCH", `This side speaks protocol version ${PROTOCOL_VERSION}.`, {
      field: "v",
      hint: "Run the same release on both sides.",
    });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
