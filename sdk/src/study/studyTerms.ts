import { categoryBits } from "../chain/categories.ts";
import { basisBits, DEFAULT_BASES } from "../chain/consentBases.ts";
import { purposeNumber } from "../chain/purposes.ts";
import { DEFAULT_RISK_CLASS, riskClassNumber } from "../chain/riskClasses.ts";
import type { StudyTerms } from "../chain/studies.ts";
import type { Study } from "./Study.ts";

/** What a study folder says on chain. Throws STUDY_INVALID on an unknown purpose or category. */
export function studyTerms({ digest, document }: Study): StudyTerms {
  return {
    studyDigest: digest,
    purpose: purposeNumber(document.purpose),
    categories: categoryBits(document.categories),
    minSites: document.sites.minimum,
    maxRounds: document.maximumRounds,
    expiresAt: Date.parse(`${document.expires}T23:59:59Z`) / 1_000,
    maxCommitSpan: document.maximumCommitSpanSeconds,
    acceptedBases: basisBits(document.consentBases ?? DEFAULT_BASES),
    signOffsRequired: document.ethicsSignOffs ?? 0,
    riskClass: riskClassNumber(document.riskClass ?? DEFAULT_RISK_CLASS),
  };
}
