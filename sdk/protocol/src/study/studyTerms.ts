import { parseDay, parseDayEnd } from "../canonical/time.ts";
import { categoryBits } from "../chain/categories.ts";
import { basisBits, DEFAULT_BASES } from "../chain/consentBases.ts";
import { purposeNumber } from "../chain/purposes.ts";
import { DEFAULT_RISK_CLASS, riskClassNumber } from "../chain/riskClasses.ts";
import type { StudyRecord, StudyTerms } from "../chain/studies.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { Study } from "./Study.ts";

const SECONDS_A_DAY = 86_400;

/**
 * What a study folder says on chain; `opener` is the member index of the coordinator that will open its rounds. Throws STUDY_INVALID
 * on an unknown purpose or category.
 */
export function studyTerms({ digest, document }: Study, opener: number): StudyTerms {
  return {
    studyDigest: digest,
    purpose: purposeNumber(document.purpose),
    categories: categoryBits(document.categories),
    minSites: document.sites.minimum,
    maxRounds: document.maximumRounds,
    expiresAt: parseDayEnd(document.expires, "study.yaml.expires"),
    maxCommitSpan: document.maximumCommitSpanSeconds,
    acceptedBases: basisBits(document.consentBases ?? DEFAULT_BASES),
    signOffsRequired: document.ethicsSignOffs ?? 0,
    riskClass: riskClassNumber(document.riskClass ?? DEFAULT_RISK_CLASS),
    colluders: document.protection.colluders,
    opener,
  };
}

/** A term that a study's files and the chain say differently; `onChain` as a number, or as words where they are one-sided. */
export interface TermDifference {
  field: string;
  declared: number | string;
  onChain: number | string;
}

/** Where what is on chain is not what the folder says: whoever published it could have said anything. */
export function differingTerms(study: Study, record: StudyRecord): TermDifference[] {
  const terms = studyTerms(study, record.opener);
  const pairs: [field: string, declared: number, onChain: number][] = [
    ["purpose", terms.purpose, record.purpose],
    ["categories", terms.categories, record.categories],
    ["sites.minimum", terms.minSites, record.minSites],
    ["maximumRounds", terms.maxRounds, record.maxRounds],
    ["consentBases", terms.acceptedBases!, record.acceptedBases ?? basisBits(DEFAULT_BASES)],
    ["ethicsSignOffs", terms.signOffsRequired!, record.signOffsRequired ?? 0],
    ["riskClass", terms.riskClass!, record.riskClass ?? riskClassNumber(DEFAULT_RISK_CLASS)],
    ["protection.colluders", terms.colluders, record.colluders],
    ["maximumCommitSpanSeconds", terms.maxCommitSpan, record.maxCommitSpan],
  ];
  const differences: TermDifference[] = [];
  for (const [field, declared, onChain] of pairs) {
    if (declared !== onChain) differences.push({ field, declared, onChain });
  }
  const { expires } = study.document;
  const lastSecond = parseDay(expires, "study.yaml.expires") + SECONDS_A_DAY;
  if (record.expiresAt > lastSecond) differences.push({ field: "expires", declared: expires, onChain: "a later day" });
  return differences;
}

/**
 * The digest covers the folder alone; its publisher could have said on chain that a model's risk is lower, say.
 * @throws STUDY_MISMATCH naming the term
 */
export function requireSameTerms(study: Study, record: StudyRecord): void {
  const [difference] = differingTerms(study, record);
  if (difference !== undefined) {
    const { field, declared, onChain } = difference;
    throw new FederationError("STUDY_MISMATCH", `The folder says ${declared}, the chain ${onChain}.`, {
      field: `study.yaml: ${field}`,
      hint: "Do not sign; ask the sponsor to publish the folder as it is.",
    });
  }
}
