import { consentDigest, consentTypedData } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { purposeByNumber } from "../chain/purposes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { type SignedConsentRequest, schemaOfKind } from "../schemas/consent.ts";
import { ACCOUNT_CHARACTERS, isSignedOffChain } from "./isSignedOffChain.ts";
import { PASSKEY_HINTS, passkeyFault } from "./passkeyJudgement.ts";

/** A nonce's lower 24 bits count the requests of its epoch; the first of one is a grant. */
const REQUESTS_AN_EPOCH = 2 ** 24;

/**
 * What a relay checks before it pays gas for a stranger: form and sizes, a deadline that has not passed, a period, a known
 * purpose, and the signature of the key the request names. The nonce, and who is whose guardian, are the chain's to judge.
 *
 * @throws REQUEST_INVALID, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID
 * @example const { kind, signer } = verifyConsentRequest(deployment, JSON.parse(body))
 */
export function verifyConsentRequest(
  deployment: Deployment,
  document: unknown,
  nowSeconds: number = Math.floor(Date.now() / 1_000),
): SignedConsentRequest {
  const signed = checkDocument(schemaOfKind(document), document, "consent") as SignedConsentRequest;
  if (signed.request.deadline < nowSeconds) {
    throw new FederationError("CONSENT_EXPIRED", "The request's deadline has passed.", {
      field: "consent.request.deadline",
      hint: "Sign it again.",
    });
  }
  if (signed.kind !== "revokeAll") purposeByNumber(signed.request.purpose);
  if (signed.kind === "revoke" || signed.kind === "revokeAsGuardian") {
    if (signed.request.nonce % REQUESTS_AN_EPOCH === 0) {
      throw new FederationError("CONSENT_NONCE_STALE", "With this nonce there is nothing to revoke.", {
        field: "consent.request.nonce",
        hint: "Look with `consilium consent status`.",
      });
    }
  }
  if ("until" in signed.request) {
    const { from, until } = signed.request;
    if (until <= from || until <= nowSeconds) {
      throw new FederationError("REQUEST_INVALID", "The consent's period is empty or over.", {
        field: "consent.request.until",
      });
    }
  }
  const { signer, signature } = signed;
  const typed = consentTypedData(deployment, signed);
  if (!isSignedOffChain(deployment, typed, signer, signature)) {
    const isPasskey = signer.length > ACCOUNT_CHARACTERS;
    const fault = isPasskey ? passkeyFault(signer, consentDigest(typed), signature) : undefined;
    throw new FederationError("CONSENT_SIGNATURE_INVALID", "The signature is not the named key's over this request.", {
      field: "consent.signature",
      hint: fault === undefined ? "Sign with the key that the request names." : PASSKEY_HINTS[fault],
    });
  }
  return signed;
}
