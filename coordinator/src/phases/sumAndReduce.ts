import { fromHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { readRosterBlockHash, readRound } from "@consilium/sdk/chain/rounds.ts";
import { recoverAndReduce } from "@consilium/sdk/round/recoverAndReduce.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { Recovery } from "@consilium/sdk/schemas/round.ts";
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
  const vectors = new Map<number, Uint8Array>();
  for (const { commitment } of intake.survivors) {
    vectors.set(commitment.member, await deps.archive.artefact(commitment.vectorDigest));
  }
  const sum = await recoverAndReduce({
    manifest: intake.manifest,
    point,
    freezeBlockHash: fromHex(await readRosterBlockHash(deps.chain, record)),
    context: roundContexts(deps.chain.deployment, record).masking(intake.agreement!.sharingSet),
    roster: intake.roster,
    deals: [...intake.deals.values()].map(({ deal }) => deal),
    sharingSet: intake.agreement!.sharingSet,
    survivors: intake.survivorMembers,
    unmaskings: [...intake.unmaskings.values()].map(({ unmasking }) => unmasking),
    vectors,
  });
  return { ...sum, sumDigest: digestBytes(sum.sumBytes), stateDigest: digestBytes(sum.reduction.state) };
}
