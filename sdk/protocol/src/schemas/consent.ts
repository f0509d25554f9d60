import { type Static, type TProperties, type TSchema, Type } from "typebox";
import { CONSENT_VERSION } from "../protocol.ts";
import { Bytes32, MemberIndex, UnixSeconds } from "./scalars.ts";

const closed = { additionalProperties: false };

/** How many requests one message to a relay may carry. */
export const CONSENT_REQUESTS_MAX = 200;

/** Number of the GA4GH DUO code in the purposes table. */
const PurposeNumber = Type.Integer({ minimum: 1, maximum: 255 });
/** As `readConsentNonce` gives it: 24 bits of requests per (key, site, purpose), the epoch, and the bit of a known key. */
const ConsentNonce = Type.Integer({ minimum: 0, maximum: 2 ** 40 - 1 });
/** An ERC-7913 signer: a patient key's account, or a passkey's verifier ‖ x ‖ y. */
export const PatientSigner = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x([0-9a-f]{40}|[0-9a-f]{168})$" }));

/** Of a patient key: 65 bytes r, s, v. Of a passkey: its encoded answer (passkey.ts), at most 2 KiB. */
export const PatientSignature = Type.Unsafe<`0x${string}`>(
  Type.String({ pattern: "^0x([0-9a-f]{130}|([0-9a-f]{64}){10,64})$" }),
);

/** What a grant says, field for field as ConsentRegistry's `GrantRequest` is signed. */
export const GrantRequest = Type.Object(
  {
    site: MemberIndex,
    purpose: PurposeNumber,
    /** Data categories, one bit each. */
    categories: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
    from: UnixSeconds,
    until: UnixSeconds,
    /** SHA-256 of the text the patient was shown. */
    textDigest: Bytes32,
    nonce: ConsentNonce,
    /** Until when the request may be relayed. */
    deadline: UnixSeconds,
  },
  closed,
);
export type GrantRequest = Static<typeof GrantRequest>;

/** What a revocation says, as ConsentRegistry's `RevokeRequest` is signed. */
export const RevokeRequest = Type.Object(
  { site: MemberIndex, purpose: PurposeNumber, nonce: ConsentNonce, deadline: UnixSeconds },
  closed,
);
export type RevokeRequest = Static<typeof RevokeRequest>;

/** What a revocation of everything at a site says; `nonce` is the key's epoch there, as `readConsentEpoch` gives it. */
export const RevokeAllRequest = Type.Object(
  { site: MemberIndex, nonce: Type.Integer({ minimum: 0, maximum: 255 }), deadline: UnixSeconds },
  closed,
);
export type RevokeAllRequest = Static<typeof RevokeAllRequest>;

/** Digests of the studies that a consent is limited to, as the contract bounds them. */
export const StudyDigests = Type.Unsafe<readonly Bytes32[]>(
  Type.Array(Bytes32, { minItems: 1, maxItems: 32, uniqueItems: true }),
);

/** A wish of one kind, signed. */
function signedWish<const Kind extends string, const Said extends TProperties>(kind: Kind, said: Said, title: string) {
  return Type.Object(
    {
      v: Type.Literal(CONSENT_VERSION),
      kind: Type.Literal(kind),
      ...said,
      signer: PatientSigner,
      signature: PatientSignature,
    },
    { ...closed, title },
  );
}

/** A patient's or guardian's signed wish, ready for any relay. */
export const SignedConsentRequest = Type.Union([
  signedWish("grant", { request: GrantRequest }, "A consent"),
  signedWish("revoke", { request: RevokeRequest }, "Revokes the consent for one purpose"),
  signedWish(
    "grantForStudies",
    { request: GrantRequest, studyDigests: StudyDigests },
    "A consent for the named studies only",
  ),
  signedWish(
    "grantAsGuardian",
    { keyHash: Bytes32, request: GrantRequest },
    "A consent that a guardian gives for the patient with this key hash",
  ),
  signedWish(
    "revokeAsGuardian",
    { keyHash: Bytes32, request: RevokeRequest },
    "A guardian revokes for the patient with this key hash",
  ),
  signedWish("revokeAll", { request: RevokeAllRequest }, "Revokes everything that the key consented to at the site"),
]);
export type SignedConsentRequest = Static<typeof SignedConsentRequest>;

/**
 * The alternative that a document's `kind` names, so that a fault is told of that one and not of the first; the whole union
 * where it names none.
 */
export function schemaOfKind(document: unknown): TSchema {
  const kind = typeof document === "object" && document !== null && "kind" in document ? document.kind : undefined;
  return SignedConsentRequest.anyOf.find(({ properties }) => properties.kind.const === kind) ?? SignedConsentRequest;
}

/** Body of `POST /v1/consents`. */
export const ConsentSubmission = Type.Object(
  { requests: Type.Array(SignedConsentRequest, { minItems: 1, maxItems: CONSENT_REQUESTS_MAX }) },
  closed,
);
export type ConsentSubmission = Static<typeof ConsentSubmission>;

/** What became of one request: taken in a transaction, or refused with a stable code. */
export const ConsentOutcome = Type.Union([
  Type.Object({ accepted: Type.Literal(true), transactionHash: Bytes32 }, closed),
  Type.Object(
    {
      accepted: Type.Literal(false),
      code: Type.String({ maxLength: 64 }),
      message: Type.String({ maxLength: 500 }),
    },
    closed,
  ),
]);
export type ConsentOutcome = Static<typeof ConsentOutcome>;

/** The relay's answer, one outcome for each request, in order. */
export const ConsentAnswer = Type.Object(
  { results: Type.Array(ConsentOutcome, { maxItems: CONSENT_REQUESTS_MAX }) },
  closed,
);
export type ConsentAnswer = Static<typeof ConsentAnswer>;
