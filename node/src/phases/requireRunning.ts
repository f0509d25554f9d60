import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { abortRound, type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SiteDeps } from "../SiteDeps.ts";

/** A coordinator that is only slow or restarting gets this long past the last deadline. */
const GRACE_MS = 60_000;

/**
 * Throws ROUND_ABORTED if the chain says that the round ended without a result. A coordinator that is gone for good does
 * not hold a site in a round: past the last deadline the site ends it itself, as any member of its roster may.
 * A chain that does not answer is waited for.
 */
export async function requireRunning(roundId: number, deps: SiteDeps): Promise<RoundRecord | undefined> {
  let record: RoundRecord;
  try {
    record = await readRound(deps.chain, roundId);
    const overdue = Date.now() > record.unmaskBy * 1_000 + GRACE_MS;
    const unfinished = record.status !== "finalized" && record.status !== "aborted";
    if (overdue && unfinished && indicesOf(record.rosterBitmap).includes(deps.self.index)) {
      await abortRound(deps.chain, { roundId, reason: "DEADLINE_PASSED" }).catch((error) => {
        // Another member, or the coordinator after all, was faster.
        deps.logger.info({ roundId, err: error }, "the overdue round was not aborted by this site");
      });
      record = await readRound(deps.chain, roundId);
    }
  } catch (error) {
    if (isFederationError(error, "CHAIN_UNREACHABLE")) return undefined;
    throw error;
  }
  if (record.status === "aborted") {
    throw new FederationError("ROUND_ABORTED", `Round ${roundId} ended: ${record.abortReason}.`);
  }
  return record;
}
