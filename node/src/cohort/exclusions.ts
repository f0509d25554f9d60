import type { ConsentFault } from "@consilium/sdk/cohort/consentRule.ts";

/** Rows of the table that are not in the cohort, by the first reason that keeps each out. */
export interface CohortExclusions {
  readonly heldOut: number;
  readonly notEnrolled: number;
  /** No consent at B, revoked by B, not yet begun, or for another purpose. */
  readonly notConsented: number;
  /** The consent leaves out a category that the study reads. */
  readonly categories: number;
  readonly expiresTooSoon: number;
  /** Consented at B, revoked since. */
  readonly revokedSince: number;
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
