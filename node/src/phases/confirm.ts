import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { readFreezeBlockHash } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { ConfirmationsDocument } from "@consilium/sdk/schemas/messages.ts";
import type { Confirmation } from "@consilium/sdk/schemas/round.ts";
import { memberSetBytes } from "@consilium/sdk/secagg/context.ts";
import { checkHex, checkSeed, linearCheck } from "@consilium/sdk/secagg/linearCheck.ts";
import { unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { signStatement, verifyStatement } from "@consilium/sdk/secagg/statement.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { awaitDocument, SUPERSEDED } from "./awaitDocument.ts";
import type { CheckedFreeze } from "./checkSurvivorsFrozen.ts";
import { tell } from "./join.ts";
import type { MaskedContribution } from "./trainAndMask.ts";

/**
 * CONFIRM: signs the survivors, the masked sum and this block's linear check of the own vector, and waits for t survivors who signed
 * the very same freeze. With t > (n + c)/2 no two different freezes both get that far, whatever two chain nodes show two sites.
 * Throws UNMASK_REFUSED where the confirmations are of something else, or too few.
 */
export async function confirm(
  frozen: CheckedFreeze,
  masked: MaskedContribution,
  agreed: AgreedRound,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<void> {
  const { record, survivors } = frozen;
  const { roundId, maskedSumDigest } = record;
  const { ring, dimension } = agreed.manifest;
  const freezeBlockHash = await readFreezeBlockHash(deps.chain, record);
  const frozenAs = { survivors: toHex(memberSetBytes(survivors, "survivors")), maskedSumDigest, freezeBlockHash };
  const member = deps.self.index;
  const domain = roundTypedDataDomain(deps.chain.deployment);
  const signed = await notes.confirmation(async () => {
    const vector = unpackWords(masked.y, { ring, dimension });
    const z = await linearCheck(vector, checkSeed(freezeBlockHash, roundId));
    const confirmation: Confirmation = { v: PROTOCOL_VERSION, roundId, member, ...frozenAs, linearCheck: checkHex(z) };
    const digest = digestDocument(confirmation);
    const statement = { context: agreed.context, kind: "confirmation" as const, member, digest };
    return { confirmation, signature: await signStatement(deps.chainKey, domain, statement) };
  });
  if (!isOf(signed.confirmation, roundId, frozenAs)) throw refused("This site confirmed another freeze of this round.");
  await tell("round.confirm", { ...signed }, deps, roundId);

  const document = await awaitDocument(ConfirmationsDocument, { roundId, document: "confirmations" }, deps);
  if (document === SUPERSEDED) throw refused("Confirmations have no later attempt.");
  const heard = new Set<number>();
  for (const { confirmation, signature } of document.confirmations) {
    if (!survivors.includes(confirmation.member) || !isOf(confirmation, roundId, frozenAs)) {
      throw refused("A confirmation is of another freeze than the one this site sees.", confirmation.member);
    }
    const statement = { context: agreed.context, kind: "confirmation" as const, member: confirmation.member };
    const account = agreed.accounts.get(confirmation.member)!;
    verifyStatement(domain, { ...statement, digest: digestDocument(confirmation) }, signature, account);
    heard.add(confirmation.member);
  }
  if (heard.size < agreed.thresholds.shares) throw refused("Too few survivors confirmed the freeze.");
}

function isOf(
  confirmation: Confirmation,
  roundId: number,
  frozenAs: Pick<Confirmation, "survivors" | "maskedSumDigest" | "freezeBlockHash">,
): boolean {
  return (
    confirmation.roundId === roundId &&
    confirmation.survivors === frozenAs.survivors &&
    confirmation.maskedSumDigest === frozenAs.maskedSumDigest &&
    confirmation.freezeBlockHash === frozenAs.freezeBlockHash
  );
}

function refused(message: string, memberIndex?: number): FederationError {
  return new FederationError("UNMASK_REFUSED", message, {
    field: "confirmations",
    hint: "Compare the chain nodes of the sites: two of them show different blocks.",
    ...(memberIndex === undefined ? {} : { memberIndex }),
  });
}
