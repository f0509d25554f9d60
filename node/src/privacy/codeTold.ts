import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";

/** Codes about what the coordinator or another member sent, or what stands on chain. They say nothing of this site's records. */
const TOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "CHAIN_ID_MISMATCH",
  "DIGEST_MISMATCH",
  "GRANT_EXPIRED",
  "MANIFEST_INVALID",
  "MODEL_DIGEST_MISMATCH",
  "MODEL_SHAPE_MISMATCH",
  "PROTOCOL_VERSION_MISMATCH",
  "RECOVERY_FAILED",
  "REQUEST_INVALID",
  "ROUND_ABORTED",
  "ROUND_PHASE",
  "ROUND_UNKNOWN",
  "SHARE_INVALID",
  "SIGNATURE_INVALID",
  "STATE_DIGEST_MISMATCH",
  "STUDY_MISMATCH",
  "TRANSCRIPT_MISSING",
]);

/**
 * What the coordinator hears of why a site sits a round out. How many consented, what its records hold, its policy and its own
 * machine are the site's affair: for all of them it says the one code ROUND_REFUSED. The operator reads the true one at the site.
 */
export function codeTold(code: ErrorCode): ErrorCode {
  return TOLD.has(code) ? code : "ROUND_REFUSED";
}
