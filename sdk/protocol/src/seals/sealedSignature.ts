import type { Signer } from "ethers";
import { basisNumber, type ConsentBasis } from "../chain/consentBases.ts";
import { type ConsentTypedData, keyHashOf, signConsentData } from "../chain/consentRequests.ts";
import { addressOf } from "../chain/contracts.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { isSignedOffChain } from "../patient/isSignedOffChain.ts";

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
