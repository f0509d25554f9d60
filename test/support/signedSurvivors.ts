import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { type FrozenSurvivors, readRound } from "@consilium/sdk/chain/rounds.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import { id } from "ethers";

/** What each survivor commits to in these tests of the chain: nothing but a digest. */
export const commitmentDigest = (roundId: number, member: number): Hex => id(`commitment ${roundId} ${member}`) as Hex;

/** Survivors of a round as `freezeSurvivors` takes them, each with a signature of its own account. */
export async function signedSurvivors(
  chain: Chain,
  roundId: number,
  members: readonly number[],
  keyOf: (member: number) => string,
  sharingSet: readonly number[] = members,
): Promise<FrozenSurvivors> {
  const { deployment } = chain;
  const context = roundContexts(deployment, await readRound(chain, roundId)).masking(sharingSet);
  const commitments = members.map(async (member) => {
    const digest = commitmentDigest(roundId, member);
    const statement = { context, kind: "commitment", member, digest } as const;
    return { digest, signature: await signStatement(keyOf(member), roundTypedDataDomain(deployment), statement) };
  });
  return {
    roundId,
    sharingBitmap: bitmapOf(sharingSet),
    survivorBitmap: bitmapOf(members),
    maskedSumDigest: id(`masked sum ${roundId}`) as Hex,
    commitments: await Promise.all(commitments),
  };
}
