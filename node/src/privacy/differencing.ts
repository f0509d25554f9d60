import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import { answeredKey, isRoundKnown, readAcknowledgement, releasedRounds, storeBehind } from "./releasedRounds.ts";

/**
 * Two sums of the same query over cohorts or survivors that differ by a few give those few away by subtraction. Without
 * noise, a site therefore answers a query (study, stage, iteration, base state) again only with the same cohort or one that differs
 * by at least the minimum cohort, and unmasks only the same survivors or a set that differs by at least m.
 */
interface Answered {
  roundId: number;
  /** Who was in the cohort: the hashes of each patient's keys, separated by spaces where there are several. */
  cohort: string[];
}

/** What both rules look at. */
interface Asked {
  readonly roundId: number;
  readonly manifest: RoundManifest;
  /** This site's member index. */
  readonly site: number;
}

/** Rounds with equal study, stage, iteration and base state ask the same question. */
function queryKey({ studyDigest, stage, iteration, stateDigest }: RoundManifest): string {
  return `query/${digestDocument({ studyDigest, stage, iteration, stateDigest })}`;
}

/**
 * Earlier rounds of the same query, with the survivors that the chain froze. Whether this site unmasked does not matter:
 * once it stands among the survivors, the others' shares open the sum with its part in it.
 */
async function askedBefore(
  { roundId, manifest }: Asked,
  { store, chain }: { store: Store; chain: Chain },
): Promise<(Answered & { survivors: number[] })[]> {
  const answered = (await store.get<Answered[]>(queryKey(manifest))) ?? [];
  const earlier = answered.filter((other) => other.roundId !== roundId);
  return Promise.all(
    earlier.map(async (other) => ({
      ...other,
      survivors: indicesOf((await readRound(chain, other.roundId)).survivorBitmap),
    })),
  );
}

function differenceOf<T>(left: readonly T[], right: readonly T[]): number {
  const inLeft = new Set(left);
  const inRight = new Set(right);
  return left.filter((item) => !inRight.has(item)).length + right.filter((item) => !inLeft.has(item)).length;
}

/** Patients of one list and not of the other; who shares a key is the same, by whichever consent each was let in. */
function patientDifference(left: readonly string[], right: readonly string[]): number {
  const missing = (from: readonly string[], other: readonly string[]) => {
    const keys = new Set(other.flatMap((member) => member.split(" ")));
    return from.filter((member) => !member.split(" ").some((key) => keys.has(key))).length;
  };
  return missing(left, right) + missing(right, left);
}

/** The manifest of a released round, checked against the chain; undefined where nobody has it any more. */
export type ManifestOf = (record: RoundRecord) => Promise<RoundManifest | undefined>;

/**
 * What the chain says this site released must be known here. A round that an operator has acknowledged is let be, unless it
 * asked the same query, or nobody can tell: its cohort is forgotten, so no other can be compared with it.
 * Throws STORE_BEHIND or ROUND_REFUSED.
 */
async function requireReleasedKnown(
  { roundId, manifest, site }: Asked,
  { store, chain, manifestOf }: { store: Store; chain: Chain; manifestOf: ManifestOf },
): Promise<void> {
  for (const released of await releasedRounds(chain, manifest.studyId, site)) {
    const other = released.roundId;
    if (other === roundId || (await isRoundKnown(store, other))) continue;
    if ((await readAcknowledgement(store, other)) === undefined) throw storeBehind([other]);
    if (released.modelDigest !== manifest.stateDigest) continue;
    const asked = await manifestOf(released);
    if (asked !== undefined && queryKey(asked) !== queryKey(manifest)) continue;
    throw new FederationError(
      "ROUND_REFUSED",
      `Round ${other} may have answered the same query, and its cohort is no longer known here.`,
      { field: "cohort", hint: "This site sits the rerun out; other queries of the study go on." },
    );
  }
}

/**
 * Throws ROUND_REFUSED where the cohort differs a little from one this site already answered the same query with, and
 * STORE_BEHIND where the chain has a round that this site's store should know and does not.
 */
export async function requireDistinguishable(
  asked: Asked,
  members: readonly string[],
  deps: { store: Store; chain: Chain; manifestOf: ManifestOf },
): Promise<void> {
  const { roundId, manifest, site } = asked;
  const cohort = [...members];
  await requireReleasedKnown(asked, deps);
  const earlier = await askedBefore(asked, deps);
  for (const { cohort: before, survivors, roundId: other } of earlier) {
    // This site is in no sum of that round, so there is nothing to subtract from.
    if (!survivors.includes(site)) continue;
    const difference = patientDifference(before, cohort);
    if (difference > 0 && difference < manifest.minimumCohort) {
      throw new FederationError(
        "ROUND_REFUSED",
        `The cohort differs from round ${other}'s, for the same query, by fewer than ${manifest.minimumCohort} patients.`,
        { field: "cohort", hint: "This site sits the rerun out." },
      );
    }
  }
  const kept = earlier.map(({ roundId: other, cohort: before }) => ({ roundId: other, cohort: before }));
  // Noted before anything is masked, so that a crash cannot make this site forget what it answered.
  const answered: Answered[] = [...kept, { roundId, cohort }];
  await deps.store.batch([
    { type: "put", key: queryKey(manifest), value: answered },
    { type: "put", key: answeredKey(roundId), value: queryKey(manifest) },
  ]);
}

/** Throws UNMASK_REFUSED where the survivors differ a little from those of an earlier round of the same query. */
export async function requireDistinguishableSurvivors(
  asked: Asked,
  survivors: readonly number[],
  deps: { store: Store; chain: Chain },
): Promise<void> {
  const { manifest } = asked;
  for (const { survivors: before, roundId: other } of await askedBefore(asked, deps)) {
    const difference = differenceOf(before, survivors);
    if (before.length > 0 && difference > 0 && difference < manifest.minimumSurvivors) {
      throw new FederationError(
        "UNMASK_REFUSED",
        `The survivors differ from round ${other}'s, for the same query, by fewer than ${manifest.minimumSurvivors}.`,
        { field: "survivors" },
      );
    }
  }
}
