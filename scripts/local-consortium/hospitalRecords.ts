import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import {
  type AttestedConsent,
  attestConsents,
  enrolGuardian,
  readGuardian,
} from "@consilium/sdk/chain/siteConsents.ts";
import { consentText } from "@consilium/sdk/patient/consentText.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { openServiceKeys, wipeServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { CONSENT_SECONDS, type ConsentingSite, registeredKeys } from "./patients.ts";
import type { StateDirectory } from "./StateDirectory.ts";

/** Consents on paper in one transaction. */
const BATCH = 100;
/** The hospital waits for its own transactions; the development chain has each in a block at once. */
const POLL_MS = 20;

/** What a hospital records itself, with its own account: who is whose guardian, and the consents on paper. Repeats nothing. */
export async function recordAtHospital(
  state: StateDirectory,
  rpcUrl: string,
  deployment: Deployment,
  study: Study,
  site: ConsentingSite,
): Promise<void> {
  const passphrase = (await state.readText(`sites/${site.id}/passphrase.txt`))!.trim();
  const keys = await openServiceKeys(state.at("sites", site.id, "state"), passphrase);
  const chain = await connectChain({ rpcUrl, deployment, signer: keys.chainKey, pollMs: POLL_MS });
  wipeServiceKeys(keys);
  try {
    for (const { way, key, keyHash, patientId } of site.patients) {
      if (way !== "guardian") continue;
      if ((await readGuardian(chain, keyHash, site.index)) === key.keyHash) continue;
      const evidenceDigest = digestBytes(utf8(`guardianship of ${patientId} at ${site.id}`));
      await enrolGuardian(chain, { keyHash, guardianKeyHash: key.keyHash, evidenceDigest });
    }
    const known = await registeredKeys(chain, site.index);
    const waiting = site.patients.filter(({ way, keyHash }) => way === "paper" && !known.has(keyHash));
    const papers = waiting.map(({ keyHash, patientId }) => paperOf(study, site, keyHash, patientId));
    for (let start = 0; start < papers.length; start += BATCH) {
      await attestConsents(chain, papers.slice(start, start + BATCH));
    }
  } finally {
    chain.close();
  }
}

/** The paper is made up: the text that others sign, with a signature line. */
function paperOf(study: Study, site: ConsentingSite, keyHash: `0x${string}`, patientId: string): AttestedConsent {
  const { purpose, disease, categories } = study.document;
  const from = Math.floor(Date.now() / 1_000) - 60;
  const period = { from, until: from + CONSENT_SECONDS };
  const text = consentText({ siteName: site.title, purpose, disease, categories, ...period });
  return {
    keyHash,
    basis: "paper",
    purpose: purposeNumber(purpose),
    categories: categoryBits(categories),
    ...period,
    evidenceDigest: digestBytes(utf8(`${text}\nSigned: ${patientId}\n`)),
  };
}
