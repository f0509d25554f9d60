import { type ErrorDescription, isError } from "ethers";
import type { ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { contractHint } from "./contractHints.ts";
import { CONTRACT_NAMES, interfaceOf } from "./contracts.ts";

/** Contract errors that have a code of their own; all others are CHAIN_REVERTED. */
const CODES: Record<string, ErrorCode> = {
  ConsentNonceStale: "CONSENT_NONCE_STALE",
  ConsentDeadlinePassed: "CONSENT_EXPIRED",
  ConsentSignatureInvalid: "CONSENT_SIGNATURE_INVALID",
  ConsentSignerInvalid: "CONSENT_SIGNATURE_INVALID",
  ConsentVerifierUnknown: "CONSENT_SIGNATURE_INVALID",
  GrantNotLive: "GRANT_EXPIRED",
  MemberUnknown: "MEMBER_UNKNOWN",
  MemberIndexUnknown: "MEMBER_UNKNOWN",
  PeerUnknown: "MEMBER_UNKNOWN",
  MemberNotActive: "MEMBER_SUSPENDED",
  RoleMissing: "FORBIDDEN",
  NotTheOpener: "FORBIDDEN",
  NotTheStudysOpener: "FORBIDDEN",
  StudyUnknown: "STUDY_UNKNOWN",
  StudyDigestUnknown: "STUDY_UNKNOWN",
  StudyDigestMismatch: "STUDY_MISMATCH",
  RoundUnknown: "ROUND_UNKNOWN",
  RoundStatusWrong: "ROUND_PHASE",
  DeadlinePassed: "ROUND_PHASE",
  DeadlineNotPassed: "ROUND_PHASE",
  ModelUnknown: "NOT_FOUND",
  ProposalUnknown: "NOT_FOUND",
  SealUnknown: "NOT_FOUND",
  SealNotYours: "FORBIDDEN",
  SealedDeadlinePassed: "CONSENT_EXPIRED",
  SealedSignatureInvalid: "CONSENT_SIGNATURE_INVALID",
};

/** The code that a contract error's name maps to. */
export function codeOfContractError(name: string): ErrorCode {
  return CODES[name] ?? "CHAIN_REVERTED";
}

/** The contract error that revert data (or its selector alone) stands for, if it is one of ours. */
export function parseContractError(data: string): ErrorDescription | undefined {
  for (const name of CONTRACT_NAMES) {
    try {
      const parsed = interfaceOf(name).parseError(data);
      if (parsed !== null && parsed.name !== "Error" && parsed.name !== "Panic") return parsed;
    } catch {
      // Truncated data of a known selector: as unknown as any other.
    }
  }
  return undefined;
}

/** The name of the contract error with this selector, or the selector itself. */
export function errorNameOf(selector: string): string {
  for (const name of CONTRACT_NAMES) {
    const fragment = interfaceOf(name).getError(selector);
    if (fragment !== null) return fragment.name;
  }
  return selector;
}

/** A contract error in words: `RoundStatusWrong(roundId: 3, status: 4, needed: 1)`. */
export function describeContractError(parsed: ErrorDescription): string {
  const parts = parsed.fragment.inputs.map((input, i) => `${input.name}: ${String(parsed.args[i])}`);
  return `${parsed.name}(${parts.join(", ")})`;
}

/** Where in an error, as ethers, a provider or a JSON-RPC node throws it, the revert data is. */
function revertData(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > 6) return undefined;
  const fields = error as Record<string, unknown>;
  if (typeof fields.data === "string" && /^0x([0-9a-f]{2}){4,}$/i.test(fields.data)) return fields.data;
  for (const key of ["data", "error", "info", "cause"]) {
    const found = revertData(fields[key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of the contract error behind what the chain threw, or behind the FederationError made of it; undefined if none. */
export function contractErrorNameOf(error: unknown): string | undefined {
  const data = revertData(error);
  return data === undefined ? undefined : parseContractError(data)?.name;
}

const UNREACHABLE = new Set(["NETWORK_ERROR", "TIMEOUT", "SERVER_ERROR", "BAD_DATA"]);

function isUnreachable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && (UNREACHABLE.has(code) || /^E[A-Z]{3,}$/.test(code) || code === "EAI_AGAIN");
}

/**
 * What the chain threw, in the one error family: a contract's custom error under its own code or CHAIN_REVERTED, named with
 * its arguments; a node that does not answer as CHAIN_UNREACHABLE. `doing` says what was tried, for the operator.
 */
export function chainError(error: unknown, doing: string): FederationError {
  if (error instanceof FederationError) return error;
  const data = revertData(error);
  const parsed = data === undefined ? undefined : parseContractError(data);
  if (parsed !== undefined) {
    const member = parsed.fragment.inputs.findIndex((input) => input.name === "site" || input.name === "member");
    const hint = contractHint(parsed.name);
    return new FederationError(
      codeOfContractError(parsed.name),
      `${doing} was refused: ${describeContractError(parsed)}.`,
      {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
        ...(member < 0 ? {} : { memberIndex: Number(parsed.args[member]) }),
      },
    );
  }
  if (isUnreachable(error)) {
    return new FederationError("CHAIN_UNREACHABLE", `${doing} failed: the chain node does not answer.`, {
      hint: "Check the RPC URL and that the node is running.",
      cause: error,
    });
  }
  if (
    isError(error, "INSUFFICIENT_FUNDS") ||
    /insufficient funds|have enough funds/i.test(shortReason(error, Infinity))
  ) {
    return new FederationError("ACCOUNT_UNFUNDED", `${doing} failed: the account has too little coin for gas.`, {
      hint: "Have somebody send it some; on the development chain: `npm run chain -- fund <account> --dir <folder>`.",
      cause: error,
    });
  }
  return new FederationError("CHAIN_REVERTED", `${doing} failed: ${shortReason(error)}`, { cause: error });
}

const REASON_MAX_CHARACTERS = 200;

/** ethers puts the whole request into its messages; its short one, and the node's own, fit a line. No call data either way. */
function shortReason(error: unknown, maxCharacters = REASON_MAX_CHARACTERS): string {
  const { shortMessage, info } = (error ?? {}) as { shortMessage?: unknown; info?: { error?: { message?: unknown } } };
  const node = info?.error?.message;
  const text =
    typeof shortMessage !== "string"
      ? textOf(error)
      : typeof node === "string"
        ? `${shortMessage} (${node})`
        : shortMessage;
  const plain = text
    .replace(/0x[0-9a-f]{65,}/gi, "0x…")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length <= maxCharacters ? plain : `${plain.slice(0, maxCharacters - 1)}…`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
