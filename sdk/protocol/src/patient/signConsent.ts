import { accountOf } from "../chain/accountOf.ts";
import { categoryBits } from "../chain/categories.ts";
import { type ConsentWish, signConsent } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { purposeNumber } from "../chain/purposes.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { CONSENT_VERSION } from "../protocol.ts";
import { checkDocument } from "../schemas/check.ts";
import { SignedConsentRequest, StudyDigests } from "../schemas/consent.ts";
import { Bytes32 } from "../schemas/scalars.ts";
import { textDigestOf } from "./consentText.ts";
import type { PatientKey } from "./patientKey.ts";

/** How long a relay may take, unless said otherwise. */
export const REQUEST_LIFETIME_SECONDS = 3_600;

export interface RevokeAllInput {
  key: Pick<PatientKey, "privateKey">;
  deployment: Deployment;
  /** Member index of the hospital. */
  site: number;
  /** The key's epoch at the hospital, of `readConsentStatus` or `readConsentEpoch`. */
  nonce: number;
  /** Unix seconds until which the request may be relayed. */
  deadline: number;
}

export interface RevokeInput extends Omit<RevokeAllInput, "nonce"> {
  /** DUO code. */
  purpose: string;
  /** The next nonce of (key, site, purpose): 0 for a first request, else of `readConsentStatus`. */
  nonce: number;
}

export interface GrantInput extends RevokeInput {
  categories: readonly string[];
  /** Unix seconds. */
  from: number;
  until: number;
  /** The text the patient was shown, of `consentText`. */
  text: string;
}

/** For whom a guardian signs. `key` is the guardian's, `nonce` counts the patient's requests. */
export interface ForPatient {
  /** Key hash of the patient, at the hospital that enrolled the guardian. */
  keyHash: Hex;
}

/** Signs a consent on the patient's side; the result is public and can go to any relay. @throws REQUEST_INVALID */
export async function signGrant(input: GrantInput): Promise<SignedConsentRequest> {
  return sign(input, { kind: "grant", request: grantOf(input) });
}

/** Signs a consent for the studies with these digests only, 1 to 32 of them. @throws REQUEST_INVALID */
export async function signGrantForStudies(
  input: GrantInput & { studyDigests: readonly Hex[] },
): Promise<SignedConsentRequest> {
  return sign(input, { kind: "grantForStudies", request: grantOf(input), studyDigests: input.studyDigests });
}

/** Signs a consent on the guardian's side. @throws REQUEST_INVALID */
export async function signGuardianGrant(input: GrantInput & ForPatient): Promise<SignedConsentRequest> {
  return sign(input, { kind: "grantAsGuardian", keyHash: input.keyHash, request: grantOf(input) });
}

/** Signs the revocation of the open consent of (key, site, purpose). @throws REQUEST_INVALID */
export async function signRevoke(input: RevokeInput): Promise<SignedConsentRequest> {
  return sign(input, { kind: "revoke", request: revokeOf(input) });
}

/** Signs a revocation on the guardian's side. @throws REQUEST_INVALID */
export async function signGuardianRevoke(input: RevokeInput & ForPatient): Promise<SignedConsentRequest> {
  return sign(input, { kind: "revokeAsGuardian", keyHash: input.keyHash, request: revokeOf(input) });
}

/** Signs the revocation of everything that the key consented to at the hospital. @throws REQUEST_INVALID */
export async function signRevokeAll(input: RevokeAllInput): Promise<SignedConsentRequest> {
  const { site, nonce, deadline } = input;
  return sign(input, { kind: "revokeAll", request: { site, nonce, deadline } });
}

function grantOf({ site, purpose, categories, from, until, text, nonce, deadline }: GrantInput) {
  return {
    site,
    purpose: purposeNumber(purpose),
    categories: categoryBits(categories),
    from,
    until,
    textDigest: textDigestOf(text),
    nonce,
    deadline,
  };
}

function revokeOf({ site, purpose, nonce, deadline }: RevokeInput) {
  return { site, purpose: purposeNumber(purpose), nonce, deadline };
}

async function sign({ deployment, key }: RevokeAllInput, wish: ConsentWish): Promise<SignedConsentRequest> {
  if ("studyDigests" in wish) checkDocument(StudyDigests, wish.studyDigests, "studyDigests");
  if ("keyHash" in wish) checkDocument(Bytes32, wish.keyHash, "keyHash");
  const signed = await signConsent(deployment, accountOf(key.privateKey), wish);
  return checkDocument(SignedConsentRequest, { v: CONSENT_VERSION, ...signed }, "consent");
}
