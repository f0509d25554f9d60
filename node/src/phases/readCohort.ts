import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { basisBits, DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { readConsentsAt, readSiteKeysAt } from "@consilium/sdk/chain/consents.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { CohortTerms } from "@consilium/sdk/cohort/consentRule.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { rowSetOf } from "@consilium/sdk/workloads/workloads.ts";
import { buildCohort, type Cohort } from "../cohort/buildCohort.ts";
import { readEnrolments } from "../cohort/enrolments.ts";
import { readSealedConsents } from "../cohort/readSealedConsents.ts";
import { recordTags } from "../cohort/recordTags.ts";
import { earlierCohorts, noteAnswer, requireReleasedKnown } from "../privacy/answeredCohorts.ts";
import { coveredParts } from "../privacy/coverChange.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";

/** The cohort of a round: the study's features of this site's records, behind the consent gate at block B. */
export async function readCohort(
  { record, manifest, study, point, context }: AgreedRound,
  deps: SiteDeps,
): Promise<{ cohort: Cohort; table: FeatureTable }> {
  const { chain, index, self, features, enrolmentsFile } = deps;
  // Read on while the rest is asked for.
  const reading = readOn(deps, Math.max(record.consentBlock, record.rosterFrozenBlock));
  reading.catch(() => undefined);
  const { table } = await features.extraction(study);
  const block = record.consentBlock;
  const purpose = purposeNumber(study.document.purpose);
  const siteKeys = await readSiteKeysAt(chain, self.index, block);
  const keyHashes = siteKeys.map(({ keyHash }) => keyHash);
  const episodes = await readConsentsAt(chain, self.index, purpose, keyHashes, block, study.digest);
  const terms: CohortTerms = {
    purpose,
    categories: categoryBits(study.document.categories),
    acceptedBases: basisBits(study.document.consentBases ?? DEFAULT_BASES),
    consentBlock: block,
    consentTimestamp: record.consentTimestamp,
    commitBy: record.commitBy,
  };
  // An auditor asks for every change up to the block that froze the roster.
  const now = await reading;
  // Keys with any consent event for the purpose after block B.
  const changed = await index.changedKeysAfter(block, { site: self.index, purpose });
  await requireReleasedKnown(record, self.index, deps);
  const earlier = await earlierCohorts(record, self.index, deps);
  const cohort = buildCohort({
    table,
    about: rowSetOf(point.context.stage),
    enrolments: await readEnrolments(enrolmentsFile),
    siteKeys,
    episodes,
    // Whoever revoked, or granted anew, since B sits this round out.
    latestEpisodes: episodes.map((episode, i) => (changed.has(keyHashes[i]!) ? null : episode)),
    terms,
    minimumCohort: manifest.minimumCohort,
    roundId: record.roundId,
    context,
    site: self.index,
    sealed: await readSealedConsents(index, self.index, { purpose, stateDir: deps.stateDir, now }),
    recordTag: await recordTags(deps.store),
    choose: (parts) => coveredParts(parts, { ...earlier, coverChange: deps.coverChange }),
  });
  await noteAnswer(record, cohort, deps.store);
  return { cohort, table };
}

/** Lets the index read what is new, up to the newest block. @throws CHAIN_UNREACHABLE where the node is not at block B yet */
async function readOn({ index }: SiteDeps, block: number): Promise<number> {
  const { checkpoint } = await index.sync();
  if (checkpoint !== undefined && checkpoint.block >= block) return checkpoint.block;
  throw new FederationError("CHAIN_UNREACHABLE", `This site's chain node does not have block ${block} yet.`, {
    hint: "See that the node is in step with the chain.",
  });
}
