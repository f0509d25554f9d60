import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { readAccountsAt } from "@consilium/sdk/chain/recovery.ts";
import { type RoundRecord, readFreezeBlockHash } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { commitmentsRootOf } from "@consilium/sdk/round/commitmentsRoot.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import { memberSetBytes } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { type MemberStatement, verifyStatement } from "@consilium/sdk/secagg/statement.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { SiteDeps } from "../SiteDeps.ts";

/**
 * What a transcript's sum rests on is its members' own: the commitments are those under the root on chain, and each is
 * signed in the context of the transcript's sharing set, which so is the one its survivors masked in; every deal is
 * signed, so that no key agreement was exchanged, and so is every unmasking; t survivors confirmed this very freeze. (The roster is under its root.)
 * Throws MODEL_DIGEST_MISMATCH, MEMBER_UNKNOWN or SIGNATURE_INVALID naming the member.
 */
export async function requireSigned(transcript: Transcript, record: RoundRecord, { chain }: SiteDeps): Promise<void> {
  const { commitments, confirmations, deals, sharingSet, setSignatures, unmaskings } = transcript;
  const root = commitmentsRootOf(commitments);
  if (root !== record.commitmentsRoot) {
    throw new FederationError("MODEL_DIGEST_MISMATCH", "The commitments are not those under the root on chain.", {
      field: "transcript.commitments",
    });
  }
  const domain = roundTypedDataDomain(chain.deployment);
  const contexts = roundContexts(chain.deployment, record);
  const masking = contexts.masking(sharingSet);
  // A member that was suspended, or got another account, since still signed what it signed.
  const accounts = await readAccountsAt(chain, record.consentBlock);
  const requireSignature = (statement: MemberStatement, signature: string) => {
    const account = accounts.get(statement.member);
    if (account === undefined) {
      throw new FederationError("MEMBER_UNKNOWN", "A signer in the transcript is not a member.", {
        memberIndex: statement.member,
      });
    }
    verifyStatement(domain, statement, signature, account);
  };
  const signers = setSignatures.map(({ member }) => member);
  if (JSON.stringify(signers) !== JSON.stringify(sharingSet)) {
    throw new FederationError("MODEL_DIGEST_MISMATCH", "Not everyone in the sharing set signed it.", {
      field: "transcript.setSignatures",
    });
  }
  for (const { member, signature } of setSignatures) {
    requireSignature({ context: masking, kind: "sharingSet", member, digest: digestDocument(sharingSet) }, signature);
  }
  for (const { commitment, signature } of commitments) {
    const { member } = commitment;
    requireSignature({ context: masking, kind: "commitment", member, digest: digestDocument(commitment) }, signature);
  }
  const survivors = indicesOf(record.survivorBitmap);
  const frozenAs = {
    survivors: toHex(memberSetBytes(survivors, "survivors")),
    maskedSumDigest: record.maskedSumDigest,
    freezeBlockHash: await readFreezeBlockHash(chain, record),
  };
  const confirmed = new Set<number>();
  for (const { confirmation, signature } of confirmations) {
    const { member } = confirmation;
    const same =
      survivors.includes(member) &&
      confirmation.roundId === record.roundId &&
      confirmation.survivors === frozenAs.survivors &&
      confirmation.maskedSumDigest === frozenAs.maskedSumDigest &&
      confirmation.freezeBlockHash === frozenAs.freezeBlockHash;
    if (!same || confirmed.has(member)) {
      throw new FederationError("STATE_DIGEST_MISMATCH", "A confirmation is not of the freeze on chain.", {
        field: "transcript.confirmations",
        memberIndex: member,
      });
    }
    requireSignature(
      { context: masking, kind: "confirmation", member, digest: digestDocument(confirmation) },
      signature,
    );
    confirmed.add(member);
  }
  if (confirmed.size < thresholdsOf(indicesOf(record.rosterBitmap).length, record.colluders).shares) {
    throw new FederationError("STATE_DIGEST_MISMATCH", "Too few survivors confirmed the freeze.", {
      field: "transcript.confirmations",
    });
  }
  for (const { deal, signature } of deals) {
    const { dealer: member } = deal;
    requireSignature({ context: contexts.roster, kind: "deal", member, digest: dealDigest(deal) }, signature);
  }
  for (const { unmasking, signature } of unmaskings) {
    const { member } = unmasking;
    requireSignature({ context: masking, kind: "unmasking", member, digest: digestDocument(unmasking) }, signature);
  }
}
