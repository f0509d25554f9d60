import type { Store } from "@consilium/service/storage/Store.ts";
import { RoundNotes } from "../RoundNotes.ts";

/**
 * Ends every round that a store has begun, and erases its secrets: after a recovery of the keys nobody knows how old the
 * store is. An older copy may have the seeds of a round without the note that they masked already, so that going on would
 * mask twice, and an unmasking may have left that the copy does not know, so the site must not declare that none did.
 * What went out stays noted, so it is verified before the site joins a round again.
 *
 * @returns the rounds that were ended, ascending
 */
export async function abandonRounds(store: Store): Promise<number[]> {
  const begun = await RoundNotes.active(store);
  for (const roundId of begun) {
    const at = Math.floor(Date.now() / 1_000);
    const notes = new RoundNotes(store, roundId);
    await notes.noteMayHaveUnmasked();
    // 0: the study is not read here, since the chain may be away.
    await notes.close({ studyId: 0, outcome: "dropped", reason: "KEYS_RECOVERED", at });
  }
  return begun;
}
