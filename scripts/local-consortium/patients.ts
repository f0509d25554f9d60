import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { consentText } from "@consilium/sdk/patient/consentText.ts";
import { createPatientKey, type PatientKey, patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import { readConsentStatus } from "@consilium/sdk/patient/readConsentStatus.ts";
import { signGrant, signRevoke } from "@consilium/sdk/patient/signConsent.ts";
import { submitToRelay } from "@consilium/sdk/patient/submitToRelay.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { StepProgress } from "./Progress.ts";
import type { StateDirectory } from "./StateDirectory.ts";

export interface Patient {
  readonly patientId: string;
  readonly key: PatientKey;
}

/** A hospital as its patients know it. */
export interface ConsentingSite {
  readonly id: string;
  readonly title: string;
  /** Member index. */
  readonly index: number;
  readonly patients: readonly Patient[];
}

const BATCH = 100;
const BATCHES_IN_FLIGHT = 3;
const CONSENT_SECONDS = 2 * 365 * 86_400;
const REQUEST_SECONDS = 3_600;
const KEY_PAGE = 1_000;

/**
 * One key for each patient and hospital. The file stands in for the patients' phones: no real party ever holds the keys
 * of two patients. The hospital's enrolment list is written from it.
 */
export async function ensurePatients(
  state: StateDirectory,
  siteId: string,
  patientIds: readonly string[],
): Promise<readonly Patient[]> {
  const wallet = `patients/${siteId}.json`;
  const kept = (await state.readJson<Record<string, string>>(wallet)) ?? {};
  const patients = patientIds.map((patientId) => {
    const stored = Object.hasOwn(kept, patientId) ? kept[patientId] : undefined;
    return { patientId, key: stored === undefined ? createPatientKey() : patientKeyOf(stored) };
  });
  if (patientIds.some((patientId) => !Object.hasOwn(kept, patientId))) {
    await state.writeJson(
      wallet,
      Object.fromEntries(patients.map(({ patientId, key }) => [patientId, key.privateKey])),
    );
  }
  const lines = patients.map(({ patientId, key }) => `${quoted(patientId)},${key.account}\n`);
  await state.writeText(`sites/${siteId}/enrolments.csv`, `patient_id,signer\n${lines.join("")}`);
  return patients;
}

function quoted(patientId: string): string {
  return /[",]/.test(patientId) ? `"${patientId.replaceAll('"', '""')}"` : patientId;
}

/** Signs and relays the grant of every patient whose key the chain does not know yet. Returns how many were sent. */
export async function grantConsents(
  chain: Chain,
  relayUrl: string,
  study: Study,
  sites: readonly ConsentingSite[],
  progress: StepProgress,
): Promise<number> {
  const waiting: { site: ConsentingSite; patient: Patient }[] = [];
  for (const site of sites) {
    const known = await registeredKeys(chain, site.index);
    for (const patient of site.patients) if (!known.has(patient.key.keyHash)) waiting.push({ site, patient });
  }
  const now = Math.floor(Date.now() / 1_000);
  const { purpose, categories } = study.document;
  const period = { from: now - 60, until: now + CONSENT_SECONDS };
  const sign = ({ site, patient }: { site: ConsentingSite; patient: Patient }) =>
    signGrant({
      key: patient.key,
      deployment: chain.deployment,
      site: site.index,
      purpose,
      categories,
      ...period,
      text: consentText({ siteName: site.title, purpose, categories, ...period }),
      nonce: 0,
      deadline: now + REQUEST_SECONDS,
    });
  let next = 0;
  let done = 0;
  const relayBatches = async (): Promise<void> => {
    while (next < waiting.length) {
      const batch = waiting.slice(next, next + BATCH);
      next += batch.length;
      await relay(relayUrl, await Promise.all(batch.map(sign)));
      done += batch.length;
      progress.update(done, waiting.length, "signatures");
    }
  };
  await Promise.all(Array.from({ length: BATCHES_IN_FLIGHT }, relayBatches));
  return waiting.length;
}

/** Revokes the consents of these patients that are still open. */
export async function revokeConsents(
  chain: Chain,
  relayUrl: string,
  study: Study,
  site: ConsentingSite,
  patients: readonly Patient[],
): Promise<void> {
  const { purpose } = study.document;
  const requests: SignedConsentRequest[] = [];
  for (const { key } of patients) {
    const { consented, nonce } = await readConsentStatus(chain, key, site.index, purpose);
    if (!consented) continue;
    const deadline = Math.floor(Date.now() / 1_000) + REQUEST_SECONDS;
    requests.push(await signRevoke({ key, deployment: chain.deployment, site: site.index, purpose, nonce, deadline }));
  }
  if (requests.length > 0) await relay(relayUrl, requests);
}

async function relay(relayUrl: string, requests: readonly SignedConsentRequest[]): Promise<void> {
  const refused = (await submitToRelay(relayUrl, requests)).find((outcome) => !outcome.accepted);
  if (refused === undefined || refused.accepted) return;
  throw new FederationError("CHAIN_REVERTED", `The relay refused a consent: ${refused.code}.`, { field: "consents" });
}

async function registeredKeys(chain: Chain, site: number): Promise<Set<string>> {
  const keys = new Set<string>();
  for (;;) {
    const page = await read(chain, "ConsentRegistry", "keysOf", [site, keys.size, KEY_PAGE]);
    for (const keyHash of page) keys.add(keyHash);
    if (page.length < KEY_PAGE) return keys;
  }
}
