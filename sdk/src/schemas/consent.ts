import { type Static, Type } from "typebox";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { Bytes32, MemberIndex, UnixSeconds } from "./scalars.ts";

const closed = { additionalProperties: false };

/** How many requests one message to a relay may carry. */
export const CONSENT_REQUESTS_MAX = 200;

/** Number of the GA4GH DUO code in the purposes table. */
const PurposeNumber = Type.Integer({ minimum: 1, maximum: 255 });
/** As `readConsentNonce` gives it: 24 bits of requests per (key, site, purpose), the epoch, and the bit of a known key. */
const ConsentNonce = Type.Integer({ minimum: 0, maximum: 2 ** 40 - 1 });
/** A patient key's account. Passkeys (verifier and key, ERC-7913) are longer and not relayed by this version. */
const PatientAccount = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x[0-9a-f]{40}$" }));

/** Of the patient's key: 65 bytes r, s, v. */
const PatientSignature = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x[0-9a-f]{130}$" }));

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

/** A patient's signed wish, ready for any relay. */
export const SignedConsentRequest = Type.Union([
  Type.Object(
    {
      v: Type.Literal(PROTOCOL_VERSION),
      kind: Type.Literal("grant"),
      request: GrantRequest,
      signer: PatientAccount,
      signature: PatientSignature,
    },
    closed,
  ),
  Type.Object(
    {
      v: Type.Literal(PROTOCOL_VERSION),
      kind: Type.Literal("revoke"),
      request: RevokeRequest,
      signer: PatientAccount,
      signature: PatientSignature,
    },
    closed,
  ),
]);
export type SignedConsentRequest = Static<typeof SignedConsentRequest>;

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
