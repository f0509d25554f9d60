import { accountOf } from "../chain/accountOf.ts";
import type { Chain } from "../chain/connectChain.ts";
import { keyHashOf, signConsentData } from "../chain/consentRequests.ts";
import { addressOf } from "../chain/contracts.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { isSealed, revokeSealedTypedData } from "../chain/seals.ts";
import { findSealByRoot, type SealState } from "../chain/sealsAt.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";
import { CONSENT_VERSION } from "../protocol.ts";
import { checkDocument } from "../schemas/check.ts";
import { SealedRevocation } from "../schemas/seals.ts";
import type { SealReceipt } from "../seals/sealConsents.ts";
import { rootOfProof, sealLeafHash } from "../seals/sealTree.ts";
import { isSignedOffChain } from "./isSignedOffChain.ts";
import { patientKeyOf } from "./patientKey.ts";

/** How far ahead a deadline may lie that a relay takes. */
const DEADLINE_MAX_SECONDS = 7 * 86_400;

/** What the chain says of a receipt. */
export interface ReceiptStatus {
  /** Whether the consent holds now, by the newest block's time. */
  holds: boolean;
  state: "holds" | "revoked" | "not yet" | "expired";
  sealId: number;
  sealedBlock: number;
  /** Absent unless it was revoked. */
  revokedBlock?: number;
}

/** The seal on chain that a receipt belongs to. @throws NOT_FOUND */
export async function sealOfReceipt(chain: Chain, { consent, root }: SealReceipt): Promise<SealState> {
  const seal = await findSealByRoot(chain, consent.site, root);
  if (seal !== undefined) return seal;
  throw new FederationError("NOT_FOUND", "No seal of this hospital on chain has the receipt's root.", {
    field: "receipt",
    hint: "Check that it is for this consortium; if so, the hospital has not sealed the consent.",
  });
}

/** Whether a sealed consent holds, as the chain says. @throws NOT_FOUND */
export async function readReceiptStatus(chain: Chain, receipt: SealReceipt): Promise<ReceiptStatus> {
  const seal = await sealOfReceipt(chain, receipt);
  const { sealId, sealedBlock } = seal;
  const [stands, newest] = await Promise.all([isSealed(chain, sealId, receipt), chain.provider.getBlock("latest")]);
  const { from, until, index } = receipt.consent;
  const nowSeconds = newest?.timestamp ?? 0;
  const period = nowSeconds < from ? "not yet" : nowSeconds < until ? "holds" : "expired";
  const state = stands ? period : "revoked";
  const revokedBlock = seal.revoked.get(index);
  const revoked = revokedBlock === undefined ? {} : { revokedBlock };
  return { holds: state === "holds", state, sealId, sealedBlock, ...revoked };
}

/**
 * Signs the revocation of a sealed consent with the receipt's own key, or the patient's where the receipt has none; any relay
 * can bring it on chain, and the hospital has no say. `deadline` in unix seconds.
 *
 * @throws REQUEST_INVALID where the key is not the one that may revoke
 */
export async function signSealedRevocation({
  deployment,
  sealId,
  receipt: { consent, proof, revocationKey },
  privateKey,
  deadline,
}: {
  deployment: Deployment;
  sealId: number;
  receipt: SealReceipt;
  privateKey?: string | undefined;
  deadline: number;
}): Promise<SealedRevocation> {
  const key = privateKey ?? revocationKey;
  const account = key === undefined ? undefined : patientKeyOf(key);
  if (account?.keyHash !== consent.keyHash) {
    throw new FederationError("REQUEST_INVALID", "The key is not the one that may revoke this consent.", {
      field: "key",
      hint: "Use the receipt's own key, or the key that signed the consent.",
    });
  }
  const typed = revokeSealedTypedData(deployment, { sealId, index: consent.index, deadline });
  const signature = await signConsentData(accountOf(account.privateKey), typed);
  const revocation = { v: CONSENT_VERSION, sealId, consent, proof, deadline, signer: account.account, signature };
  return checkDocument(SealedRevocation, revocation, "revocation");
}

/**
 * What a relay checks before it asks the chain, let alone pays: form, deadline, that the signer is the leaf's, and its
 * signature. Returns the root that leaf and proof lead to, for comparison with the seal's.
 *
 * @throws REQUEST_INVALID, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID; CONFIG_INVALID where the deployment has no seals
 */
export function verifySealedRevocation(
  deployment: Deployment,
  document: unknown,
  nowSeconds: number = Math.floor(Date.now() / 1_000),
): { revocation: SealedRevocation; root: Hex } {
  addressOf(deployment, "ConsentSeals");
  const revocation = checkDocument(SealedRevocation, document, "revocation");
  const { sealId, consent, proof, deadline, signer, signature } = revocation;
  if (deadline < nowSeconds) {
    throw new FederationError("CONSENT_EXPIRED", "The request's deadline has passed.", {
      field: "revocation.deadline",
      hint: "Sign it again.",
    });
  }
  if (deadline > nowSeconds + DEADLINE_MAX_SECONDS) {
    throw new FederationError("REQUEST_INVALID", "The deadline is more than a week ahead.", {
      field: "revocation.deadline",
    });
  }
  const typed = revokeSealedTypedData(deployment, { sealId, index: consent.index, deadline });
  if (keyHashOf(signer) !== consent.keyHash || !isSignedOffChain(deployment, typed, signer, signature)) {
    throw new FederationError(
      "CONSENT_SIGNATURE_INVALID",
      "The signature is not of the consent's key over this request.",
      {
        field: "revocation.signature",
      },
    );
  }
  return { revocation, root: rootOfProof(sealLeafHash(consent), proof) };
}
