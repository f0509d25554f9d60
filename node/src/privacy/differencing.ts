import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import type { Store } from "@consilium/sdk/storage/Store.node.ts";

/**
 * Two sums of the same query over cohorts or survivors that differ by a few give those few away by subtraction. Without
 * noise, a site therefore answers a query (study, step, base model) again only with the same cohort or one that differs
 * by at least the minimum cohort, and unmasks only the same survivors or a set that differs by at least m.
 */
interface Answered {
  roundId: number;
  /** Patient keys (hashes, already public on chain) that were in the cohort. */
  cohort: string[];
  /** Set once this site has unmasked. */
  survivors: number[] | null;
}

/** Rounds with equal study, step and base model ask the same question. */
function queryKey({ studyDigest, step, baseModelDigest }: RoundManifest): string {
  return `query/${digestDocument({ studyDigest, step, baseModelDigest })}`;
}

async function answeredBefore(store: Store, manifest: RoundManifest, roundId: number): Promise<Answered[]> {
  const answered = (await store.get<Answered[]>(queryKey(manifest))) ?? [];
  return answered.filter((earlier) => earlier.roundId !== roundId);
}

function differenceOf<T>(left: readonly T[], right: readonly T[]): number {
  const inLeft = new Set(left);
  const inRight = new Set(right);
  return left.filter((item) => !inRight.has(item)).length + right.filter((item) => !inLeft.has(item)).length;
}

/** Throws ROUND_REFUSED where the cohort differs a little from one this site already answered the same query with. */
export async function requireDistinguishable(
  roundId: number,
  manifest: RoundManifest,
  evidence: CohortEvidence,
  store: Store,
): Promise<void> {
  const cohort = evidence.leaves.filter(({ eligible }) => eligible).map(({ keyHash }) => keyHash);
  const earlier = await answeredBefore(store, manifest, roundId);
  for (const { cohort: before, survivors, roundId: other } of earlier) {
    // Nothing of that round was opened by this site, so there is nothing to subtract from.
    if (survivors === null) continue;
    const difference = differenceOf(before, cohort);
    if (difference > 0 && difference < manifest.minimumCohort) {
      throw new FederationError(
        "ROUND_REFUSED",
        `The cohort differs from round ${other}'s, for the same query, by fewer than ${manifest.minimumCohort} patients.`,
        { field: "cohort", mend: "This site sits the rerun out." },
      );
    }
  }
  await store.put(queryKey(manifest), [...earlier, { roundId, cohort, survivors: null }]);
}

/** Throws UNMASK_REFUSED where the survivors differ a little from those this site already unmasked for the same query. */
export async function requireDistinguishableSurvivors(
  roundId: number,
  manifest: RoundManifest,
  survivors: readonly number[],
  store: Store,
): Promise<void> {
  const all = (await store.get<Answered[]>(queryKey(manifest))) ?? [];
  for (const { survivors: before, roundId: other } of all) {
    if (before === null || other === roundId) continue;
    const difference = differenceOf(before, survivors);
    if (difference > 0 && difference < manifest.minimumSurvivors) {
      throw new FederationError(
        "UNMASK_REFUSED",
        `The survivors differ from round ${other}'s, for the same query, by fewer than ${manifest.minimumSurvivors}.`,
        { field: "survivors" },
      );
    }
  }
  // Noted before the shares leave, so that a crash cannot make this site forget what it opened.
  const noted = all.map((answered) =>
    answered.roundId === roundId ? { ...answered, survivors: [...survivors] } : answered,
  );
  await store.put(queryKey(manifest), noted);
}
