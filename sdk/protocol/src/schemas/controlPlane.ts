import { type Static, Type } from "typebox";
import { Bytes32, RoundId, UnixSeconds } from "./scalars.ts";

/** What travels over the coordinator's HTTP. Each schema is at once the type, both sides' check and the OpenAPI text. */

const Text = (maxLength: number) => Type.String({ maxLength });
const Site = Type.Integer({ minimum: 0, maximum: 255, description: "Member index in the Consortium contract" });
const Sites = Type.Array(Site, { maxItems: 256 });
const Account = Type.String({ pattern: "^0x[0-9a-fA-F]{40}$", description: "EVM account" });
const Hash = Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "Hash, 32 bytes of hex" });
export const StudyId = Type.Integer({
  minimum: 1,
  maximum: 2 ** 32 - 1,
  description: "Id in the StudyRegistry contract",
});

/** What every refusal carries: a stable code, a public sentence and, for a malformed request, the field at fault. */
export const ErrorReply = Type.Object(
  {
    code: Text(64),
    message: Text(300),
    field: Type.Optional(Type.String({ maxLength: 200, description: "Place of the first fault, never its value" })),
  },
  { title: "ErrorReply" },
);
export type ErrorReply = Static<typeof ErrorReply>;

export const Health = Type.Object(
  {
    status: Type.Union([Type.Literal("ok"), Type.Literal("degraded")]),
    protocolVersion: Type.Integer(),
    chainId: Type.Integer(),
    blockNumber: Type.Integer(),
    coordinatorMember: Site,
    peerId: Text(128),
    multiaddrs: Type.Array(Text(256)),
  },
  { title: "Health" },
);
export type Health = Static<typeof Health>;

/** A member as anyone may read it from the chain. */
export const MemberView = Type.Object(
  {
    index: Site,
    name: Text(128),
    account: Account,
    roles: Type.Array(
      Type.Union([Type.Literal("site"), Type.Literal("coordinator"), Type.Literal("auditor"), Type.Literal("sponsor")]),
    ),
    status: Type.Union([Type.Literal("active"), Type.Literal("suspended")]),
    peerId: Text(128),
    boxKey: Hash,
  },
  { title: "Member" },
);
export type MemberView = Static<typeof MemberView>;

/** A transaction that the coordinator sent for a round, for the table of gas. */
export const RoundTransaction = Type.Object({
  name: Type.String({ maxLength: 64, description: "Contract function, for example openRound" }),
  hash: Hash,
  gasUsed: Type.Integer({ minimum: 0 }),
});
export type RoundTransaction = Static<typeof RoundTransaction>;

export const RoundSummary = Type.Object(
  {
    roundId: RoundId,
    studyId: StudyId,
    stage: Text(64),
    workload: Text(32),
    iteration: Type.Integer({ minimum: 0, description: "Finalised rounds of the stage before this one" }),
    phase: Text(32),
    roster: Sites,
    sharingSet: Sites,
    survivors: Sites,
    dropouts: Sites,
    withdrawals: Type.Optional(
      Type.Array(Type.Object({ site: Site, name: Text(128), code: Text(64) }), {
        maxItems: 256,
        description: "Sites that left the round, with the code each told; a reason about a cohort stays with its site",
      }),
    ),
    transactions: Type.Array(RoundTransaction),
    startedAt: UnixSeconds,
    finishedAt: Type.Optional(UnixSeconds),
    abortReason: Type.Optional(Text(300)),
    bytesReceivedBySite: Type.Optional(
      Type.Record(Type.String({ pattern: "^[0-9]{1,3}$" }), Type.Integer({ minimum: 0 }), {
        description: "Bytes the coordinator read from each site in this round, by member index",
      }),
    ),
  },
  { title: "RoundSummary" },
);
export type RoundSummary = Static<typeof RoundSummary>;

export const StudyProgress = Type.Object(
  {
    studyId: StudyId,
    digest: Bytes32,
    title: Text(300),
    state: Type.Union([
      Type.Literal("idle"),
      Type.Literal("running"),
      Type.Literal("finished"),
      Type.Literal("failed"),
    ]),
    finishedRounds: Type.Integer({ minimum: 0, description: "Finalised rounds" }),
    plannedRounds: Type.Integer({ minimum: 0, description: "The most finalised rounds that the stages take" }),
    rounds: Type.Array(RoundSummary),
    lastError: Type.Optional(Type.Object({ code: Text(64), message: Text(300) })),
  },
  { title: "StudyProgress" },
);
export type StudyProgress = Static<typeof StudyProgress>;

/** A study folder's files: relative path to text. Paths have no dot segments, drive letters or backslashes. */
export const StudyFilesBody = Type.Object(
  {
    files: Type.Record(
      Type.String({ pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$" }),
      Type.String({ maxLength: 1_048_576 }),
      { minProperties: 1, maxProperties: 256, additionalProperties: false },
    ),
  },
  { title: "StudyFiles", additionalProperties: false },
);
export type StudyFilesBody = Static<typeof StudyFilesBody>;

export const PublishedStudy = Type.Object({ studyId: StudyId, digest: Bytes32 }, { title: "PublishedStudy" });
export type PublishedStudy = Static<typeof PublishedStudy>;

export const RunBody = Type.Object(
  {
    rounds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: "Stop after this many further finalised rounds" }),
    ),
  },
  { title: "RunStudy", additionalProperties: false },
);

export const Accepted = Type.Object({ studyId: StudyId, accepted: Type.Literal(true) }, { title: "Accepted" });
export type Accepted = Static<typeof Accepted>;
