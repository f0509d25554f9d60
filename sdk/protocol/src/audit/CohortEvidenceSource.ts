/** One site's opened cohort trees. Only the site has them; it gives them to an auditor and to nobody else. */
export interface CohortEvidenceSource {
  /** Member index of the site. */
  readonly site: number;
  /** The evidence of one round, as untrusted JSON; undefined where the site has none. */
  evidence(roundId: number): Promise<unknown>;
}
