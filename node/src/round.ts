import { type RoundEnd, RoundNotes } from "./RoundNotes.ts";
import type { SiteDeps } from "./SiteDeps.ts";
import { agreeOnSharingSet } from "./steps/agreeOnSharingSet.ts";
import { checkOpening } from "./steps/checkOpening.ts";
import { checkRosterFrozen } from "./steps/checkRosterFrozen.ts";
import { checkSurvivorsFrozen } from "./steps/checkSurvivorsFrozen.ts";
import { commit } from "./steps/commit.ts";
import { deal } from "./steps/deal.ts";
import { join } from "./steps/join.ts";
import { trainAndMask } from "./steps/trainAndMask.ts";
import { unmask } from "./steps/unmask.ts";
import { verifyResult } from "./steps/verifyResult.ts";

/**
 * A site's part in one round. Each step first looks into the notes of an earlier run, so a restarted site repeats what it
 * had said, to the byte, and goes on; it throws where the protocol tells it to refuse.
 */
export async function takePart(roundId: number, deps: SiteDeps): Promise<RoundEnd> {
  const notes = new RoundNotes(deps.store, roundId);
  const log = (step: string) => deps.logger.info({ roundId, step }, "step done");
  const opening = await checkOpening(roundId, deps);
  const advert = await join(opening, notes, deps);
  log("joined");
  const frozen = await checkRosterFrozen(opening, advert, deps);
  await deal(frozen, notes, deps);
  log("dealt");
  const agreed = await agreeOnSharingSet(frozen, notes, deps);
  log("agreed");
  const masked = await trainAndMask(agreed, notes, deps);
  log("masked");
  await commit(masked, deps);
  log("committed");
  const survivors = await checkSurvivorsFrozen(agreed, masked, deps);
  await unmask(survivors, agreed, notes, deps);
  log("unmasked");
  return verifyResult(opening, deps);
}
