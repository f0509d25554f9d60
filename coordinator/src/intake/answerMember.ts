import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import type { Member } from "@consilium/sdk/chain/members.ts";
import { readFreezeBlockHash, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import {
  AgreeRequest,
  ArtefactRequest,
  AwaitRequest,
  type AwaitResponse,
  CommitRequest,
  ComplainRequest,
  ConfirmRequest,
  DealRequest,
  EmptyRequest,
  JoinRequest,
  RoundRequest,
  RoundsRequest,
  StudyRequest,
  UnmaskRequest,
  WithdrawRequest,
} from "@consilium/sdk/schemas/messages.ts";
import { judgeComplaint } from "@consilium/sdk/secagg/complaint.ts";
import { memberSetBytes } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { checkHex, checkSeed, linearCheck } from "@consilium/sdk/secagg/linearCheck.ts";
import { unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { checkUnmasking } from "@consilium/sdk/secagg/recover.ts";
import { checkDeal, checkSignedAdvert, refuseRepeatedKeys } from "@consilium/sdk/secagg/site.ts";
import { type MemberStatement, verifyStatement } from "@consilium/sdk/secagg/statement.ts";
import type { Op } from "@consilium/sdk/wire/ops.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import type { MemberAnswer } from "../transport/answer.ts";
import type { ChangeBoard } from "./ChangeBoard.ts";
import { documentAwaited } from "./documentAwaited.ts";
import { requireVector } from "./RoundIntake.ts";
import type { RunningRound } from "./RunningRound.ts";

/** Shorter than the transport's answer limit; a waiting site asks again. */
const LONG_POLL_MS = 10_000;

export interface IntakeDeps {
  readonly chain: Chain;
  readonly archive: TranscriptArchive;
  readonly board: ChangeBoard;
  readonly rounds: () => readonly RunningRound[];
  readonly publishedStudies: () => Promise<readonly { studyId: number; digest: `0x${string}` }[]>;
}

type Answer = (member: Member, body: unknown, attachment: Uint8Array, signal: AbortSignal) => Promise<MemberAnswer>;

/** The coordinator's answer to each request of a site: schema, phase and signature are checked before any work. */
export function createAnswers(deps: IntakeDeps): Partial<Record<Op, Answer>> {
  const { chain, archive, board } = deps;
  const accepted = { result: { accepted: true } };
  const domain = roundTypedDataDomain(chain.deployment);

  const roundOf = (roundId: number): RunningRound => {
    const round = deps.rounds().find(({ intake }) => intake.roundId === roundId);
    if (round === undefined) throw new FederationError("ROUND_UNKNOWN", `Round ${roundId} is not running here.`);
    return round;
  };
  const requireSelf = (member: Member, claimed: number) => {
    if (member.index !== claimed) {
      throw new FederationError("FORBIDDEN", "A member speaks only for itself.", { memberIndex: member.index });
    }
  };
  // Who was admitted after the consent block has one account only.
  const accountIn = (round: RunningRound, { index, account }: Member) => round.accounts.get(index) ?? account;
  const requireSignature = (
    round: RunningRound,
    member: Member,
    statement: Omit<MemberStatement, "member">,
    signature: string,
  ) => verifyStatement(domain, { ...statement, member: member.index }, signature, accountIn(round, member));

  return {
    "studies.list": async (_member, body) => {
      checkDocument(EmptyRequest, body, "request");
      return { result: { studies: await deps.publishedStudies() } };
    },
    "study.fetch": async (_member, body) => {
      const { studyId } = checkDocument(StudyRequest, body, "request");
      const study = (await deps.publishedStudies()).find((published) => published.studyId === studyId);
      if (study === undefined) throw new FederationError("STUDY_UNKNOWN", `No study ${studyId} here.`);
      return { result: { files: await archive.study(study.digest) } };
    },
    "rounds.wait": async (_member, body, _attachment, signal) => {
      const { known } = checkDocument(RoundsRequest, body, "request");
      await board.until(() => board.version !== known, { timeoutMs: LONG_POLL_MS, signal });
      const rounds = deps.rounds().map(({ intake }) => ({ roundId: intake.roundId, studyId: intake.studyId }));
      return { result: { version: board.version, rounds } };
    },
    "round.manifest": async (_member, body) => {
      const { roundId } = checkDocument(RoundRequest, body, "request");
      return { result: { manifest: roundOf(roundId).intake.manifest } };
    },
    "round.join": async (member, body) => {
      const signed = checkDocument(JoinRequest, body, "join");
      const round = roundOf(signed.advert.roundId);
      const { intake, contexts } = round;
      intake.requirePhase("join");
      requireSelf(member, signed.advert.member);
      // The very check every site runs on the roster: one bad key frozen into it would make them all refuse the round.
      checkSignedAdvert(signed, {
        roundId: intake.roundId,
        joinCtx: contexts.join,
        domain,
        accounts: new Map([[member.index, accountIn(round, member)]]),
      });
      const others = [...intake.adverts.values()].filter(({ advert }) => advert.member !== member.index);
      refuseRepeatedKeys([...others, signed]);
      await intake.keepAdvert(signed);
      return accepted;
    },
    "round.wait": async (member, body, _attachment, signal) => {
      const request = checkDocument(AwaitRequest, body, "request");
      const round = roundOf(request.roundId);
      let response: AwaitResponse = { status: "waiting" };
      await round.intake.board.until(
        () => {
          response = documentAwaited(round, member.index, request);
          return response.status !== "waiting";
        },
        { timeoutMs: LONG_POLL_MS, signal },
      );
      return { result: response };
    },
    "round.deal": async (member, body) => {
      const signed = checkDocument(DealRequest, body, "deal");
      const round = roundOf(signed.deal.roundId);
      round.intake.requirePhase("share");
      requireSelf(member, signed.deal.dealer);
      checkDeal(signed.deal, { roundId: round.intake.roundId, members: (await round.roster()).members });
      const context = toHex((await round.frozenContexts()).roster);
      requireSignature(round, member, { kind: "deal", context, digest: dealDigest(signed.deal) }, signed.signature);
      await round.intake.keepDeal(signed);
      return accepted;
    },
    "round.complain": async (member, body) => {
      const signed = checkDocument(ComplainRequest, body, "complain");
      const round = roundOf(signed.complaint.roundId);
      round.intake.requirePhase("set");
      requireSelf(member, signed.complaint.member);
      const { accounts } = round;
      const { roundId, roster } = round.intake;
      const context = (await round.frozenContexts()).roster;
      const cheat = judgeComplaint({ signed, roundId, roster, context, domain, accounts });
      await round.intake.keepComplaint(signed, cheat);
      return accepted;
    },
    "round.agree": async (member, body) => {
      const { roundId, attempt, member: claimed, signature } = checkDocument(AgreeRequest, body, "agree");
      const round = roundOf(roundId);
      round.intake.requirePhase("set");
      requireSelf(member, claimed);
      const proposal = round.intake.proposal!;
      if (!proposal.sharingSet.includes(member.index)) {
        throw new FederationError("ROUND_PHASE", "This member is not in the proposed sharing set.");
      }
      const context = toHex((await round.frozenContexts()).masking(proposal.sharingSet));
      const digest = digestDocument(proposal.sharingSet);
      if (attempt === proposal.attempt)
        requireSignature(round, member, { kind: "sharingSet", context, digest }, signature);
      await round.intake.keepSetSignature(attempt, member.index, signature);
      return accepted;
    },
    "round.commit": async (member, body, vector) => {
      const signed = checkDocument(CommitRequest, body, "commit");
      const round = roundOf(signed.commitment.roundId);
      const { intake } = round;
      intake.requirePhase("train");
      requireSelf(member, signed.commitment.member);
      const { sharingSet } = intake.agreement!;
      if (!sharingSet.includes(member.index)) {
        throw new FederationError("ROUND_PHASE", "This member is not in the sharing set.");
      }
      requireVector(intake.manifest, vector, signed.commitment.vectorDigest, member.index);
      const context = toHex((await round.frozenContexts()).masking(sharingSet));
      const digest = digestDocument(signed.commitment);
      requireSignature(round, member, { kind: "commitment", context, digest }, signed.signature);
      await archive.putArtefact(vector);
      intake.requirePhase("train");
      await intake.keepCommitment(signed);
      return accepted;
    },
    "round.confirm": async (member, body) => {
      const signed = checkDocument(ConfirmRequest, body, "confirm");
      const { confirmation } = signed;
      const round = roundOf(confirmation.roundId);
      const { intake } = round;
      intake.requirePhase("confirm");
      requireSelf(member, confirmation.member);
      const frozen = await readRound(chain, intake.roundId);
      const vector = intake.commitments.get(member.index);
      const own = vector && (await archive.artefact(vector.commitment.vectorDigest));
      const freezeBlockHash = await readFreezeBlockHash(chain, frozen);
      const same =
        own !== undefined &&
        confirmation.survivors === toHex(memberSetBytes(intake.survivorMembers, "survivors")) &&
        confirmation.maskedSumDigest === frozen.maskedSumDigest &&
        confirmation.freezeBlockHash === freezeBlockHash &&
        confirmation.linearCheck ===
          checkHex(await linearCheck(unpackWords(own, intake.manifest), checkSeed(freezeBlockHash, intake.roundId)));
      if (!same) {
        throw new FederationError("REQUEST_INVALID", "The confirmation is not of the freeze on chain.", {
          field: "confirmation",
          memberIndex: member.index,
          hint: "Compare the site's chain node with the coordinator's.",
        });
      }
      const context = toHex((await round.frozenContexts()).masking(intake.agreement!.sharingSet));
      requireSignature(
        round,
        member,
        { kind: "confirmation", context, digest: digestDocument(confirmation) },
        signed.signature,
      );
      await intake.keepConfirmation(signed);
      return accepted;
    },
    "round.unmask": async (member, body) => {
      const signed = checkDocument(UnmaskRequest, body, "unmask");
      const round = roundOf(signed.unmasking.roundId);
      const { intake } = round;
      intake.requirePhase("unmask");
      requireSelf(member, signed.unmasking.member);
      const { sharingSet } = intake.agreement!;
      const context = toHex((await round.frozenContexts()).masking(sharingSet));
      const digest = digestDocument(signed.unmasking);
      requireSignature(round, member, { kind: "unmasking", context, digest }, signed.signature);
      checkUnmasking({
        unmasking: signed.unmasking,
        deals: [...intake.deals.values()].map(({ deal }) => deal),
        roster: intake.roster,
        sharingSet,
        survivors: intake.survivorMembers,
      });
      await intake.keepUnmasking(signed);
      return accepted;
    },
    "round.withdraw": async (member, body) => {
      const { roundId, code } = checkDocument(WithdrawRequest, body, "withdraw");
      await roundOf(roundId).intake.keepWithdrawal(member.index, code);
      return accepted;
    },
    "artefact.fetch": async (_member, body) => {
      const { digest } = checkDocument(ArtefactRequest, body, "request");
      return { result: {}, attachment: await archive.artefact(digest) };
    },
  };
}
