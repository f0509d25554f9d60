import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundRecord, readNotUnmaskedBy, readRound, readRoundOfQuery } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";

/**
 * A query is answered for one set: the sums of one query over two sets, subtracted, give single sites away. Looked at before a site
 * joins and again before it masks in `sharingSet`; the contract refuses the freeze too, but then the vector is out.
 * Throws ROUND_REFUSED where the query has its answer, or is bound to survivors of whom some are missing here.
 */
export async function requireQueryOpen(
  { roundId, queryDigest }: Pick<RoundRecord, "roundId" | "queryDigest">,
  site: number,
  chain: Chain,
  sharingSet?: readonly number[],
): Promise<void> {
  const holder = await readRoundOfQuery(chain, queryDigest);
  if (holder === undefined || holder === roundId) return;
  const earlier = await readRound(chain, holder);
  if (earlier.status === "finalized") throw refused(`Round ${holder} has answered this query.`);
  if (await isReleased(earlier, chain)) return;
  const bound = indicesOf(earlier.survivorBitmap);
  const missing = bound.filter((member) => sharingSet !== undefined && !sharingSet.includes(member));
  if (bound.includes(site) && missing.length === 0) return;
  throw refused(`Round ${holder} was frozen for other sites with this query, and they may have unmasked it.`);
}

/** Whether enough survivors declared that they did not unmask: then t - 1 shares at most can exist anywhere. */
export async function isReleased(
  { roundId, rosterBitmap, survivorBitmap, colluders }: RoundRecord,
  chain: Chain,
): Promise<boolean> {
  const { shares } = thresholdsOf(indicesOf(rosterBitmap).length, colluders);
  const needed = indicesOf(survivorBitmap).length + 1 + colluders - shares;
  return indicesOf(await readNotUnmaskedBy(chain, roundId)).length >= needed;
}

function refused(message: string): FederationError {
  return new FederationError("ROUND_REFUSED", message, {
    field: "queryDigest",
    hint: "The coordinator runs the query again with the same sites, or those sites declare that they did not unmask it.",
  });
}
