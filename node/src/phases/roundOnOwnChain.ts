import { setTimeout as delay } from "node:timers/promises";
import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SiteDeps } from "../SiteDeps.ts";

const POLL_MS = 100;

/**
 * A round as this site's own chain node has it, in its newest block or, where `finalized` says so, in one that no
 * reorganisation takes back, once that node shows what the coordinator told of. Nodes of one chain do not
 * take a block at the same moment, so a freeze that is not there yet is waited for, `deps.chainLagMs` at most; it is never
 * believed before. Undefined where the node does not show it in that time. Throws ROUND_ABORTED where it ended before.
 */
export async function roundOnOwnChain(
  roundId: number,
  isShown: (record: RoundRecord) => boolean,
  deps: Pick<SiteDeps, "chain" | "chainLagMs" | "signal" | "finality">,
  { finalized = false } = {},
): Promise<RoundRecord | undefined> {
  const giveUpAt = Date.now() + deps.chainLagMs;
  for (;;) {
    const options = finalized ? { blockTag: deps.finality } : {};
    const record = await readRound(deps.chain, roundId, options).catch((error: unknown) => {
      if (isFederationError(error, "ROUND_UNKNOWN")) return undefined;
      throw error;
    });
    if (record !== undefined && isShown(record)) return record;
    if (record?.status === "aborted") {
      throw new FederationError("ROUND_ABORTED", `Round ${roundId} ended: ${record.abortReason}.`);
    }
    if (Date.now() > giveUpAt) return undefined;
    await delay(POLL_MS, undefined, { signal: deps.signal });
  }
}
