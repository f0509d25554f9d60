import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { recoverAndReduce } from "@consilium/sdk/round/recoverAndReduce.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { Recovery } from "@consilium/sdk/schemas/round.ts";
import { parseMaskedSum } from "@consilium/sdk/secagg/maskedSum.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import type { RoundDeps, RoundInputs } from "./RoundDeps.ts";

export interface RoundSum {
  readonly recovery: Recovery;
  readonly sumBytes: Uint8Array;
  readonly sumDigest: `0x${string}`;
  readonly reduction: Reduction;
  readonly stateDigest: `0x${string}`;
}

/** Recovers the survivors' self masks and the dropouts' pairwise masks, subtracts them, and reduces the exact sum. */
export async function sumAndReduce(terms: RoundInputs, deps: RoundDeps): Promise<RoundSum | undefined> {
  const { intake, point } = terms;
  if (intake.resultDigest !== undefined) return undefined;
  intake.setPhase("result");
  const record = await readRound(deps.chain, intake.roundId);
  const { low: maskedSum } = parseMaskedSum(await deps.archive.artefact(intake.maskedSumDigest!), intake.manifest);
  const sum = await recoverAndReduce({
    manifest: intake.manifest,
    point,
    context: roundContexts(deps.chain.deployment, record).masking(intake.agreement!.sharingSet),
    roster: intake.roster,
    deals: [...intake.deals.values()].map(({ deal }) => deal),
    sharingSet: intake.agreement!.sharingSet,
    survivors: intake.survivorMembers,
    unmaskings: [...intake.unmaskings.values()].map(({ unmasking }) => unmasking),
    maskedSum,
  });
  return { ...sum, sumDigest: digestBytes(sum.sumBytes), stateDigest: digestBytes(sum.reduction.state) };
}
