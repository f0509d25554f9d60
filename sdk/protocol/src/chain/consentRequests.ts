import { getBytes, keccak256, type Signer, TypedDataEncoder, type TypedDataField } from "ethers";
import type { GrantRequest, RevokeAllRequest, RevokeRequest, SignedConsentRequest } from "../schemas/consent.ts";
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

type Without<T, Field extends PropertyKey> = T extends unknown ? Omit<T, Field> : never;

/** A signed wish as the chain takes it: the request of `schemas/consent.ts`, apart from its document's version. */
export type SignedConsent = Without<SignedConsentRequest, "v">;

/** What a patient, or a guardian for the patient with `keyHash`, wants the chain to record. Times are unix seconds. */
export type ConsentWish = Without<SignedConsent, "signer" | "signature">;

/** The kinds that the contract takes many to a transaction; every other kind travels in one of its own. */
export type PlainConsent = Extract<SignedConsent, { kind: "grant" | "revoke" }>;

export function isPlainConsent(signed: SignedConsent): signed is PlainConsent {
  return signed.kind === "grant" || signed.kind === "revoke";
}

/** Whether it ends consents. */
export function isRevocation({ kind }: Pick<ConsentWish, "kind">): boolean {
  return kind === "revoke" || kind === "revokeAsGuardian" || kind === "revokeAll";
}

/** Hash of the key whose consent it is about: the guardian's patient, else the signer. */
export function subjectOf(signed: SignedConsent): Hex {
  return "keyHash" in signed ? signed.keyHash : keyHashOf(signed.signer);
}

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

const KEY_HASH_FIELD: TypedDataField = { name: "keyHash", type: "bytes32" };

/** What `eth_signTypedData_v4`, an ethers signer or a passkey page needs. */
export interface ConsentTypedData<M, Name extends string = string> {
  domain: TypedDataDomain<Name>;
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

/**
 * keccak256 of an ERC-7913 signer: all of a patient key that storage ever holds.
 *
 * @example keyHashOf("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed") // "0x793f8874…40fb4e"
 */
export function keyHashOf(signer: Hex): Hex {
  return keccak256(getBytes(signer)) as Hex;
}

/** The typed data of any wish. */
export function consentTypedData(deployment: Deployment, wish: ConsentWish): ConsentTypedData<object> {
  switch (wish.kind) {
    case "grant":
      return grantTypedData(deployment, wish.request);
    case "revoke":
      return revokeTypedData(deployment, wish.request);
    case "grantForStudies":
      return grantForStudiesTypedData(deployment, wish.request, wish.studyDigests);
    case "grantAsGuardian":
      return guardianGrantTypedData(deployment, wish.keyHash, wish.request);
    case "revokeAsGuardian":
      return guardianRevokeTypedData(deployment, wish.keyHash, wish.request);
    case "revokeAll":
      return revokeAllTypedData(deployment, wish.request);
  }
}

/** Signs any wish with an account's key. */
export async function signConsent<W extends ConsentWish>(
  deployment: Deployment,
  account: Signer,
  wish: W,
): Promise<W & { signer: Hex; signature: Hex }> {
  const signature = await signConsentData(account, consentTypedData(deployment, wish));
  return { ...wish, signer: (await account.getAddress()).toLowerCase() as Hex, signature };
}

/** Signs a grant with an account's key. */
export function signGrantRequest(deployment: Deployment, account: Signer, request: GrantRequest) {
  return signConsent(deployment, account, { kind: "grant", request });
}

/** Signs a revocation with an account's key. */
export function signRevokeRequest(deployment: Deployment, account: Signer, request: RevokeRequest) {
  return signConsent(deployment, account, { kind: "revoke", request });
}
