import { type Static, Type } from "typebox";
import {
  DealtShare,
  RoundManifest,
  SetSignature,
  SignedAdvert,
  SignedCommitment,
  SignedComplaint,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
} from "./round.ts";
import { Bytes32, MemberIndex, RoundId, Signature } from "./scalars.ts";

/**
 * The requests a site makes of the coordinator and what comes back. Sites always ask; the coordinator never calls a site.
 * Waiting is a long-poll: `await` answers `waiting` after a few seconds and the site asks again.
 */

const closed = { additionalProperties: false };
const StudyId = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 });
const MAX_MEMBERS = 256;

export const PHASES = ["join", "share", "set", "train", "confirm", "unmask", "result", "ended"] as const;
export type Phase = (typeof PHASES)[number];

export const EmptyRequest = Type.Object({}, closed);
export const StudyRequest = Type.Object({ studyId: StudyId }, closed);
/** Long-poll for open rounds: answers at once if the board's version is not `known`. */
export const RoundsRequest = Type.Object({ known: Type.Integer({ minimum: -1 }) }, closed);
export const RoundRequest = Type.Object({ roundId: RoundId }, closed);
export const JoinRequest = SignedAdvert;
export const DealRequest = SignedDeal;
export const AgreeRequest = Type.Object(
  {
    roundId: RoundId,
    attempt: Type.Integer({ minimum: 1, maximum: MAX_MEMBERS }),
    member: MemberIndex,
    signature: Signature,
  },
  closed,
);
/** Instead of agreeing: a deal fails this site, and why. */
export const ComplainRequest = SignedComplaint;
export const CommitRequest = SignedCommitment;
export const ConfirmRequest = SignedConfirmation;
export const UnmaskRequest = SignedUnmasking;
export const WithdrawRequest = Type.Object(
  { roundId: RoundId, code: Type.String({ pattern: "^[A-Z_]{1,64}$" }) },
  closed,
);
export const ArtefactRequest = Type.Object({ digest: Bytes32 }, closed);
export const AwaitRequest = Type.Object(
  {
    roundId: RoundId,
    document: Type.Union([
      Type.Literal("roster"),
      Type.Literal("sharing"),
      Type.Literal("agreement"),
      Type.Literal("survivors"),
      Type.Literal("confirmations"),
      Type.Literal("result"),
    ]),
    /** For `sharing` and `agreement`: the last attempt the site has seen; 0 at first. */
    attempt: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_MEMBERS })),
  },
  closed,
);
export type AwaitRequest = Static<typeof AwaitRequest>;

export const RoundsResponse = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    rounds: Type.Array(Type.Object({ roundId: RoundId, studyId: StudyId }, closed), { maxItems: 1_000 }),
  },
  closed,
);
/** The base model's bytes, where the step has one, are the attachment. */
export const ManifestResponse = Type.Object({ manifest: RoundManifest }, closed);
export const RosterDocument = Type.Object({ roster: Type.Array(SignedAdvert, { maxItems: MAX_MEMBERS }) }, closed);

export const DealExcerptDocument = Type.Object(
  {
    dealer: MemberIndex,
    shareRoot: Bytes32,
    shareDigests: Type.Array(Bytes32, { maxItems: MAX_MEMBERS }),
    share: DealtShare,
    signature: Signature,
  },
  closed,
);
/** The proposed set S of this attempt, and the shares dealt to the asking site by the others in S. */
export const SharingDocument = Type.Object(
  {
    attempt: Type.Integer({ minimum: 1, maximum: MAX_MEMBERS }),
    sharingSet: Type.Array(MemberIndex, { maxItems: MAX_MEMBERS }),
    excerpts: Type.Array(DealExcerptDocument, { maxItems: MAX_MEMBERS }),
  },
  closed,
);
export type SharingDocument = Static<typeof SharingDocument>;
/** Everyone's signature on S. Until it is complete no site masks; a later attempt supersedes an unfinished one. */
export const AgreementDocument = Type.Object(
  {
    attempt: Type.Integer({ minimum: 1, maximum: MAX_MEMBERS }),
    sharingSet: Type.Array(MemberIndex, { maxItems: MAX_MEMBERS }),
    signatures: Type.Array(SetSignature, { maxItems: MAX_MEMBERS }),
  },
  closed,
);
export type AgreementDocument = Static<typeof AgreementDocument>;
export const SurvivorsDocument = Type.Object(
  { commitments: Type.Array(SignedCommitment, { maxItems: MAX_MEMBERS }) },
  closed,
);
/** Of survivors, in member order: everyone's, or those heard in time, at least t. */
export const ConfirmationsDocument = Type.Object(
  { confirmations: Type.Array(SignedConfirmation, { maxItems: MAX_MEMBERS }) },
  closed,
);
export const AwaitResponse = Type.Union([
  Type.Object({ status: Type.Literal("waiting") }, closed),
  Type.Object({ status: Type.Literal("ready"), document: Type.Unknown() }, closed),
  /** A newer attempt of the sharing set replaced the one asked about. */
  Type.Object({ status: Type.Literal("superseded") }, closed),
  Type.Object({ status: Type.Literal("ended"), reason: Type.String({ maxLength: 200 }) }, closed),
]);
export type AwaitResponse = Static<typeof AwaitResponse>;
