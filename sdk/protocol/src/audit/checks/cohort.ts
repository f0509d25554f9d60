import { toHex } from "../../canonical/bytes.ts";
import { readConsentEvents, readConsentsAt, readSiteKeysAt } from "../../chain/consents.ts";
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
 * that the chain shows in force at that block, and unchanged until the roster was frozen, since a site looks again after that.
 * That fewer are let in than consented is not asked about: so that no one leaves alone, a site may leave others out.
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
      const late = await changedUntilFreeze(audit, evidence, purpose);
      if (late > 0)
        refute(`${late} records are of patients whose consent changed between that block and the roster's freeze`);
      const eligible = [...evidence.leaves, ...opened].filter((leaf) => leaf.eligible).length;
      const consented = evidence.leaves.filter((leaf) => leaf.consented).length;
      const sealed = seals === undefined ? "" : `, ${opened.length} sealed in ${seals.seals.length}`;
      return `${eligible} records, all consented at block ${consentBlock} (${keys.length} keys, ${consented} consents${sealed})`;
    });
  }
}

/** How many of those let in revoked, or consented anew, after the consent block and by the block that froze the roster. */
async function changedUntilFreeze(audit: RoundAudit, evidence: CohortEvidence, purpose: number): Promise<number> {
  const { consentBlock, rosterFrozenBlock } = audit.round;
  const { site } = evidence;
  const range = { site, fromBlock: consentBlock + 1, toBlock: rosterFrozenBlock };
  const events = await readConsentEvents(audit.chain, range);
  const changed = new Set(
    events.filter((event) => event.purpose === purpose || event.kind === "revokedAll").map(({ keyHash }) => keyHash),
  );
  const registered = evidence.leaves.filter(({ eligible, keyHash }) => eligible && changed.has(keyHash)).length;
  if (evidence.seals === undefined) return registered;
  const revoked = new Map(
    (await audit.ledger.sealsAt(rosterFrozenBlock, site)).map((seal) => [seal.sealId, seal.revoked] as const),
  );
  const sealed = evidence.seals.flatMap(({ sealId, leaves }) =>
    leaves.filter(({ eligible, consent }) => eligible && revoked.get(sealId)?.has(consent.index) === true),
  ).length;
  return registered + sealed;
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
