import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import type { CohortMembers } from "./coverChange.ts";
import { answeredKey, isRoundKnown, readAcknowledgement, releasedRounds, storeBehind } from "./releasedRounds.ts";

/** A round and the cohort that this site computed on in it; cohorts are stored once each, by digest. */
interface Answer {
  roundId: number;
  queryDigest: string;
  cohortDigest: string;
  /** Of its training and of its held-out rows, where it had both: each counts as answered. */
  partDigests?: string[];
  /** `open` while the round may still be frozen with this site in it; `void` where it ended without. */
  fate: "open" | "released" | "void";
}

const cohortKey = (digest: string) => `cohort/${digest}`;

/** What this site has answered with, and what it drew in vain, newest first; and what it chose for this very round before a restart. */
export interface EarlierCohorts {
  answered: CohortMembers[];
  drawn: CohortMembers[];
}

/**
 * The cohorts of this site's earlier rounds, of every study: its records are one set. Whether it unmasked does not matter, since once
 * it stands among the survivors the others' shares open the sum.
 */
export async function earlierCohorts(
  { roundId }: Pick<RoundRecord, "roundId">,
  site: number,
  { store, chain }: { store: Store; chain: Chain },
): Promise<EarlierCohorts> {
  const answers: Answer[] = [];
  for await (const [, answer] of store.range<Answer>(answeredKey(""))) answers.push(answer);
  answers.sort((a, b) => b.roundId - a.roundId);
  const found: EarlierCohorts = { answered: [], drawn: [] };
  const seen = new Set<string>();
  for (const answer of answers) {
    const fate = answer.roundId === roundId ? "void" : await fateOf(answer, site, { store, chain });
    const place = fate === "void" ? found.drawn : found.answered;
    for (const digest of [answer.cohortDigest, ...(answer.partDigests ?? [])]) {
      const once = `${fate === "void"} ${digest}`;
      if (seen.has(once)) continue;
      seen.add(once);
      const cohort = await store.get<string[]>(cohortKey(digest));
      if (cohort !== undefined) place.push(cohort);
    }
  }
  return found;
}

async function fateOf(answer: Answer, site: number, deps: { store: Store; chain: Chain }): Promise<Answer["fate"]> {
  if (answer.fate !== "open") return answer.fate;
  const { survivorBitmap, survivorsFrozenBlock, status } = await readRound(deps.chain, answer.roundId);
  const isFrozen = survivorsFrozenBlock !== 0;
  if (!isFrozen && status !== "aborted") return "open";
  const fate = isFrozen && indicesOf(survivorBitmap).includes(site) ? "released" : "void";
  await deps.store.put(answeredKey(answer.roundId), { ...answer, fate });
  return fate;
}

/** Noted before anything is masked, so that a crash cannot make this site forget what it answered. */
export async function noteAnswer(
  { roundId, queryDigest }: Pick<RoundRecord, "roundId" | "queryDigest">,
  { members, parts }: { members: CohortMembers; parts: readonly CohortMembers[] },
  store: Store,
): Promise<void> {
  const [whole, ...more] = [members, ...(parts.length > 1 ? parts : [])].map((each) => {
    const cohort = [...each].sort();
    return { digest: digestDocument(cohort), cohort };
  });
  const partDigests = more.map(({ digest }) => digest);
  const answer: Answer = {
    roundId,
    queryDigest,
    cohortDigest: whole!.digest,
    ...(more.length > 0 && { partDigests }),
    fate: "open",
  };
  await store.batch([
    ...[whole!, ...more].map(({ digest, cohort }) => ({ type: "put" as const, key: cohortKey(digest), value: cohort })),
    { type: "put", key: answeredKey(roundId), value: answer },
  ]);
}

/**
 * What the chain says this site released must be known here. A round that an operator has acknowledged is let be, unless it
 * asked the same query: its cohort is forgotten, so no other can be compared with it.
 * Throws STORE_BEHIND or ROUND_REFUSED.
 */
export async function requireReleasedKnown(
  { roundId, studyId, queryDigest }: Pick<RoundRecord, "roundId" | "studyId" | "queryDigest">,
  site: number,
  { store, chain }: { store: Store; chain: Chain },
): Promise<void> {
  for (const released of await releasedRounds(chain, studyId, site)) {
    const other = released.roundId;
    if (other === roundId || (await isRoundKnown(store, other))) continue;
    if ((await readAcknowledgement(store, other)) === undefined) throw storeBehind([other]);
    if (released.queryDigest !== queryDigest) continue;
    throw new FederationError(
      "ROUND_REFUSED",
      `Round ${other} answered the same query, and its cohort is no longer known here.`,
      { field: "cohort", hint: "This site sits the rerun out; other queries of the study go on." },
    );
  }
}
