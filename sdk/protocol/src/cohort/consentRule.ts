import { basisBits, type ConsentBasis, DEFAULT_BASES } from "../chain/consentBases.ts";

/**
 * One consent of one patient key at one site, as the ConsentRegistry keeps it. `purpose` is the one it was given for:
 * whoever reads the chain fills it in, so that a state read for another purpose cannot pass.
 */
export interface ConsentEpisode {
  /** Unix seconds; the consent holds from <= t < until. */
  readonly from: number;
  readonly until: number;
  readonly grantBlock: number;
  /** Block that closed the episode, 0 while it is open. */
  readonly revokeBlock: number;
  readonly purpose: number;
  /** Data categories, one bit each (32 bits). */
  readonly categories: number;
  /** On what it rests; without one, on the patient's own signature. */
  readonly basis?: ConsentBasis | "none";
  /** Whether it is for the studies it lists only, and whether it lists the one in question. */
  readonly limited?: boolean;
  readonly listed?: boolean;
}

/** What a round asks of a consent. */
export interface CohortTerms {
  /** Number of the study's purpose. */
  readonly purpose: number;
  /** Categories the study reads, one bit each (32 bits). */
  readonly categories: number;
  /** Bases the study accepts, one bit each (consentBases.ts); without them patients' own signatures. */
  readonly acceptedBases?: number;
  /** B: consent states are those at the end of this block. */
  readonly consentBlock: number;
  /** T: timestamp of block B, Unix seconds. */
  readonly consentTimestamp: number;
  /** The round's commit deadline, Unix seconds. */
  readonly commitBy: number;
}

export type ConsentFault =
  | "no-consent"
  | "revoked"
  | "wrong-purpose"
  | "basis"
  | "other-studies"
  | "categories"
  | "not-yet"
  | "expires-too-soon";

/**
 * Why an episode does not cover a round, undefined where it does (design: "Whose record is in"): granted and not revoked
 * at the end of block B, from <= T, until > commitBy, for the study's purpose and every one of its categories, on a basis that
 * the study accepts, and not limited to other studies.
 */
export function consentFault(episode: ConsentEpisode | null, terms: CohortTerms): ConsentFault | undefined {
  if (episode === null || episode.grantBlock > terms.consentBlock) return "no-consent";
  if (episode.revokeBlock !== 0 && episode.revokeBlock <= terms.consentBlock) return "revoked";
  if (episode.purpose !== terms.purpose) return "wrong-purpose";
  if (!accepts(terms.acceptedBases ?? PATIENT_ONLY, episode.basis ?? "patient")) return "basis";
  if (episode.limited === true && episode.listed !== true) return "other-studies";
  if ((terms.categories & ~episode.categories) !== 0) return "categories";
  if (episode.from > terms.consentTimestamp) return "not-yet";
  if (episode.until <= terms.commitBy) return "expires-too-soon";
  return undefined;
}

const PATIENT_ONLY = basisBits(DEFAULT_BASES);

function accepts(bits: number, basis: ConsentBasis | "none"): boolean {
  return basis !== "none" && (bits & basisBits([basis])) !== 0;
}

/**
 * Whether a consent that held at B still stands in the newest state: the same rule over the newest episode, with any
 * revocation counted. A consent that was revoked and granted anew since B waits for the next round.
 */
export function stillConsented(latest: ConsentEpisode | null, terms: CohortTerms): boolean {
  return consentFault(latest, { ...terms, consentBlock: Number.MAX_SAFE_INTEGER }) === undefined;
}
