import { type Static, Type } from "typebox";
import { CONSENT_BASES, type ConsentBasis } from "../chain/consentBases.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { Bytes32, MemberIndex, UnixSeconds } from "./scalars.ts";

const closed = { additionalProperties: false };

/** An ERC-7913 signer: a key's account, or a passkey's verifier ‖ x ‖ y. */
export const SealSigner = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x([0-9a-f]{40}|[0-9a-f]{168})$" }));
/** Of an account's key: 65 bytes r, s, v. Of a passkey: its encoded answer, at most 2 KiB. */
export const SealSignature = Type.Unsafe<`0x${string}`>(
  Type.String({ pattern: "^0x([0-9a-f]{130}|([0-9a-f]{64}){10,64})$" }),
);
/** Siblings up to the root of a seal of at most 2^24 places. */
export const SealProof = Type.Array(Bytes32, { maxItems: 24 });
export const SealId = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 });

/** A sealed consent, field for field as IConsentSeals.Leaf. */
export const SealedConsentDocument = Type.Object(
  {
    site: MemberIndex,
    index: Type.Integer({ minimum: 0, maximum: 2 ** 24 - 1 }),
    keyHash: Bytes32,
    basis: Type.Unsafe<ConsentBasis>(Type.Union(CONSENT_BASES.map((basis) => Type.Literal(basis)))),
    purpose: Type.Integer({ minimum: 1, maximum: 255 }),
    categories: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
    from: UnixSeconds,
    until: UnixSeconds,
    textDigest: Bytes32,
    salt: Bytes32,
  },
  closed,
);

/** A sealed consent with what proves it, and with its patient's or guardian's signature where it rests on one. */
export const ProvedSealedConsent = Type.Object(
  {
    consent: SealedConsentDocument,
    proof: SealProof,
    signer: Type.Optional(SealSigner),
    signature: Type.Optional(SealSignature),
  },
  closed,
);
export type ProvedSealedConsent = Static<typeof ProvedSealedConsent>;

/** Body of `POST /v1/consents/sealed`: a receipt's leaf, and its key's signed wish that it be revoked. */
export const SealedRevocation = Type.Object(
  {
    v: Type.Literal(PROTOCOL_VERSION),
    sealId: SealId,
    consent: SealedConsentDocument,
    proof: SealProof,
    /** Until when it may be relayed. */
    deadline: UnixSeconds,
    signer: SealSigner,
    signature: SealSignature,
  },
  closed,
);
export type SealedRevocation = Static<typeof SealedRevocation>;
