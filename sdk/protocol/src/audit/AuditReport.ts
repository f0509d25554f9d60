import type { Digest } from "../canonical/digest.ts";

/** Whose item failed a check: who made or published it, and where the reader finds it. */
export interface Culprit {
  /** `site` for what a hospital signed or sent, `coordinator` for what the round's opener published. */
  role: "site" | "coordinator";
  /** Permanent index in the Consortium contract. */
  member: number;
  account: string;
  /** The file and field, for example `round-3.json: deals[1].signature` or `artefacts/<digest>`. */
  file: string;
}

/** One verdict. */
export interface CheckResult {
  /** Stable name, for example `vectors.digest`. */
  id: string;
  /** Round id; absent for checks of the study as a whole. */
  round?: number;
  /** What was judged, for people, for example `site 2 (0xabc…)`. */
  subject: string;
  ok: boolean;
  /** One sentence. */
  verdict: string;
  culprit?: Culprit;
}

export interface AuditedRound {
  roundId: number;
  status: string;
  /** Block of the round's consent snapshot. */
  consentBlock: number;
  /** Members on chain: admitted to the roster, and counted as survivors. */
  roster: number[];
  survivors: number[];
  modelDigest: Digest;
}

export interface AuditReport {
  /** True only if every check passed; a check that could not be made has failed. */
  ok: boolean;
  /** Who is who: every member's name as it is now. Votes change names, so the index is what counts. */
  members: { index: number; name: string }[];
  study: { studyId: number; digest: Digest; title: string };
  rounds: AuditedRound[];
  checks: CheckResult[];
  /** What no audit of the transcripts can show. */
  notProven: readonly string[];
}
