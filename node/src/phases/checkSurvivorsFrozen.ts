import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { commitmentsRootOf } from "@consilium/sdk/round/commitmentsRoot.ts";
import { SurvivorsDocument } from "@consilium/sdk/schemas/messages.ts";
import { verifyStatement } from "@consilium/sdk/secagg/statement.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { awaitDocument, SUPERSEDED } from "./awaitDocument.ts";
import { roundOnOwnChain } from "./roundOnOwnChain.ts";
import type { MaskedContribution } from "./trainAndMask.ts";

/** What a site has checked of a freeze before it confirms it. */
export interface CheckedFreeze {
  readonly record: RoundRecord;
  /** U, ascending. */
  readonly survivors: readonly number[];
}

/**
 * FREEZE of the survivors U, as this site's own chain node has it in a block that stays: once, U within the S that everyone signed,
 * at least m of them, every commitment signed under the root on chain, this site's own unchanged. Without it nothing is unmasked.
 */
export async function checkSurvivorsFrozen(
  agreed: AgreedRound,
  masked: MaskedContribution,
  deps: SiteDeps,
): Promise<CheckedFreeze> {
  const { chain, self } = deps;
  const { roundId } = agreed.record;
  const document = await awaitDocument(SurvivorsDocument, { roundId, document: "survivors" }, deps);
  if (document === SUPERSEDED) throw refused("Survivors have no later attempt.");
  const isFrozen = ({ survivorsFrozenBlock }: RoundRecord) => survivorsFrozenBlock !== 0;
  const record = await roundOnOwnChain(roundId, isFrozen, deps, { finalized: true });
  if (record === undefined) throw refused("The chain has not frozen the survivors.");
  const survivors = indicesOf(record.survivorBitmap);
  const { commitments } = document;
  const listed = commitments.map(({ commitment }) => commitment.member);
  if (JSON.stringify(listed) !== JSON.stringify(survivors)) {
    throw refused("The commitments are not those of the survivors that the chain froze.");
  }
  const root = commitmentsRootOf(commitments);
  if (root !== record.commitmentsRoot) throw refused("The commitments do not hash to the root on chain.");
  if (JSON.stringify(indicesOf(record.sharingBitmap)) !== JSON.stringify(agreed.sharingSet)) {
    throw refused("The chain froze another sharing set than the one this site signed.");
  }
  if (survivors.length < agreed.thresholds.survivors) throw refused("There are too few survivors.");
  if (survivors.some((member) => !agreed.sharingSet.includes(member))) {
    throw refused("A survivor is not in the sharing set.");
  }
  if (!survivors.includes(self.index)) {
    throw new FederationError("ROUND_PHASE", `Round ${roundId} went on without this site's vector.`);
  }
  for (const { commitment, signature } of commitments) {
    const { member } = commitment;
    verifyStatement(
      roundTypedDataDomain(chain.deployment),
      { context: agreed.context, kind: "commitment", member, digest: digestDocument(commitment) },
      signature,
      agreed.accounts.get(member)!,
    );
  }
  const own = commitments.find(({ commitment }) => commitment.member === self.index);
  if (digestDocument(own) !== digestDocument(masked.signed)) throw refused("This site's commitment was exchanged.");
  return { record, survivors };
}

function refused(message: string): FederationError {
  return new FederationError("UNMASK_REFUSED", message, { field: "survivors" });
}
