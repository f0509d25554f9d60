import { fromHex } from "../canonical/bytes.ts";
import { type ConsentTypedData, consentDigest } from "../chain/consentRequests.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { recoverSigner } from "../crypto/recoverSigner.ts";
import { verifyPasskeySignature } from "./passkeyJudgement.ts";

/** `0x` and 20 bytes. */
export const ACCOUNT_CHARACTERS = 42;

/**
 * Whether an account's key or a passkey (ERC-7913 signer, lower-case hex) signed this data. Contract accounts, and whether a
 * passkey's relying party is the site's own, only the chain can judge.
 */
export function isSignedOffChain(
  deployment: Deployment,
  typed: ConsentTypedData<object>,
  signer: Hex,
  signature: Hex,
): boolean {
  if (signer.length > ACCOUNT_CHARACTERS) {
    const verifier = signer.slice(0, ACCOUNT_CHARACTERS);
    return (
      verifier === deployment.passkeyVerifier?.toLowerCase() &&
      verifyPasskeySignature(signer, consentDigest(typed), signature)
    );
  }
  return recoverSigner(fromHex(consentDigest(typed)), signature) === signer;
}
