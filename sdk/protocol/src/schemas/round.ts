import { type Static, Type } from "typebox";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { Name } from "./columns.ts";
import { Base64Bytes, Bytes32, MemberIndex, RoundId, Signature, UnixSeconds } from "./scalars.ts";

const closed = { additionalProperties: false };
const Version = Type.Literal(PROTOCOL_VERSION);

/** X25519 public key (32 bytes) followed by an ML-KEM-768 encapsulation key (1,184 bytes). */
export const HYBRID_PUBLIC_KEY_BYTES = 1_216;
/** ML-KEM-768 ciphertext (FIPS 203). */
export const KEM_CIPHERTEXT_BYTES = 1_088;
const MAX_BOX_BYTES = 2_048;
const MAX_MEMBERS = 256;

/** The round's public terms. Its digest is on chain from `openRound` on; a site refuses the round if a figure differs. */
export const RoundManifest = Type.Object(
  {
    v: Version,
    studyId: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
    studyDigest: Bytes32,
    /** Id of the study's stage, its workload, and how many rounds of the stage are finalised before this one. */
    stage: Name,
    workload: Type.String({ minLength: 1, maxLength: 32 }),
    iteration: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** SHA-256 of the state that the round starts from. */
    stateDigest: Bytes32,
    dimension: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    /** r: bits of a word of the sum; from the figures around it, see `ringFor` in secagg/encoding.ts. */
    ring: Type.Integer({ minimum: 8, maximum: 64 }),
    fractionBits: Type.Integer({ minimum: 0, maximum: 62 }),
    bound: Type.Number({ exclusiveMinimum: 0 }),
    /** c: sites that may collude with the coordinator; with the roster's size it gives both thresholds (secagg/thresholds.ts). */
    colluders: Type.Integer({ minimum: 0, maximum: 253 }),
    /** Equal for rounds that ask the same, see round/queryDigest.ts. */
    queryDigest: Bytes32,
    minimumSites: Type.Integer({ minimum: 2, maximum: 255 }),
    maximumSites: Type.Integer({ minimum: 2, maximum: 255 }),
    minimumCohort: Type.Integer({ minimum: 1 }),
    joinBy: UnixSeconds,
    commitBy: UnixSeconds,
    unmaskBy: UnixSeconds,
    transcriptRetainedUntil: UnixSeconds,
  },
  closed,
);
export type RoundManifest = Static<typeof RoundManifest>;

/** JOIN: a site's fresh keys for this round and the commitment to its self-mask seed. */
export const Advert = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    member: MemberIndex,
    maskKey: Base64Bytes(HYBRID_PUBLIC_KEY_BYTES),
    sealingKey: Base64Bytes(HYBRID_PUBLIC_KEY_BYTES),
    /** SHA-256(b_i). */
    selfMaskCommitment: Bytes32,
  },
  closed,
);
export type Advert = Static<typeof Advert>;

export const SignedAdvert = Type.Object({ advert: Advert, signature: Signature }, closed);
export type SignedAdvert = Static<typeof SignedAdvert>;

/** SHARE: what one dealer sends to one other member. */
export const DealtShare = Type.Object(
  {
    to: MemberIndex,
    /** Sealed to the recipient's sealing key; plaintext = ctx || from || to || kind || shares. */
    box: Base64Bytes(MAX_BOX_BYTES),
    /** ML-KEM ciphertext to the recipient's mask key; present iff dealer index < recipient index, as is `confirmation`. */
    kemCiphertext: Type.Optional(Base64Bytes(KEM_CIPHERTEXT_BYTES)),
    /** Derived from the secret that the two now share: the recipient derives the same, or complains before anything is masked. */
    confirmation: Type.Optional(Bytes32),
  },
  closed,
);
export type DealtShare = Static<typeof DealtShare>;

export const Deal = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    dealer: MemberIndex,
    shares: Type.Array(DealtShare, { minItems: 1, maxItems: MAX_MEMBERS }),
    /** Merkle root over the salted hashes of all shares this dealer made. */
    shareRoot: Bytes32,
  },
  closed,
);
export type Deal = Static<typeof Deal>;

export const SignedDeal = Type.Object({ deal: Deal, signature: Signature }, closed);
export type SignedDeal = Static<typeof SignedDeal>;

/**
 * What a recipient says of a deal that fails it: the dealer's signed share, and the recipient's own seeds of this round, with which
 * anyone sees who is wrong. It leaves the round with it, since its shares lie open; nothing is masked yet.
 */
export const Complaint = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    member: MemberIndex,
    dealer: MemberIndex,
    shareRoot: Bytes32,
    shareDigests: Type.Array(Bytes32, { maxItems: MAX_MEMBERS }),
    share: DealtShare,
    /** The dealer's, over the whole deal. */
    dealSignature: Signature,
    sealingSeed: Base64Bytes(32),
    maskSeed: Base64Bytes(32),
  },
  closed,
);
export type Complaint = Static<typeof Complaint>;

export const SignedComplaint = Type.Object({ complaint: Complaint, signature: Signature }, closed);
export type SignedComplaint = Static<typeof SignedComplaint>;

/** SET: one site's signature over the sharing set S it agrees to mask in. */
export const SetSignature = Type.Object({ member: MemberIndex, signature: Signature }, closed);
export type SetSignature = Static<typeof SetSignature>;

/** COMMIT: digest of the masked vector y and root of the cohort tree, signed over ctx. */
export const Commitment = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    member: MemberIndex,
    /** SHA-256 of y's bytes (ring words, packed). */
    vectorDigest: Bytes32,
    cohortRoot: Bytes32,
  },
  closed,
);
export type Commitment = Static<typeof Commitment>;

export const SignedCommitment = Type.Object({ commitment: Commitment, signature: Signature }, closed);
export type SignedCommitment = Static<typeof SignedCommitment>;

/**
 * CONFIRM: a survivor saw these survivors and this masked sum frozen in this block, and its own vector weighs z in the check that
 * block draws. Nobody unmasks before t survivors said so of the same set.
 */
export const Confirmation = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    member: MemberIndex,
    /** U as a set of member indices, one bit each. */
    survivors: Bytes32,
    maskedSumDigest: Bytes32,
    freezeBlockHash: Bytes32,
    /** z = ⟨r, y⟩ mod 2^61 − 1, 16 hex digits. */
    linearCheck: Type.String({ pattern: "^0x[01][0-9a-f]{15}$" }),
  },
  closed,
);
export type Confirmation = Static<typeof Confirmation>;

export const SignedConfirmation = Type.Object({ confirmation: Confirmation, signature: Signature }, closed);
export type SignedConfirmation = Static<typeof SignedConfirmation>;

/** One revealed Shamir share, with what proves it under its dealer's share root. */
export const RevealedShare = Type.Object(
  {
    dealer: MemberIndex,
    kind: Type.Union([Type.Literal("selfMask"), Type.Literal("maskSecret")]),
    share: Base64Bytes(64),
    salt: Base64Bytes(32),
    leafIndex: Type.Integer({ minimum: 0, maximum: 2 * MAX_MEMBERS }),
    proof: Type.Array(Bytes32, { maxItems: 10 }),
  },
  closed,
);
export type RevealedShare = Static<typeof RevealedShare>;

/** UNMASK: own b_i, the b-share of each other member of U and the mask-secret share of each of S \ U. Never both. */
export const Unmasking = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    member: MemberIndex,
    selfMask: Base64Bytes(32),
    shares: Type.Array(RevealedShare, { maxItems: MAX_MEMBERS }),
  },
  closed,
);
export type Unmasking = Static<typeof Unmasking>;

export const SignedUnmasking = Type.Object({ unmasking: Unmasking, signature: Signature }, closed);
export type SignedUnmasking = Static<typeof SignedUnmasking>;

/** What was reconstructed: the self-mask seed of every survivor, the mask secret of every dropout. */
export const Recovery = Type.Object(
  {
    selfMasks: Type.Array(Type.Object({ member: MemberIndex, seed: Base64Bytes(32) }, closed), {
      maxItems: MAX_MEMBERS,
    }),
    maskSecrets: Type.Array(Type.Object({ member: MemberIndex, seed: Base64Bytes(32) }, closed), {
      maxItems: MAX_MEMBERS,
    }),
  },
  closed,
);
export type Recovery = Static<typeof Recovery>;

/**
 * RESULT: everything needed to recompute the round. Masked vectors and states are separate artefacts, by digest.
 * Its digest is the on-chain `resultDigest`. Given to members and auditors only.
 */
export const Transcript = Type.Object(
  {
    v: Version,
    roundId: RoundId,
    manifest: RoundManifest,
    /** In member order; their Merkle root is the on-chain roster root. */
    roster: Type.Array(SignedAdvert, { maxItems: MAX_MEMBERS }),
    deals: Type.Array(SignedDeal, { maxItems: MAX_MEMBERS }),
    /** S in ascending order, and everyone's signature on it. */
    sharingSet: Type.Array(MemberIndex, { maxItems: MAX_MEMBERS }),
    setSignatures: Type.Array(SetSignature, { maxItems: MAX_MEMBERS }),
    /** Of the survivors U, in member order; the hash of their digests is on chain. */
    commitments: Type.Array(SignedCommitment, { maxItems: MAX_MEMBERS }),
    /** Of survivors, in member order, at least t. */
    confirmations: Type.Array(SignedConfirmation, { maxItems: MAX_MEMBERS }),
    unmaskings: Type.Array(SignedUnmasking, { maxItems: MAX_MEMBERS }),
    recovery: Recovery,
    /** SHA-256 of the sum's bytes (ring words, packed). */
    sumDigest: Bytes32,
    /** Figures that `reduce` made of the sum, for people and programs. */
    result: Type.Record(Type.String(), Type.Unknown()),
    /** SHA-256 of the state that the round leaves. */
    stateDigest: Bytes32,
  },
  closed,
);
export type Transcript = Static<typeof Transcript>;

export const ZERO_BYTES32: Bytes32 = `0x${"0".repeat(64)}`;
