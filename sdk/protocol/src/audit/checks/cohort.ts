import { toHex } from "../../canonical/bytes.ts";
import { readConsentsAt, readSiteKeysAt } from "../../chain/consents.ts";
import type { CohortFinding } from "../../cohort/CohortEvidence.ts";
import { CohortEvidence } from "../../cohort/CohortEvidence.ts";
import { checkCohortEvidence } from "../../cohort/checkCohortEvidence.ts";
import type { SealsAtB } from "../../cohort/checkSealedLeaves.ts";
import { checkDocument } from "../../schemas/check.ts";
import { refute } from "../CheckLog.ts";
import type { CohortEvidenceSource } from "../CohortEvidenceSource.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { siteScope } from "../scope.ts";

const FINDINGS_SHOWN = 3;

/**
 * For each survivor whose evidence is given: its cohort tree hashes to the root it signed, has one leaf for each key
 * registered at the consent block and one for each place of the site's seals, and lets in only keys and sealed consents
 * that the chain shows in force at that block.
 */
export async function checkCohorts(
  audit: RoundAudit,
  sources: readonly CohortEvidenceSource[],
  blockedBy: string | undefined,
): Promise<void> {
  const { log, round, transcript } = audit;
  for (const { commitment } of transcript.commitments) {
    const source = sources.find(({ site }) => site === commitment.member);
    if (source === undefined) continue;
    const file = `cohort/round-${round.roundId}.json`;
    await log.check("cohort", siteScope(audit.party(commitment.member), file, blockedBy), async () => {
      const document = await source.evidence(round.roundId);
      if (document === undefined) refute("the site gave no evidence for a round it took part in");
      const evidence = checkDocument(CohortEvidence, document, "cohort evidence");
      const { purpose, categories, acceptedBases = 1, studyDigest } = audit.record;
      const { roundId, consentBlock, consentTimestamp, commitBy } = round;
      const site = commitment.member;
      const keys = await readSiteKeysAt(audit.chain, site, consentBlock);
      const keyHashes = keys.map(({ keyHash }) => keyHash);
      const episodes = await readConsentsAt(audit.chain, site, purpose, keyHashes, consentBlock, studyDigest);
      const expected = {
        roundId,
        context: toHex(audit.contexts.masking),
        site,
        purpose,
        categories,
        acceptedBases,
        consentBlock,
        consentTimestamp,
        commitBy,
      };
      const seals = await sealsAtB(audit, site, purpose);
      const findings = checkCohortEvidence(evidence, commitment.cohortRoot, keys, episodes, expected, seals);
      if (findings.length > 0) refute(describe(findings));
      const opened = evidence.seals?.flatMap(({ leaves }) => leaves) ?? [];
      const eligible = [...evidence.leaves, ...opened].filter((leaf) => leaf.eligible).length;
      const consented = evidence.leaves.filter((leaf) => leaf.consented).length;
      const sealed = seals === undefined ? "" : `, ${opened.length} sealed in ${seals.seals.length}`;
      return `${eligible} records, all consented at block ${consentBlock} (${keys.length} keys, ${consented} consents${sealed})`;
    });
  }
}

/** The site's sealed consents as the chain has them at the consent block; undefined where it had none. */
async function sealsAtB(
  { chain, ledger, round: { consentBlock } }: RoundAudit,
  site: number,
  purpose: number,
): Promise<SealsAtB | undefined> {
  const seals = await ledger.sealsAt(consentBlock, site);
  if (seals.length === 0) return undefined;
  const revokedKeys = await ledger.revokedKeysAt(consentBlock, { site, purpose });
  return { deployment: chain.deployment, seals, revokedKeys };
}

function describe(findings: readonly CohortFinding[]): string {
  const shown = findings.slice(0, FINDINGS_SHOWN).map(({ leaf, seal, place, reason }) => {
    if (seal !== undefined) return `seal ${seal}${place === undefined ? "" : `, place ${place}`}: ${reason}`;
    return leaf === undefined ? reason : `leaf ${leaf}: ${reason}`;
  });
  const more = findings.length > FINDINGS_SHOWN ? `; and ${findings.length - FINDINGS_SHOWN} more` : "";
  return `${shown.join("; ")}${more}`;
}
