import type { KeyRevocations, SealState } from "@consilium/sdk/chain/sealsAt.ts";
import {
  type CohortTerms,
  type ConsentEpisode,
  type ConsentFault,
  consentFault,
} from "@consilium/sdk/cohort/consentRule.ts";
import type { SealEntry } from "../seals/SealRegister.ts";
import { type ExclusionReason, REASONS } from "./exclusions.ts";
import { patientIdOf } from "./patientId.ts";

/** One of the site's seals, and what the site knows of it. */
export interface SealOfSite {
  /** With the revocations up to now. */
  readonly seal: SealState;
  readonly entries: readonly SealEntry[];
}

/** The site's sealed consents, and everything revoked, up to now. */
export interface SealedConsents {
  readonly seals: readonly SealOfSite[];
  /** Keys whose registered consents for the study's purpose were revoked at the site (`readRevokedKeys`). */
  readonly revokedKeys: ReadonlyMap<string, KeyRevocations>;
}

/** A sealed consent and how it stands as the rule of all consents sees it. */
export interface StandingEntry {
  /** Which of the seals, from 0. */
  readonly seal: number;
  readonly entry: SealEntry;
  /** Closed by its own revocation, or the first of its key for the purpose at this site. */
  readonly episode: ConsentEpisode;
  /** Why it does not cover the round at block B; undefined where it does: such a place has a salted leaf. */
  readonly fault: ConsentFault | undefined;
}

/** What the seals say of one patient's consent for the study's purpose. */
export interface SealedStanding {
  /** By which the record is in, unless a registered consent lets it in. */
  readonly entry?: StandingEntry;
  /** Why no sealed consent lets it in. */
  readonly reason: ExclusionReason;
  /** Newest block in which the patient revoked other than by the enrolled key, 0 for none: an older registered consent is over. */
  readonly revokedBlock: number;
  /** Hashes of the keys of the patient's sealed consents. */
  readonly keyHashes: readonly string[];
}

/**
 * How each patient's sealed consents stand. A revocation wins over every consent of the patient for that purpose that was given
 * before it, sealed or registered; and a key that ever revoked for the purpose lets nobody in by a sealed consent any more,
 * since the date of a seal is not the date of the patient's will.
 */
export function sealedStandings(
  { seals, revokedKeys }: SealedConsents,
  terms: CohortTerms,
  enrolledKey: ReadonlyMap<string, string>,
): { entries: StandingEntry[]; standings: ReadonlyMap<string, SealedStanding> } {
  const ofPurpose = seals.flatMap(({ seal, entries }, at) =>
    entries.filter(({ consent }) => consent.purpose === terms.purpose).map((entry) => ({ at, seal, entry })),
  );
  const firstOfKey = new Map([...revokedKeys].map(([keyHash, { first }]) => [keyHash, first]));
  for (const { seal, entry } of ofPurpose) {
    const { keyHash, index } = entry.consent;
    const block = seal.revoked.get(index);
    if (block !== undefined) firstOfKey.set(keyHash, Math.min(block, firstOfKey.get(keyHash) ?? block));
  }
  const entries = ofPurpose.map(({ at, seal, entry }): StandingEntry => {
    const { consent } = entry;
    const revokeBlock = firstOfKey.get(consent.keyHash) ?? 0;
    const episode = { ...consent, grantBlock: seal.sealedBlock, revokeBlock };
    return { seal: at, entry, episode, fault: consentFault(episode, terms) };
  });
  const byPatient = Map.groupBy(entries, ({ entry }) => patientIdOf(entry.patientId));
  const lastRevoked = ({ seal, entry: { consent } }: StandingEntry): number =>
    Math.max(seals[seal]!.seal.revoked.get(consent.index) ?? 0, revokedKeys.get(consent.keyHash)?.last ?? 0);
  const standings = new Map<string, SealedStanding>();
  for (const [patientId, own] of byPatient) {
    const enrolled = enrolledKey.get(patientId);
    const revokedBlock = Math.max(
      ...own.map((each) =>
        // What the enrolled key did with its registered consents, the registry's own answer has in it.
        each.entry.consent.keyHash === enrolled
          ? (seals[each.seal]!.seal.revoked.get(each.entry.consent.index) ?? 0)
          : lastRevoked(each),
      ),
    );
    const last = Math.max(revokedBlock, revokedKeys.get(enrolled ?? "")?.last ?? 0);
    const judged = own.map((each) => ({ each, reason: reasonOf(each, terms, last) }));
    const admitted = judged.find(({ reason }) => reason === undefined)?.each;
    standings.set(patientId, {
      ...(admitted === undefined ? {} : { entry: admitted }),
      reason: judged[0]!.reason ?? "notConsented",
      revokedBlock,
      keyHashes: own.map(({ entry }) => entry.consent.keyHash),
    });
  }
  return { entries, standings };
}

/** Why a sealed consent lets its patient, whose newest revocation was in block `last`, not in. */
function reasonOf({ episode, fault }: StandingEntry, terms: CohortTerms, last: number): ExclusionReason | undefined {
  if (fault !== undefined) return REASONS[fault];
  if (last >= episode.grantBlock) return last > terms.consentBlock ? "revokedSince" : "notConsented";
  return undefined;
}
