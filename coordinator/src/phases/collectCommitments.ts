import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { readNotUnmaskedBy, readPostedCommitment, readRound, readRoundOfQuery } from "@consilium/sdk/chain/rounds.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/** TRAIN and COMMIT: waits for the masked vectors of S; those that arrive make the survivors U. */
export async function collectCommitments(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  if (intake.survivors.length > 0) return;
  intake.setPhase("train");
  const { survivors: enough } = intake.thresholds;
  const committed = await waitForMembers(terms, deps, {
    members: intake.agreement!.sharingSet,
    have: intake.commitments,
    deadlineMs: deadlines.commitByMs,
    enough,
  });
  // Whoever withdrew or lowered its cap meanwhile is a dropout: the contract would refuse all survivors on its account.
  const [eligible, bound] = await Promise.all([terms.eligible(), boundSurvivors(terms, deps)]);
  const present = committed.filter((member) => eligible.includes(member));
  const survivors = bound === undefined ? present : present.filter((member) => bound.includes(member));
  if (survivors.length < (bound?.length ?? enough)) {
    throw new RoundAborted(bound === undefined ? "TOO_FEW_COMMITTED" : "QUERY_BOUND");
  }
  await requirePostedIn(survivors, terms, deps);
  await intake.keepSurvivors(survivors.map((member) => intake.commitments.get(member)!));
}

/** The sites that an earlier round froze with this query, unless enough of them declared that they did not unmask it. */
async function boundSurvivors({ intake }: RoundInputs, { chain }: RoundDeps): Promise<readonly number[] | undefined> {
  const holder = await readRoundOfQuery(chain, intake.manifest.queryDigest);
  if (holder === undefined || holder === intake.roundId) return undefined;
  const { rosterBitmap, survivorBitmap, colluders } = await readRound(chain, holder);
  const survivors = indicesOf(survivorBitmap);
  const { shares } = thresholdsOf(indicesOf(rosterBitmap).length, colluders);
  const declared = indicesOf(await readNotUnmaskedBy(chain, holder)).length;
  return declared >= survivors.length + 1 + colluders - shares ? undefined : survivors;
}

/** A site that put its commitment on chain itself is in, or nobody is: the contract asks for it. */
async function requirePostedIn(
  survivors: readonly number[],
  { intake }: RoundInputs,
  { chain }: RoundDeps,
): Promise<void> {
  for (const member of intake.rosterMembers) {
    if (survivors.includes(member)) continue;
    if ((await readPostedCommitment(chain, intake.roundId, member)) !== undefined) {
      throw new RoundAborted("POSTED_LEFT_OUT");
    }
  }
}
