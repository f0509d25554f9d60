import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CONSENTS_HEADER } from "@consilium/node/seals/consentsList.ts";
import { SealFiles } from "@consilium/node/seals/SealFiles.ts";
import { type SealedList, sealList } from "@consilium/node/seals/sealList.ts";
import { categoriesOf, categoryBits } from "@consilium/sdk/chain/categories.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { signConsentData } from "@consilium/sdk/chain/consentRequests.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { forceRevocation, revokeSealedTypedData } from "@consilium/sdk/chain/seals.ts";
import { readSealsAt } from "@consilium/sdk/chain/sealsAt.ts";
import type { PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import { Wallet } from "ethers";

export interface SigningPatient {
  id: string;
  key: Pick<PatientKey, "privateKey" | "account">;
}

/** Seals consents that patients signed, as the site's command does. */
export async function sealWith(
  { chain, site, stateDir }: { chain: Chain; site: number; stateDir: string },
  patients: readonly SigningPatient[],
  { purpose, categories, until = 2_000_000_000 }: { purpose: string; categories: readonly string[]; until?: number },
): Promise<SealedList> {
  const textDigest = `0x${"0b".repeat(32)}` as const;
  const terms = { purpose: purposeNumber(purpose), categories: categoryBits(categories), from: 1_700_000_000, until };
  const lines = await Promise.all(
    patients.map(async ({ id, key }) => {
      const signed = { site, basis: "patient" as const, ...terms, textDigest };
      const { signer, signature } = await signSealedConsent(chain.deployment, new Wallet(key.privateKey), signed);
      const named = categoriesOf(terms.categories).join(";");
      return `${id},patient,${purpose},${named},${terms.from},${until},${textDigest},${signer},${signature}`;
    }),
  );
  await mkdir(stateDir, { recursive: true });
  const list = join(stateDir, `list-${randomUUID()}.csv`);
  await writeFile(list, [CONSENTS_HEADER, ...lines, ""].join("\n"));
  return await sealList({
    chain,
    site,
    siteName: "St. Mary",
    files: new SealFiles(stateDir),
    enrolments: [],
    list,
    receipts: join(stateDir, "receipts"),
  });
}

/** A patient's forced revocation of the consent sealed for them, by any account that pays. */
export async function forceSealedRevocation(
  payer: Chain,
  { site, stateDir, sealId }: { site: number; stateDir: string; sealId: number },
  { id, key }: SigningPatient,
): Promise<number> {
  const now = await payer.provider.getBlockNumber();
  const seals = await readSealsAt(payer, site, { sealedBy: now, revokedBy: now });
  const { entries } = await new SealFiles(stateDir).register(seals.find((seal) => seal.sealId === sealId)!);
  const { consent, proof } = entries.find(({ patientId }) => patientId === id)!;
  const deadline = Math.floor(Date.now() / 1_000) + 3_600;
  const typed = revokeSealedTypedData(payer.deployment, { sealId, index: consent.index, deadline });
  const signature = await signConsentData(new Wallet(key.privateKey), typed);
  await forceRevocation(payer, { sealId, consent, proof, deadline, signer: key.account, signature });
  return consent.index;
}
