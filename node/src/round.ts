import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { agreeOnSharingSet } from "./phases/agreeOnSharingSet.ts";
import { checkOpening } from "./phases/checkOpening.ts";
import { checkRosterFrozen } from "./phases/checkRosterFrozen.ts";
import { checkSurvivorsFrozen } from "./phases/checkSurvivorsFrozen.ts";
import { commit } from "./phases/commit.ts";
import { confirm } from "./phases/confirm.ts";
import { deal } from "./phases/deal.ts";
import { join } from "./phases/join.ts";
import { trainAndMask } from "./phases/trainAndMask.ts";
import { unmask } from "./phases/unmask.ts";
import { verifyResult } from "./phases/verifyResult.ts";
import { type RoundEnd, RoundNotes } from "./RoundNotes.ts";
import type { SiteDeps } from "./SiteDeps.ts";

/**
 * A site's part in one round. Each phase first looks into the notes of an earlier run, so a restarted site repeats what it
 * had said, to the byte, and goes on; it throws where the protocol tells it to refuse. `record` is the round as just read, if it was.
 */
export async function takePart(roundId: number, deps: SiteDeps, record?: RoundRecord): Promise<RoundEnd> {
  const notes = new RoundNotes(deps.store, roundId);
  const log = (phase: string) => {
    deps.status?.notePhase(roundId, phase);
    deps.logger.info({ roundId, phase }, "phase done");
  };
  deps.status?.notePhase(roundId, "opening");
  const opening = await checkOpening(record ?? (await readRound(deps.chain, roundId)), deps);
  const advert = await join(opening, notes, deps);
  log("joined");
  const frozen = await checkRosterFrozen(opening, advert, deps);
  await deal(frozen, notes, deps);
  log("dealt");
  // What the index reads while the others deal, it need not read at TRAIN.
  deps.index.sync().catch(() => undefined);
  const agreed = await agreeOnSharingSet(frozen, notes, deps);
  log("agreed");
  const masked = await trainAndMask(agreed, notes, deps);
  log("masked");
  await commit(agreed, masked, deps);
  log("committed");
  const survived = await checkSurvivorsFrozen(agreed, masked, deps);
  await confirm(survived, masked, agreed, notes, deps);
  log("confirmed");
  await unmask(survived.survivors, agreed, notes, deps);
  log("unmasked");
  return verifyResult(opening, deps);
}
