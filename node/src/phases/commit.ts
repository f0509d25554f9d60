import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { postCommitment } from "@consilium/sdk/chain/rounds.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { tell } from "./join.ts";
import type { MaskedContribution } from "./trainAndMask.ts";

/** A transaction is in a block well within this. */
const POST_BEFORE_MS = 20_000;

/**
 * COMMIT: uploads the masked vector with the signed commitment to it. A coordinator that does not acknowledge it in time may mean to
 * leave this site out: then the site puts the commitment on chain itself, and no set of survivors without it is frozen.
 */
export async function commit(
  { record }: AgreedRound,
  { y, signed }: MaskedContribution,
  deps: SiteDeps,
): Promise<void> {
  const { roundId, commitBy } = record;
  let posting: NodeJS.Timeout | undefined;
  let told = false;
  // The upload does not wait for the chain's clock.
  const arming = chainSeconds(deps.chain).then((seconds) => {
    const leftMs = (commitBy - Math.max(Math.floor(Date.now() / 1_000), seconds)) * 1_000;
    if (!told) posting = setTimeout(() => void post(), Math.max(0, leftMs - Math.min(POST_BEFORE_MS, leftMs / 2)));
  });
  async function post(): Promise<void> {
    const commitment = digestDocument(signed.commitment);
    await postCommitment(deps.chain, { roundId, commitment }).then(
      () => deps.logger.warn({ roundId }, "the coordinator is silent; this site posted its commitment on chain"),
      (error) => deps.logger.warn({ roundId, err: error }, "this site's commitment could not be posted"),
    );
  }
  try {
    await Promise.all([arming, tell("round.commit", { ...signed }, deps, roundId, y)]);
  } finally {
    told = true;
    clearTimeout(posting);
  }
}
