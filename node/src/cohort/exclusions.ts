import {
  type CohortTerms,
  type ConsentEpisode,
  type ConsentFault,
  consentFault,
  stillConsented,
} from "@consilium/sdk/cohort/consentRule.ts";

/** Rows of the table that are not in the cohort, by the first reason that keeps each out. */
export interface CohortExclusions {
  /** Held out for testing, where the stage is about the others; and the reverse. */
  readonly heldOut: number;
  readonly training: number;
  readonly notEnrolled: number;
  /** No consent at B, revoked by B, not yet begun, or for another purpose. */
  readonly notConsented: number;
  /** The consent leaves out a category that the study reads. */
  readonly categories: number;
  readonly expiresTooSoon: number;
  /** Consented at B, revoked since. */
  readonly revokedSince: number;
  /** Consented, and left out so that nobody comes or leaves alone. */
  readonly leftOut: number;
}

export type ExclusionReason = keyof CohortExclusions;

export const REASONS: Readonly<Record<ConsentFault, ExclusionReason>> = {
  "no-consent": "notConsented",
  revoked: "notConsented",
  "wrong-purpose": "notConsented",
  basis: "notConsented",
  "other-studies": "notConsented",
  "not-yet": "notConsented",
  categories: "categories",
  "expires-too-soon": "expiresTooSoon",
};

/** How a registered key's consent stands; judged once a round, for the rows and the tree alike. */
export interface KeyStanding {
  /** Whether its consent covers the round at block B: such a key has a salted leaf. */
  readonly consented: boolean;
  /** Why no record is in by it; undefined where one may be. */
  readonly excluded: ExclusionReason | undefined;
}

/** The standing of each key, by its state at the end of block B and by the newest. */
export function keyStandings(
  episodes: readonly (ConsentEpisode | null)[],
  latestEpisodes: readonly (ConsentEpisode | null)[],
  terms: CohortTerms,
): KeyStanding[] {
  return episodes.map((episode, place) => {
    const fault = consentFault(episode, terms);
    if (fault !== undefined) return { consented: false, excluded: REASONS[fault] };
    const stands = stillConsented(latestEpisodes[place] ?? null, terms);
    return { consented: true, excluded: stands ? undefined : "revokedSince" };
  });
}
