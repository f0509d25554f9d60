import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type ConsentBasis, DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { randomBytes } from "@consilium/sdk/crypto/random.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { consentText } from "@consilium/sdk/patient/consentText.ts";
import { createPatientKey, type PatientKey, patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import { readConsentStatus } from "@consilium/sdk/patient/readConsentStatus.ts";
import { signGrant, signGrantForStudies, signGuardianGrant, signRevoke } from "@consilium/sdk/patient/signConsent.ts";
import { submitToRelay } from "@consilium/sdk/patient/submitToRelay.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { StepProgress } from "./Progress.ts";
import type { StateDirectory } from "./StateDirectory.ts";
import { type WayOfConsent, wayOfConsent } from "./waysOfConsent.ts";

export interface Patient {
  readonly patientId: string;
  readonly way: WayOfConsent;
  /** Who signs: the patient or the guardian; for a consent on paper nobody does. */
  readonly key: PatientKey;
  /** Under which the hospital has enrolled the patient and the chain keeps the consents. */
  readonly keyHash: Hex;
}

/** A patient in the wallet file: the own private key, or the hospital's handle with the guardian's key where there is one. */
type Kept = string | { way: "guardian" | "paper" | "studies"; privateKey: string; handle?: Hex };

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
export const CONSENT_SECONDS = 2 * 365 * 86_400;
const REQUEST_SECONDS = 3_600;
const KEY_PAGE = 1_000;

/**
 * One key for each patient and hospital, or a handle where somebody else consents for the patient, as far as the study
 * accepts that. The file stands in for the phones of patients and guardians: no real party ever holds the keys of two. The
 * hospital's enrolment list is written from it.
 */
export async function ensurePatients(
  state: StateDirectory,
  siteId: string,
  patientIds: readonly string[],
  accepted: readonly ConsentBasis[] = DEFAULT_BASES,
): Promise<readonly Patient[]> {
  const wallet = `patients/${siteId}.json`;
  const kept = (await state.readJson<Record<string, Kept>>(wallet)) ?? {};
  const held = patientIds.map((patientId, position): readonly [string, Kept] => {
    const stored = Object.hasOwn(kept, patientId) ? kept[patientId] : undefined;
    return [patientId, stored ?? newPatient(wayOfConsent(position, accepted))];
  });
  if (patientIds.some((patientId) => !Object.hasOwn(kept, patientId))) {
    await state.writeJson(wallet, Object.fromEntries(held));
  }
  const lines = held.map(([patientId, each]) => `${quoted(patientId)},${signerOf(each)}\n`);
  await state.writeText(`sites/${siteId}/enrolments.csv`, `patient_id,signer\n${lines.join("")}`);
  return held.map(([patientId, each]) => patientOf(patientId, each));
}

function newPatient(way: WayOfConsent): Kept {
  const { privateKey } = createPatientKey();
  if (way === "patient") return privateKey;
  return way === "studies" ? { way, privateKey } : { way, privateKey, handle: toHex(randomBytes(32)) };
}

function patientOf(patientId: string, kept: Kept): Patient {
  const { way, privateKey, handle } = typeof kept === "string" ? { way: "patient" as const, privateKey: kept } : kept;
  const key = patientKeyOf(privateKey);
  return { patientId, way, key, keyHash: handle ?? key.keyHash };
}

/** What the enrolment list has for the patient: the account that signs, or the handle. */
function signerOf(kept: Kept): string {
  if (typeof kept !== "string" && kept.handle !== undefined) return kept.handle;
  return patientKeyOf(typeof kept === "string" ? kept : kept.privateKey).account;
}

function quoted(patientId: string): string {
  return /[",]/.test(patientId) ? `"${patientId.replaceAll('"', '""')}"` : patientId;
}

/**
 * Signs and relays the grant of every patient whose key the chain does not know yet, the guardian's where one is enrolled; the
 * consents on paper are the hospital's to record. Returns how many were sent.
 */
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
    for (const patient of site.patients) {
      if (patient.way !== "paper" && !known.has(patient.keyHash)) waiting.push({ site, patient });
    }
  }
  const now = Math.floor(Date.now() / 1_000);
  const { purpose, disease, categories } = study.document;
  const period = { from: now - 60, until: now + CONSENT_SECONDS };
  const sign = ({ site, patient: { way, key, keyHash } }: { site: ConsentingSite; patient: Patient }) => {
    const said = { siteName: site.title, purpose, disease, categories, ...period };
    const request = {
      ...said,
      key,
      deployment: chain.deployment,
      site: site.index,
      text: consentText(said),
      nonce: 0,
      deadline: now + REQUEST_SECONDS,
    };
    const studyDigests = [study.digest];
    switch (way) {
      case "guardian":
        return signGuardianGrant({ ...request, keyHash, text: consentText({ ...said, forPatient: keyHash }) });
      case "studies":
        return signGrantForStudies({
          ...request,
          studyDigests,
          text: consentText({ ...said, studies: studyDigests }),
        });
      default:
        return signGrant(request);
    }
  };
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

/** Revokes the consents of these patients, who signed them themselves, that are still open. */
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

export async function registeredKeys(chain: Chain, site: number): Promise<Set<string>> {
  const keys = new Set<string>();
  for (;;) {
    const page = await read(chain, "ConsentRegistry", "keysOf", [site, keys.size, KEY_PAGE]);
    for (const keyHash of page) keys.add(keyHash);
    if (page.length < KEY_PAGE) return keys;
  }
}
