import type { RoundSummary } from "@consilium/coordinator/http/CoordinatorService.ts";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";

/**
 * How many of the revoked keys were in a cohort of this site before the block of their revocation and in none after it,
 * by the site's own opened cohort trees (which the audit checks against what the site signed).
 */
export async function excludedAfterRevocation(
  nodeStateDir: string,
  rounds: readonly RoundSummary[],
  revokedKeyHashes: readonly string[],
  revocationBlock: number,
): Promise<number> {
  const before = new Set<string>();
  const after = new Set<string>();
  for (const { roundId, phase } of rounds) {
    if (phase !== "finalized") continue;
    const evidence = await readCohortEvidence(nodeStateDir, roundId);
    const group = (evidence?.consentBlock ?? 0) < revocationBlock ? before : after;
    for (const { keyHash, eligible } of evidence?.leaves ?? []) if (eligible) group.add(keyHash);
  }
  return revokedKeyHashes.filter((keyHash) => before.has(keyHash) && !after.has(keyHash)).length;
}
