import { type Static, Type } from "typebox";
import { CONSENT_BASES, type ConsentBasis } from "../chain/consentBases.ts";
import { CONSENT_VERSION } from "../protocol.ts";
import { PatientSignature, PatientSigner } from "./consent.ts";
import { Bytes32, MemberIndex, UnixSeconds } from "./scalars.ts";

const closed = { additionalProperties: false };

/** Siblings up to the root of a seal of at most 2^24 places. */
export const SealProof = Type.Unsafe<readonly Bytes32[]>(Type.Array(Bytes32, { maxItems: 24 }));
export const SealId = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 });

/** A sealed consent as its patient's receipt has it, field for field IConsentSeals.Leaf. */
export const SealedConsent = Type.Object(
  {
    site: MemberIndex,
    /** Its place in the seal's revocation bitmap. */
    index: Type.Integer({ minimum: 0, maximum: 2 ** 24 - 1 }),
    /** keccak256 of the ERC-7913 signer that may revoke it. */
    keyHash: Bytes32,
    basis: Type.Unsafe<ConsentBasis>(Type.Union(CONSENT_BASES.map((basis) => Type.Literal(basis)))),
    purpose: Type.Integer({ minimum: 1, maximum: 255 }),
    categories: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
    from: UnixSeconds,
    until: UnixSeconds,
    /** SHA-256 of the text shown, or of the evidence. */
    textDigest: Bytes32,
    /** 256 random bits. */
    salt: Bytes32,
  },
  closed,
);
export type SealedConsent = Static<typeof SealedConsent>;

/** A sealed consent with what proves it, and with its patient's or guardian's signature where it rests on one. */
export const ProvedSealedConsent = Type.Object(
  {
    consent: SealedConsent,
    proof: SealProof,
    signer: Type.Optional(PatientSigner),
    signature: Type.Optional(PatientSignature),
  },
  closed,
);
export type ProvedSealedConsent = Static<typeof ProvedSealedConsent>;

/** Body of `POST /v1/consents/sealed`: a receipt's leaf, and its key's signed wish that it be revoked. */
export const SealedRevocation = Type.Object(
  {
    v: Type.Literal(CONSENT_VERSION),
    sealId: SealId,
    consent: SealedConsent,
    proof: SealProof,
    /** Until when it may be relayed. */
    deadline: UnixSeconds,
    signer: PatientSigner,
    signature: PatientSignature,
  },
  closed,
);
export type SealedRevocation = Static<typeof SealedRevocation>;
