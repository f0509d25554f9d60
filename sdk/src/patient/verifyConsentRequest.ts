import { verifyTypedData } from "ethers";
import { grantTypedData, revokeTypedData } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { purposeByNumber } from "../chain/purposes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { SignedConsentRequest } from "../schemas/consent.ts";

/**
 * What a relay checks before it pays gas for a stranger: form and sizes, a deadline that has not passed, a period, a known
 * purpose, and the signature of the key the request names. The nonce is the chain's to judge.
 *
 * @throws REQUEST_INVALID, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID
 */
export function verifyConsentRequest(
  deployment: Deployment,
  document: unknown,
  nowSeconds: number = Math.floor(Date.now() / 1_000),
): SignedConsentRequest {
  const signed = checkDocument(SignedConsentRequest, document, "consent");
  if (signed.request.deadline < nowSeconds) {
    throw new FederationError("CONSENT_EXPIRED", "The request's deadline has passed.", {
      field: "consent.request.deadline",
      mend: "Sign it again.",
    });
  }
  purposeByNumber(signed.request.purpose);
  if (signed.kind === "grant") {
    const { from, until } = signed.request;
    if (until <= from || until <= nowSeconds) {
      throw new FederationError("REQUEST_INVALID", "The consent's period is empty or over.", {
        field: "consent.request.until",
      });
    }
  }
  if (signerOf(deployment, signed)?.toLowerCase() !== signed.signer) {
    throw new FederationError("CONSENT_SIGNATURE_INVALID", "The signature is not the named key's over this request.", {
      field: "consent.signature",
    });
  }
  return signed;
}

function signerOf(deployment: Deployment, signed: SignedConsentRequest): string | undefined {
  const { domain, types, message } =
    signed.kind === "grant" ? grantTypedData(deployment, signed.request) : revokeTypedData(deployment, signed.request);
  try {
    return verifyTypedData({ ...domain }, types, message, signed.signature);
  } catch {
    return undefined;
  }
}
