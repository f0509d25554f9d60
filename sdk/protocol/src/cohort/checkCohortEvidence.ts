import type { Digest } from "../canonical/digest.ts";
import type { SiteKey } from "../chain/consents.ts";
import { type CohortEvidence, type CohortFinding, type ExpectedCohort, openLeaf } from "./CohortEvidence.ts";
import { checkSealedLeaves, type SealsAtB } from "./checkSealedLeaves.ts";
import { cohortRoot } from "./cohortTree.ts";
import { type ConsentEpisode, consentFault } from "./consentRule.ts";

/**
 * Re-derives a site's cohort tree from its evidence and the chain alone: every key registered at the site at block B has
 * its leaf, in order; exactly the consented ones have a leaf other than the fixed one; no eligible leaf lacks a consent;
 * and the leaves hash to the root that the site signed. An empty list means that all of it holds.
 * `episodesAtB[i]` is the consent of `keysAtB[i]` for the study's purpose at the end of block B, null where there is none;
 * `sealsAtB` are the site's sealed consents as the chain has them, where it had any.
 */
export function checkCohortEvidence(
  evidence: CohortEvidence,
  expectedRoot: Digest,
  keysAtB: readonly SiteKey[],
  episodesAtB: readonly (ConsentEpisode | null)[],
  expected: ExpectedCohort,
  sealsAtB?: SealsAtB,
): CohortFinding[] {
  const findings: CohortFinding[] = [];
  if (keysAtB.length !== episodesAtB.length) {
    throw new RangeError(`${keysAtB.length} keys but ${episodesAtB.length} consent states.`);
  }
  for (const field of ["roundId", "context", "site", "consentBlock"] as const) {
    if (evidence[field] !== expected[field]) findings.push({ reason: `its ${field} is not the round's` });
  }
  if (evidence.leaves.length !== keysAtB.length) {
    const counts = `${evidence.leaves.length} leaves for ${keysAtB.length} registered keys`;
    findings.push({ reason: `it has ${counts}` });
  }
  const salts = new Set<string>();
  const eligibleKeys = new Set<string>(evidence.leaves.flatMap((leaf) => (leaf.eligible ? [leaf.keyHash] : [])));
  const sealed = checkSealedLeaves(evidence, expected, sealsAtB, eligibleKeys);
  findings.push(...sealed.findings);
  const hashes: Uint8Array[] = [];
  for (const [i, leaf] of evidence.leaves.entries()) {
    const add = (reason: string): void => void findings.push({ leaf: i, reason });
    const key = keysAtB[i];
    if (key === undefined) add("no key is registered at this place");
    else if (leaf.index !== key.index || leaf.keyHash !== key.keyHash)
      add("it is not the key registered at this place");
    else {
      const fault = consentFault(episodesAtB[i] ?? null, expected);
      if (leaf.consented && fault !== undefined) add(`it counts as consented, but the chain says: ${fault}`);
      if (!leaf.consented && fault === undefined) add("it counts as not consented, but the chain has its consent");
      if (leaf.eligible && fault !== undefined) add(`its record is in the cohort without a consent: ${fault}`);
    }
    if (leaf.eligible && !leaf.consented) add("it is marked eligible, but not consented");
    const revokedBlock = sealed.revokedKeys.get(leaf.keyHash);
    if (leaf.eligible && revokedBlock !== undefined && revokedBlock >= (episodesAtB[i]?.grantBlock ?? 0)) {
      add("its record is in the cohort, but its key revoked a sealed consent since");
    }
    if (leaf.salt !== undefined && salts.has(leaf.salt)) add("its salt is used twice");
    if (leaf.salt !== undefined) salts.add(leaf.salt);
    const hash = openLeaf(leaf, evidence);
    if (hash === undefined) add("it has no salt, so it opens nothing");
    else hashes.push(hash);
  }
  const root = cohortRoot([...hashes, ...sealed.roots]);
  if (hashes.length === evidence.leaves.length && root !== evidence.root) {
    findings.push({ reason: "its leaves do not hash to its own root" });
  }
  if (root !== expectedRoot) findings.push({ reason: "its leaves do not hash to the root that the site signed" });
  return findings;
}
