import { type Signer, verifyTypedData } from "ethers";
import { basisNumber, type ConsentBasis } from "../chain/consentBases.ts";
import { type ConsentTypedData, consentDigest, keyHashOf, signConsentData } from "../chain/consentRequests.ts";
import { addressOf } from "../chain/contracts.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { verifyPasskeySignature } from "../patient/passkey.ts";

/** What a patient or guardian signs of a consent that the hospital is to seal. Times are unix seconds. */
export interface SealedTerms {
  /** Member index of the hospital. */
  site: number;
  basis: ConsentBasis;
  purpose: number;
  categories: number;
  from: number;
  until: number;
  /** SHA-256 of the text shown. */
  textDigest: Hex;
}

const FIELDS = [
  { name: "site", type: "uint16" },
  { name: "basis", type: "uint8" },
  { name: "purpose", type: "uint8" },
  { name: "categories", type: "uint32" },
  { name: "from", type: "uint40" },
  { name: "until", type: "uint40" },
  { name: "textDigest", type: "bytes32" },
];
/** `0x` and 20 bytes. */
const ACCOUNT_CHARACTERS = 42;

/** Bases that rest on a signature, which an auditor is shown; on the others the site's word and evidence digest stand. */
export function restsOnSignature(basis: ConsentBasis): boolean {
  return basis === "patient" || basis === "guardian";
}

/**
 * A consent to be sealed, as EIP-712 data under the seals contract's domain. No contract reads it: sites check it before they
 * seal, and auditors when the sealed consent is opened to them.
 *
 * @throws CONFIG_INVALID where the deployment has no seals
 */
export function sealedConsentTypedData(
  deployment: Deployment,
  { site, basis, purpose, categories, from, until, textDigest }: SealedTerms,
): ConsentTypedData<object, "Consilium Seals"> {
  const verifyingContract = addressOf(deployment, "ConsentSeals");
  return {
    domain: { name: "Consilium Seals", version: "1", chainId: deployment.chainId, verifyingContract },
    types: { SealedConsent: FIELDS },
    primaryType: "SealedConsent",
    message: { site, basis: basisNumber(basis), purpose, categories, from, until, textDigest },
  };
}

/** Signs a consent for sealing with an account's key. */
export async function signSealedConsent(
  deployment: Deployment,
  account: Signer,
  terms: SealedTerms,
): Promise<{ signer: Hex; signature: Hex }> {
  const signature = await signConsentData(account, sealedConsentTypedData(deployment, terms));
  return { signer: (await account.getAddress()).toLowerCase() as Hex, signature };
}

/** Whether the key with this hash signed a consent with these very terms. */
export function isSealedConsentSigned(
  deployment: Deployment,
  terms: SealedTerms & { keyHash: Hex },
  { signer, signature }: { signer?: Hex | undefined; signature?: Hex | undefined },
): boolean {
  if (signer === undefined || signature === undefined || keyHashOf(signer) !== terms.keyHash) return false;
  return isSignedOffChain(deployment, sealedConsentTypedData(deployment, terms), signer, signature);
}

/** Whether a key or passkey signed; contract accounts, and a passkey's relying party, only the chain can judge. */
export function isSignedOffChain(
  deployment: Deployment,
  typed: ConsentTypedData<object>,
  signer: Hex,
  signature: Hex,
): boolean {
  if (signer.length > ACCOUNT_CHARACTERS) {
    const verifier = signer.slice(0, ACCOUNT_CHARACTERS);
    const known = verifier === deployment.passkeyVerifier?.toLowerCase();
    return known && verifyPasskeySignature(signer, consentDigest(typed), signature);
  }
  try {
    return verifyTypedData({ ...typed.domain }, typed.types, typed.message, signature).toLowerCase() === signer;
  } catch {
    return false;
  }
}
