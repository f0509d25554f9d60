import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import type { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/** What to do next, by code, where the error itself does not say. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  STUDY_UNKNOWN: "See what is published with `consilium study list`.",
  ROUND_UNKNOWN: "See the rounds with `consilium study status`.",
  NOT_FOUND: "See what there is with `consilium model list` or `consilium member proposals`.",
  MEMBER_UNKNOWN: "See who is a member with `consilium member list`.",
  MEMBER_SUSPENDED: "See it with `consilium member list`; the sites may vote to reinstate.",
  FORBIDDEN: "Use the key of an active member whose role allows it; see `consilium member list`.",
  CHAIN_REVERTED: "The contract's rules stand in contracts/README.md.",
  TRANSCRIPT_MISSING: "Ask another member for a copy of the archive.",
};

/** An error as the command shows it: `message` has the field and, where there is one, the hint at its end. */
export function shown(error: FederationError): { code: ErrorCode; message: string } {
  const { code, message } = error;
  const hint = error.hint === undefined ? HINTS[code] : undefined;
  return { code, message: hint === undefined ? message : `${message} ${hint}` };
}

/** What helps against an error that the coordinator met while it ran a study. */
export function hintOfStudy(code: string): string {
  return STUDY_HINTS[code as ErrorCode] ?? "The coordinator's log says more; `consilium study run` tries again.";
}

const STUDY_HINTS: Partial<Record<ErrorCode, string>> = {
  ROUND_ABORTED: "See that enough sites approved the study and are up; `consilium study run` tries again.",
  GRANT_EXPIRED: "Have the sites approve the study again, then `consilium study run`.",
  DIGEST_MISMATCH: "Restore the coordinator's archive from a backup, then `consilium study run`.",
  ACCOUNT_UNFUNDED: "Have somebody send the coordinator's account coin, then `consilium study run`.",
  CHAIN_UNREACHABLE: "See that the coordinator's chain node answers, then `consilium study run`.",
};
