/**
 * What a stranger to this project calls: patients' pages, relays, auditors, researchers. These names stay; all other files are
 * reached by their paths and may change. Each function's own comment has its units, errors and an example.
 */
export type { AuditedRound, AuditReport, CheckResult, Culprit } from "./audit/AuditReport.ts";
export { type AuditOptions, auditStudy } from "./audit/auditStudy.ts";
export type { CohortEvidenceSource } from "./audit/CohortEvidenceSource.ts";
export { CATEGORIES, categoryBits } from "./chain/categories.ts";
export { type Chain, type ConnectChainOptions, connectChain } from "./chain/connectChain.ts";
export { type ConsentWish, keyHashOf } from "./chain/consentRequests.ts";
export type { Episode } from "./chain/consents.ts";
export { type Deployment, parseDeployment } from "./chain/Deployment.ts";
export type { KeyState } from "./chain/keyStates.ts";
export { PURPOSES, purposeNumber } from "./chain/purposes.ts";
export type { Address, Hex } from "./chain/typedAbi.ts";
export { ControlPlaneClient, type ControlPlaneClientOptions } from "./coordinator/ControlPlaneClient.ts";
export { type FetchedResult, fetchResult } from "./coordinator/fetchResult.ts";
export { type FollowStudyOptions, followStudy } from "./coordinator/followStudy.ts";
export * from "./errors/codes.ts";
export * from "./errors/FederationError.ts";
export { type ConsentTextInput, consentText, revokeAllText, textDigestOf } from "./patient/consentText.ts";
export {
  consentChallenge,
  consentWithPasskey,
  type Passkey,
  type PasskeyAssertion,
  passkeySigner,
} from "./patient/passkey.ts";
export { createPatientKey, type PatientKey, patientKeyOf } from "./patient/patientKey.ts";
export { type ConsentStatus, readConsentStatus } from "./patient/readConsentStatus.ts";
export {
  type ReceiptStatus,
  readReceiptStatus,
  sealOfReceipt,
  signSealedRevocation,
  verifySealedRevocation,
} from "./patient/sealedReceipt.ts";
export {
  type ForPatient,
  type GrantInput,
  type RevokeAllInput,
  type RevokeInput,
  signGrant,
  signGrantForStudies,
  signGuardianGrant,
  signGuardianRevoke,
  signRevoke,
  signRevokeAll,
} from "./patient/signConsent.ts";
export { submitSealedRevocation } from "./patient/submitSealedRevocation.ts";
export { submitToRelay } from "./patient/submitToRelay.ts";
export { verifyConsentRequest } from "./patient/verifyConsentRequest.ts";
export { CONSENT_VERSION, PROTOCOL_VERSION } from "./protocol.ts";
export type { ConsentOutcome, SignedConsentRequest } from "./schemas/consent.ts";
export type { SealedRevocation } from "./schemas/seals.ts";
export { type FhirConsent, receiptOfFhir, receiptToFhir } from "./seals/fhirReceipt.ts";
export type { SealReceipt } from "./seals/sealConsents.ts";
export { HttpTranscriptSource, type HttpTranscriptSourceOptions } from "./transcripts/HttpTranscriptSource.ts";
