import { Wallet } from "ethers";
import { categoryBits } from "../chain/categories.ts";
import { signGrant as signGrantRequest, signRevoke as signRevokeRequest } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { purposeNumber } from "../chain/purposes.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { checkDocument } from "../schemas/check.ts";
import { SignedConsentRequest } from "../schemas/consent.ts";
import { textDigestOf } from "./consentText.ts";
import type { PatientKey } from "./patientKey.ts";

/** How long a relay may take, unless said otherwise. */
export const REQUEST_LIFETIME_SECONDS = 3_600;

interface RequestInput {
  key: Pick<PatientKey, "privateKey">;
  deployment: Deployment;
  /** Member index of the hospital. */
  site: number;
  /** DUO code. */
  purpose: string;
  /** The next nonce of (key, site, purpose): 0 for a first request, else of `readConsentStatus`. */
  nonce: number;
  /** Unix seconds until which the request may be relayed. */
  deadline: number;
}

export interface GrantInput extends RequestInput {
  categories: readonly string[];
  /** Unix seconds. */
  from: number;
  until: number;
  /** The text the patient was shown, of `consentText`. */
  text: string;
}

/** Signs a consent on the patient's side; the result is public and can go to any relay. @throws REQUEST_INVALID */
export async function signGrant(input: GrantInput): Promise<SignedConsentRequest> {
  const { site, from, until, nonce, deadline } = input;
  const signed = await signGrantRequest(input.deployment, new Wallet(input.key.privateKey), {
    site,
    purpose: purposeNumber(input.purpose),
    categories: categoryBits(input.categories),
    from,
    until,
    textDigest: textDigestOf(input.text),
    nonce,
    deadline,
  });
  return checkDocument(SignedConsentRequest, { v: PROTOCOL_VERSION, ...signed }, "consent");
}

/** Signs the revocation of the open consent of (key, site, purpose). @throws REQUEST_INVALID */
export async function signRevoke(input: RequestInput): Promise<SignedConsentRequest> {
  const { site, nonce, deadline } = input;
  const purpose = purposeNumber(input.purpose);
  const request = { site, purpose, nonce, deadline };
  const signed = await signRevokeRequest(input.deployment, new Wallet(input.key.privateKey), request);
  return checkDocument(SignedConsentRequest, { v: PROTOCOL_VERSION, ...signed }, "consent");
}
