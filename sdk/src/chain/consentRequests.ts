import { getBytes, keccak256, type Signer, TypedDataEncoder, type TypedDataField } from "ethers";
import type { Deployment } from "./Deployment.ts";
import { consentDomain, type TypedDataDomain } from "./domains.ts";
import type { Hex } from "./typedAbi.ts";

/**
 * Bit of a nonce that a registered key's first request for a further purpose carries, as `readConsentNonce` gives it: the
 * patient signs that the site knows the key. It may be left out, which costs the relay one more look at the chain.
 */
export const CONSENT_NONCE_KNOWN = 2 ** 39;

/** A nonce without CONSENT_NONCE_KNOWN: the two count as the same one. */
export function consentSequence(nonce: number): number {
  return nonce % CONSENT_NONCE_KNOWN;
}

/** A consent as a patient signs it. Times are unix seconds. */
export interface GrantRequest {
  /** Member index of the site it is for. */
  site: number;
  purpose: number;
  categories: number;
  from: number;
  until: number;
  /** SHA-256 of the text that the patient was shown. */
  textDigest: Hex;
  nonce: number;
  /** Until when the request may be relayed. */
  deadline: number;
}

/** A revocation as a patient signs it. */
export interface RevokeRequest {
  site: number;
  purpose: number;
  nonce: number;
  deadline: number;
}

/** A signed request on its way to a relay. `signer` is an ERC-7913 signer: an account, or verifier and key. */
export type SignedConsent = { signer: Hex; signature: Hex } & (
  | { kind: "grant"; request: GrantRequest }
  | { kind: "revoke"; request: RevokeRequest }
);

const GRANT_FIELDS: TypedDataField[] = [
  { name: "site", type: "uint16" },
  { name: "purpose", type: "uint8" },
  { name: "categories", type: "uint32" },
  { name: "from", type: "uint40" },
  { name: "until", type: "uint40" },
  { name: "textDigest", type: "bytes32" },
  { name: "nonce", type: "uint64" },
  { name: "deadline", type: "uint40" },
];

const REVOKE_FIELDS: TypedDataField[] = [
  { name: "site", type: "uint16" },
  { name: "purpose", type: "uint8" },
  { name: "nonce", type: "uint64" },
  { name: "deadline", type: "uint40" },
];

/** A revocation of everything a key consented to at a site. `nonce` is of `readConsentEpoch`. */
export interface RevokeAllRequest {
  site: number;
  nonce: number;
  deadline: number;
}

const KEY_HASH_FIELD: TypedDataField = { name: "keyHash", type: "bytes32" };

/** What `eth_signTypedData_v4`, an ethers signer or a passkey page needs. */
export interface ConsentTypedData<M> {
  domain: TypedDataDomain;
  types: Record<string, TypedDataField[]>;
  primaryType: string;
  message: M;
}

export function grantTypedData(deployment: Deployment, request: GrantRequest): ConsentTypedData<GrantRequest> {
  return {
    domain: consentDomain(deployment),
    types: { GrantRequest: GRANT_FIELDS },
    primaryType: "GrantRequest",
    message: request,
  };
}

export function revokeTypedData(deployment: Deployment, request: RevokeRequest): ConsentTypedData<RevokeRequest> {
  return {
    domain: consentDomain(deployment),
    types: { RevokeRequest: REVOKE_FIELDS },
    primaryType: "RevokeRequest",
    message: request,
  };
}

/** A grant that is for 1 to 32 studies only, by their digests. */
export function grantForStudiesTypedData(
  deployment: Deployment,
  request: GrantRequest,
  studyDigests: readonly Hex[],
): ConsentTypedData<GrantRequest & { studyDigests: readonly Hex[] }> {
  return {
    domain: consentDomain(deployment),
    types: { GrantForStudiesRequest: [...GRANT_FIELDS, { name: "studyDigests", type: "bytes32[]" }] },
    primaryType: "GrantForStudiesRequest",
    message: { ...request, studyDigests },
  };
}

/** A grant that a guardian signs for the patient with this key hash. */
export function guardianGrantTypedData(
  deployment: Deployment,
  keyHash: Hex,
  request: GrantRequest,
): ConsentTypedData<GrantRequest & { keyHash: Hex }> {
  return {
    domain: consentDomain(deployment),
    types: { GuardianGrantRequest: [KEY_HASH_FIELD, ...GRANT_FIELDS] },
    primaryType: "GuardianGrantRequest",
    message: { ...request, keyHash },
  };
}

/** A revocation that a guardian signs for the patient with this key hash. */
export function guardianRevokeTypedData(
  deployment: Deployment,
  keyHash: Hex,
  request: RevokeRequest,
): ConsentTypedData<RevokeRequest & { keyHash: Hex }> {
  return {
    domain: consentDomain(deployment),
    types: { GuardianRevokeRequest: [KEY_HASH_FIELD, ...REVOKE_FIELDS] },
    primaryType: "GuardianRevokeRequest",
    message: { ...request, keyHash },
  };
}

export function revokeAllTypedData(
  deployment: Deployment,
  request: RevokeAllRequest,
): ConsentTypedData<RevokeAllRequest> {
  return {
    domain: consentDomain(deployment),
    types: { RevokeAllRequest: REVOKE_FIELDS.filter(({ name }) => name !== "purpose") },
    primaryType: "RevokeAllRequest",
    message: request,
  };
}

/** The 32 bytes that are signed (EIP-712). */
export function consentDigest({ domain, types, message }: ConsentTypedData<object>): Hex {
  return TypedDataEncoder.hash({ ...domain }, types, message) as Hex;
}

/** An account's signature over any of them. */
export async function signConsentData(
  account: Signer,
  { domain, types, message }: ConsentTypedData<object>,
): Promise<Hex> {
  return (await account.signTypedData({ ...domain }, types, message)) as Hex;
}

/** keccak256 of an ERC-7913 signer: all of a patient key that storage ever holds. */
export function keyHashOf(signer: Hex): Hex {
  return keccak256(getBytes(signer)) as Hex;
}

/** Signs a grant with an account's key. */
export async function signGrant(
  deployment: Deployment,
  account: Signer,
  request: GrantRequest,
): Promise<SignedConsent & { kind: "grant" }> {
  const { domain, types, message } = grantTypedData(deployment, request);
  const signature = (await account.signTypedData({ ...domain }, types, message)) as Hex;
  return { kind: "grant", request, signer: (await account.getAddress()).toLowerCase() as Hex, signature };
}

/** Signs a revocation with an account's key. */
export async function signRevoke(
  deployment: Deployment,
  account: Signer,
  request: RevokeRequest,
): Promise<SignedConsent & { kind: "revoke" }> {
  const { domain, types, message } = revokeTypedData(deployment, request);
  const signature = (await account.signTypedData({ ...domain }, types, message)) as Hex;
  return { kind: "revoke", request, signer: (await account.getAddress()).toLowerCase() as Hex, signature };
}
