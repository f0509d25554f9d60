import { getBytes, keccak256, type Signer, TypedDataEncoder, type TypedDataField } from "ethers";
import type { Deployment } from "./Deployment.ts";
import { consentDomain, type TypedDataDomain } from "./domains.ts";
import type { Hex } from "./typedAbi.ts";

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

/** What `eth_signTypedData_v4`, an ethers signer or a passkey page needs. */
export interface ConsentTypedData<M> {
  domain: TypedDataDomain;
  types: Record<string, TypedDataField[]>;
  primaryType: "GrantRequest" | "RevokeRequest";
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

/** The 32 bytes that are signed (EIP-712). */
export function consentDigest({ domain, types, message }: ConsentTypedData<GrantRequest | RevokeRequest>): Hex {
  return TypedDataEncoder.hash({ ...domain }, types, message) as Hex;
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
