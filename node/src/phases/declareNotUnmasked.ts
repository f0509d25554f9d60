import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { declareNotUnmasked, type RoundRecord, readNotUnmaskedBy } from "@consilium/sdk/chain/rounds.ts";
import { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";

/**
 * A round that was frozen with this site in it, is past its last deadline and has no result: if this site unmasked neither it nor an
 * earlier one of its query, it says so on chain, and never will. Enough such declarations let the query be asked of another set.
 * The note is durable before the declaration leaves. Says whether the declaration stands on chain.
 */
export async function declareIfNotUnmasked(record: RoundRecord, deps: SiteDeps): Promise<boolean> {
  const { chain, self, store, logger } = deps;
  const { roundId } = record;
  const frozenHere = indicesOf(record.survivorBitmap).includes(self.index);
  if (!frozenHere || record.status === "finalized" || (await chainSeconds(chain)) <= record.unmaskBy) return false;
  if (indicesOf(await readNotUnmaskedBy(chain, roundId)).includes(self.index)) return true;
  for (const earlier of await RoundNotes.ofQuery(store, record.queryDigest)) {
    if (await new RoundNotes(store, earlier).hasUnmasked()) return false;
  }
  const notes = new RoundNotes(store, roundId);
  // A store that does not know the round cannot say what this site did in it.
  if (!(await notes.hasMasked())) return false;
  await notes.noteDeclared();
  try {
    await declareNotUnmasked(chain, { roundId });
    logger.info({ roundId }, "declared on chain that this site did not unmask the round");
    return true;
  } catch (error) {
    logger.warn({ roundId, err: error }, "the declaration was not taken; it is tried again");
    return false;
  }
}
