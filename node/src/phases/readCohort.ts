import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { basisBits, DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { readConsentEvents, readConsentsAt, readSiteKeysAt } from "@consilium/sdk/chain/consents.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { CohortTerms } from "@consilium/sdk/cohort/consentRule.ts";
import { buildCohort, type Cohort } from "../cohort/buildCohort.ts";
import { readEnrolments } from "../cohort/enrolments.ts";
import { readSealedConsents } from "../cohort/readSealedConsents.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";

/** The cohort of a round: the study's features of this site's records, behind the consent gate at block B. */
export async function readCohort(
  { record, manifest, study, context }: AgreedRound,
  deps: SiteDeps,
): Promise<{ cohort: Cohort; table: FeatureTable }> {
  const { chain, self, features, enrolmentsFile } = deps;
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
  const changed = await changedSince(chain, self.index, purpose, block);
  const cohort = buildCohort({
    table,
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
    sealed: await readSealedConsents(chain, self.index, { purpose, stateDir: deps.stateDir }),
  });
  return { cohort, table };
}

/** Keys with any consent event for the purpose after block B, the newest block included. */
async function changedSince(chain: Chain, site: number, purpose: number, block: number): Promise<ReadonlySet<string>> {
  const events = await readConsentEvents(chain, { site, fromBlock: block + 1 });
  return new Set(
    events.filter((event) => event.purpose === purpose || event.kind === "revokedAll").map(({ keyHash }) => keyHash),
  );
}
