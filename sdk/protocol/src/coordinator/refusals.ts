import { parseJson } from "../canonical/json.ts";
import { ERROR_CODES, type ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { ErrorReply } from "../schemas/controlPlane.ts";

/** A refusal carries a code and public words only; what to do about it is known on this side. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  UNAUTHORISED: "Show the token in the coordinator's operatorTokenFile.",
  STUDY_INVALID: "See what is wrong with `consilium study check <dir>`.",
  STUDY_UNKNOWN: "See what is published with `consilium study list`, or publish it.",
  REQUEST_INVALID: "Check that this program and the coordinator are of the same version.",
  RATE_LIMITED: "Try again in a minute.",
  CHAIN_UNREACHABLE: "Try again when the coordinator's chain node answers.",
  CHAIN_REVERTED: "The coordinator's log says which rule of the contract it broke.",
  ACCOUNT_UNFUNDED:
    "Have somebody send the coordinator's account coin; on the development chain: `npm run chain -- fund <account> --dir <folder>`.",
  INTERNAL: "The coordinator's log says more.",
};

/** A refusal of the control plane in the one error family; TRANSPORT_FAILED where it is none of a coordinator's. */
export function refusalOf(status: number, body: Uint8Array, what: string): FederationError {
  let reply: ErrorReply;
  try {
    reply = checkDocument(ErrorReply, parseJson(body, what), what);
  } catch (cause) {
    return notACoordinator(what, cause, status);
  }
  const code = Object.hasOwn(ERROR_CODES, reply.code) ? (reply.code as ErrorCode) : "TRANSPORT_FAILED";
  const hint = HINTS[code];
  return new FederationError(code, reply.message, {
    field: reply.field === undefined ? what : `${what}: ${reply.field}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

export function notACoordinator(field: string, cause: unknown, status?: number): FederationError {
  const how = status === undefined ? "" : `, status ${status}`;
  return new FederationError("TRANSPORT_FAILED", `The answer is not a coordinator's${how}.`, {
    field,
    hint: "Check the URL, and that this program and the coordinator are of the same version.",
    cause,
  });
}
