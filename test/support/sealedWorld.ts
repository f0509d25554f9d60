import { randomBytes } from "node:crypto";
import type { SealOfSite } from "@consilium/node/cohort/sealedStandings.ts";
import type { SealEntry } from "@consilium/node/seals/SealRegister.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import type { ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { type ConsentToSeal, sealConsents } from "@consilium/sdk/seals/sealConsents.ts";
import { restsOnSignature, signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import { Wallet } from "ethers";

/** A consent for tests of sealed cohorts: its patient, and what of its terms differs from the ordinary. */
export interface SealedFor {
  patientId: string;
  /** The patient's or guardian's key; without one, paper has a key of the receipt. */
  wallet?: { address: string; privateKey: string };
  basis?: ConsentBasis;
  terms?: Partial<ConsentToSeal>;
}

/** Seals as a site does, in memory: what the chain would show, and what the site keeps. */
export async function sealFor(
  deployment: Deployment,
  base: Omit<ConsentToSeal, "basis" | "keyHash">,
  consents: readonly SealedFor[],
  { sealId, sealedBlock, revoked = new Map() }: { sealId: number; sealedBlock: number; revoked?: Map<number, number> },
): Promise<SealOfSite & { entries: SealEntry[] }> {
  const terms = consents.map(({ basis = "patient", wallet, terms }) => ({
    ...base,
    ...terms,
    basis,
    ...(wallet === undefined ? {} : { keyHash: keyHashOf(wallet.address.toLowerCase() as Hex) }),
  }));
  const { root, size, receipts } = sealConsents(terms);
  const entries = await Promise.all(
    consents.map(async ({ patientId, wallet, basis = "patient" }, i): Promise<SealEntry> => {
      const { consent, proof } = receipts[i]!;
      if (wallet === undefined || !restsOnSignature(basis)) return { patientId, consent, proof };
      const { keyHash: _, index: __, salt: ___, ...signedTerms } = consent;
      const signed = await signSealedConsent(deployment, new Wallet(wallet.privateKey), signedTerms);
      return { patientId, consent, proof, ...signed };
    }),
  );
  const evidenceDigest = digestBytes(randomBytes(8));
  const seal = { sealId, root: root as Hex, site: base.site, size, sealedBlock, evidenceDigest, revoked };
  return { seal, entries };
}

export const someDigest = (): Hex => toHex(randomBytes(32));
