import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { isReleased } from "./requireQueryOpen.ts";
import { verifyEarlier } from "./verifyEarlier.ts";

/**
 * No transcript, no JOIN: every earlier round of the study that this site put a vector into must have ended in a result
 * it recomputed, or without one that anybody can have: not frozen, or declared not unmasked by enough survivors. A round that was
 * frozen and abandoned may be asked again as it was, for the same sites, which is what ends the wait. Those it has not (it was killed, or the transcript was not to be had) are tried again now.
 * Throws ROUND_REFUSED naming the round.
 */
export async function requireEarlierVerified(
  { roundId, studyId, queryDigest }: RoundRecord,
  deps: SiteDeps,
): Promise<void> {
  for (const earlier of await RoundNotes.unverified(deps.store)) {
    if (earlier >= roundId) continue;
    const record = await readRound(deps.chain, earlier);
    if (record.studyId !== studyId) continue;
    if (record.status === "aborted") {
      const mayBeOpen = record.survivorsFrozenBlock !== 0 && !(await isReleased(record, deps.chain));
      if (!mayBeOpen) await new RoundNotes(deps.store, earlier).noteVerified();
      if (!mayBeOpen || record.queryDigest === queryDigest) continue;
      throw new FederationError("ROUND_REFUSED", `Round ${earlier} was frozen and left without a result.`, {
        field: `round ${earlier}`,
        hint: "The coordinator runs that query again first, or the sites declare that they did not unmask it.",
      });
    }
    let cause: FederationError | undefined;
    try {
      if ((await verifyEarlier(record, deps)).outcome === "verified") continue;
    } catch (error) {
      cause = toFederationError(error);
    }
    throw new FederationError("ROUND_REFUSED", `The result of round ${earlier} is not verified here.`, {
      field: `round ${earlier}`,
      hint: "The coordinator must publish its transcript, or the sites must settle the dispute.",
      cause,
    });
  }
}
