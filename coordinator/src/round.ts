import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { collectAdverts } from "./phases/collectAdverts.ts";
import { collectCommitments } from "./phases/collectCommitments.ts";
import { collectConfirmations } from "./phases/collectConfirmations.ts";
import { collectDeals } from "./phases/collectDeals.ts";
import { collectSharingSet } from "./phases/collectSharingSet.ts";
import { collectUnmaskings } from "./phases/collectUnmaskings.ts";
import { finalizeOnChain, freezeRosterOnChain, freezeSurvivorsOnChain } from "./phases/onChain.ts";
import { publishTranscript } from "./phases/publishTranscript.ts";
import { RoundAborted, type RoundDeps, type RoundInputs, type RoundOutcome } from "./phases/RoundDeps.ts";
import { sumAndReduce } from "./phases/sumAndReduce.ts";
import { sumMasked } from "./phases/sumMasked.ts";

/**
 * One round, from an opened one to a finalised or aborted one. Every step looks first at what is already on chain or
 * durable here, so that a restarted coordinator calls this again and goes on where it stopped.
 */
export async function runRound(terms: RoundInputs, deps: RoundDeps): Promise<RoundOutcome> {
  const { intake } = terms;
  try {
    await collectAdverts(terms, deps);
    await freezeRosterOnChain(terms, deps);
    await collectDeals(terms, deps);
    await collectSharingSet(terms, deps);
    await collectCommitments(terms, deps);
    await sumMasked(terms, deps);
    await freezeSurvivorsOnChain(terms, deps);
    await collectConfirmations(terms, deps);
    await collectUnmaskings(terms, deps);
    const sum = await sumAndReduce(terms, deps);
    await publishTranscript(terms, sum, deps);
    await finalizeOnChain(terms, deps);
    await intake.keepEnd();
    return { status: "finalized" };
  } catch (error) {
    if (deps.signal.aborted) throw error;
    if (!(error instanceof RoundAborted)) {
      const cause = toFederationError(error);
      // A chain that is briefly away says nothing about the round: the caller tries again, the round stays as it is.
      if (cause.code === "CHAIN_UNREACHABLE") throw cause;
      deps.logger.error({ roundId: intake.roundId, code: cause.code, err: cause }, "round failed");
      return deps.abort(terms, cause.code);
    }
    return deps.abort(terms, error.reason);
  }
}
