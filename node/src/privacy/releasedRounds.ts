import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundFacts, readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { readStudies } from "@consilium/sdk/chain/studies.ts";
import { readStudyRounds } from "@consilium/sdk/chain/studyRounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Store } from "@consilium/service/storage/Store.ts";

/** An operator has looked at a round that this site's store does not know. */
export interface Acknowledgement {
  roundId: number;
  studyId: number;
  /** Who looked, in the operator's own words. */
  by: string;
  /** Why the store does not know the round. */
  reason: string;
  /** Unix seconds. */
  at: number;
}

const acknowledgedKey = (roundId: number) => `acknowledged/${roundId}`;

/** Written, in one batch, with the cohort that a query is answered with; see `answeredCohorts.ts`. */
export const answeredKey = (roundId: number | "") => `answered/${roundId}`;

/**
 * Rounds of a study in which this site is a survivor, frozen on chain. Whatever became of such a round, the other sites'
 * shares can open its sum, with this site's part in it. So the chain's list is the one that counts.
 */
export async function releasedRounds(chain: Chain, studyId: number, site: number): Promise<RoundFacts[]> {
  if ((await readRoundsUsed(chain, studyId, site)) === 0) return [];
  const rounds = await readStudyRounds(chain, studyId);
  return rounds.filter(({ survivorBitmap }) => indicesOf(survivorBitmap).includes(site));
}

/** Whether the store has what the guard against differencing needs of a round: the cohort, and that a vector went out. */
export async function isRoundKnown(store: Store, roundId: number): Promise<boolean> {
  const [answered, commitment] = await Promise.all([
    store.get(answeredKey(roundId)),
    store.get(`round/${roundId}/commitment`),
  ]);
  return answered !== undefined && commitment !== undefined;
}

/** Released rounds of every study that the store neither knows nor has acknowledged, ascending. */
export async function unknownRounds(deps: { chain: Chain; store: Store }, site: number): Promise<RoundFacts[]> {
  const { chain, store } = deps;
  const released: RoundFacts[] = [];
  for (const { studyId } of await readStudies(chain)) released.push(...(await releasedRounds(chain, studyId, site)));
  const known = await Promise.all(
    released.map(async ({ roundId }) => {
      return (await isRoundKnown(store, roundId)) || (await readAcknowledgement(store, roundId)) !== undefined;
    }),
  );
  return released.filter((_, i) => !known[i]).sort((a, b) => a.roundId - b.roundId);
}

/**
 * Before anything is released: the store must know every round in which this site is a survivor. A store that lost its last
 * writes, that an older copy replaced, or that began empty would forget which cohorts it has answered with.
 * @throws STORE_BEHIND naming the rounds
 */
export async function requireRoundsKnown(deps: { chain: Chain; store: Store }, site: number): Promise<void> {
  const unknown = await unknownRounds(deps, site);
  if (unknown.length > 0) throw storeBehind(unknown.map(({ roundId }) => roundId));
}

export function storeBehind(roundIds: readonly number[]): FederationError<"STORE_BEHIND"> {
  const [rounds, those] = roundIds.length === 1 ? ["round", "that round"] : ["rounds", "those rounds"];
  return new FederationError(
    "STORE_BEHIND",
    `On chain this site is a survivor of ${rounds} ${roundIds.join(", ")}, and its store does not know ${those}. It releases nothing.`,
    {
      field: "store",
      hint:
        "Find out why: an older copy of the state folder, or a second node with this keystore? Restore the newest copy if there " +
        "is one. Otherwise run `consilium-node acknowledge-rounds --config node.yaml`.",
    },
  );
}

export function readAcknowledgement(store: Store, roundId: number): Promise<Acknowledgement | undefined> {
  return store.get<Acknowledgement>(acknowledgedKey(roundId));
}

/** Notes, durably, that an operator has looked at these rounds. */
export async function acknowledgeRounds(
  store: Store,
  rounds: readonly RoundFacts[],
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  const at = Math.floor(Date.now() / 1_000);
  await store.batch(
    rounds.map(({ roundId, studyId }) => ({
      type: "put" as const,
      key: acknowledgedKey(roundId),
      value: { roundId, studyId, by, reason, at } satisfies Acknowledgement,
    })),
  );
}
