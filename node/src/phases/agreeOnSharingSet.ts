import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { AgreementDocument, SharingDocument } from "@consilium/sdk/schemas/messages.ts";
import { type DealExcerpt, dealDigestOfExcerpt } from "@consilium/sdk/secagg/dealDigest.ts";
import { type OpenedDeal, openDeal } from "@consilium/sdk/secagg/site.ts";
import { signStatement, verifyStatement } from "@consilium/sdk/secagg/statement.ts";
import type { AgreedSet, RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { awaitDocument, SUPERSEDED } from "./awaitDocument.ts";
import type { FrozenRoster } from "./checkRosterFrozen.ts";
import { complain, repeatComplaint } from "./complain.ts";
import { tell } from "./join.ts";

/** A round whose sharing set S everyone in S has signed, and the shares dealt to this site. */
export interface AgreedRound extends FrozenRoster {
  readonly sharingSet: readonly number[];
  readonly opened: readonly OpenedDeal[];
  /** The masking context, ctx. */
  readonly context: Uint8Array;
}

/**
 * SET: this site signs S once its shares from everyone in S open under their dealers' roots and confirm, and goes on only
 * with everyone's signature on the very same S. A share that fails is complained of, and ends the round for this site.
 * Throws ROUND_PHASE where S goes on without this site.
 */
export async function agreeOnSharingSet(frozen: FrozenRoster, notes: RoundNotes, deps: SiteDeps): Promise<AgreedRound> {
  const { roundId } = frozen.record;
  await repeatComplaint(roundId, notes, deps);
  const alreadyMasked = (await notes.masked()) !== undefined;
  let noted = await notes.agreedSet();
  for (;;) {
    const attempt = noted?.attempt ?? 0;
    if (noted === undefined) {
      const proposed = await awaitDocument(SharingDocument, { roundId, document: "sharing", attempt }, deps);
      noted = requireLater(proposed, attempt);
    }
    const agreed = await openAll(frozen, noted, notes, deps);
    if (!alreadyMasked) {
      await notes.noteSet(noted);
      await signSet(agreed, noted.attempt, deps);
    }
    const document = await awaitDocument(
      AgreementDocument,
      { roundId, document: "agreement", attempt: noted.attempt },
      deps,
    );
    if (document !== SUPERSEDED) {
      requireEveryone(document, agreed, deps);
      return agreed;
    }
    if (alreadyMasked) {
      throw new FederationError("MASK_REUSE_REFUSED", `Round ${roundId} is masked; its set no longer changes.`);
    }
    const { attempt: seen } = noted;
    const next = await awaitDocument(SharingDocument, { roundId, document: "sharing", attempt: seen }, deps);
    noted = requireLater(next, seen);
  }
}

/** Attempts grow, so that a site signs at most one set in each and ends. */
function requireLater(proposed: SharingDocument | typeof SUPERSEDED, seen: number): SharingDocument {
  if (proposed !== SUPERSEDED && proposed.attempt > seen) return proposed;
  throw new FederationError("ROUND_REFUSED", "A sharing set comes with a later attempt than the last.", {
    field: "sharing.attempt",
  });
}

async function openAll(
  frozen: FrozenRoster,
  { sharingSet, excerpts }: AgreedSet,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<AgreedRound> {
  const { record, roster, thresholds, contexts, accounts } = frozen;
  const member = deps.self.index;
  if (!sharingSet.includes(member)) {
    throw new FederationError("ROUND_PHASE", `Round ${record.roundId} goes on without this site's shares.`);
  }
  const ascending = sharingSet.every((value, i) => i === 0 || value > sharingSet[i - 1]!);
  const known = sharingSet.every((value) => roster.some(({ advert }) => advert.member === value));
  if (!ascending || !known || sharingSet.length < thresholds.survivors) {
    throw new FederationError("ROUND_REFUSED", "The sharing set is not a large enough part of the roster.", {
      field: "sharingSet",
    });
  }
  const opened: OpenedDeal[] = [];
  for (const dealer of sharingSet) {
    if (dealer === member) continue;
    const excerpt = excerpts.find((candidate) => candidate.dealer === dealer);
    const digest = excerpt && dealDigestOfExcerpt(PROTOCOL_VERSION, record.roundId, excerpt);
    if (excerpt === undefined || digest === undefined) {
      throw new FederationError("ROUND_REFUSED", "The coordinator shows no deal of a member of the sharing set.", {
        field: "sharing.excerpts",
        memberIndex: dealer,
      });
    }
    verifyStatement(
      roundTypedDataDomain(deps.chain.deployment),
      { context: contexts.roster, kind: "deal", member: dealer, digest },
      excerpt.signature,
      accounts.get(dealer)!,
    );
    opened.push(await openOrComplain(excerpt, frozen, notes, deps));
  }
  return { ...frozen, sharingSet, opened, context: contexts.masking(sharingSet) };
}

/** A deal that its dealer signed and that fails this site is the dealer's fault: it is complained of. */
async function openOrComplain(
  excerpt: DealExcerpt,
  frozen: FrozenRoster,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<OpenedDeal> {
  const { contexts, roster } = frozen;
  const secrets = await notes.secrets();
  try {
    return openDeal({ deal: excerpt, secrets, member: deps.self.index, context: contexts.roster, roster });
  } catch (error) {
    if (isFederationError(error, "SHARE_INVALID")) await complain(excerpt, frozen, notes, deps);
    throw error;
  }
}

async function signSet(agreed: AgreedRound, attempt: number, deps: SiteDeps): Promise<void> {
  const { roundId } = agreed.record;
  const member = deps.self.index;
  const statement = {
    context: agreed.context,
    kind: "sharingSet" as const,
    member,
    digest: digestDocument(agreed.sharingSet),
  };
  const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
  await tell("round.agree", { roundId, attempt, member, signature }, deps, roundId);
}

/** Nobody masks unless all of S signed exactly this S. */
function requireEveryone(
  { sharingSet, signatures }: AgreementDocument,
  { sharingSet: own, context, accounts }: AgreedRound,
  deps: SiteDeps,
): void {
  const signers = signatures.map(({ member }) => member);
  const same = JSON.stringify(sharingSet) === JSON.stringify(own) && JSON.stringify(signers) === JSON.stringify(own);
  if (!same) {
    throw new FederationError("ROUND_REFUSED", "The agreement is not everyone's on the set this site signed.", {
      field: "sharingSet",
    });
  }
  for (const { member, signature } of signatures) {
    verifyStatement(
      roundTypedDataDomain(deps.chain.deployment),
      { context, kind: "sharingSet", member, digest: digestDocument(own) },
      signature,
      accounts.get(member)!,
    );
  }
}
