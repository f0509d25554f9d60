import { utf8 } from "../canonical/bytes.ts";
import { type Digest, digestBytes } from "../canonical/digest.ts";
import { formatTime } from "../canonical/time.ts";
import { CATEGORIES, categoryBits } from "../chain/categories.ts";
import { isPlainName } from "../chain/memberNames.ts";
import { DISEASE_PURPOSE, purposeOf } from "../chain/purposes.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";

/** A term of the Mondo Disease Ontology. */
export interface Disease {
  /** Such as `MONDO:0005148`. */
  code: string;
  label: string;
}

export interface ConsentTextInput {
  /** The hospital's name on chain (`Member.name`), by which the patient knows it. */
  siteName: string;
  /** DUO code. */
  purpose: string;
  /** For `DUO:0000007`, and for nothing else: the disease, as the study names it. */
  disease?: Disease | undefined;
  categories: readonly string[];
  /** Unix seconds. */
  from: number;
  until: number;
  /** Digests of the only studies that it is for; without them, every study of the purpose. */
  studies?: readonly Hex[];
  /** Key hash of the patient for whom a guardian consents; `listed` where the hospital's list of sealed consents names the patient. */
  forPatient?: Hex | "listed";
}

/**
 * The words a patient or guardian reads before signing a grant, one text for one meaning: categories in table order, studies
 * in the order of their digests, times in UTC. Its SHA-256 goes on chain as `textDigest`, so what was shown can be proved later.
 *
 * A disease binds through this text: its digest proves what was shown, and a consent for named studies covers no other disease.
 *
 * @throws REQUEST_INVALID for an unknown purpose or category, a period that is not one, or a name that is not one line.
 * @example
 * consentText({
 *   siteName: "Northgate",
 *   purpose: "DUO:0000006",
 *   categories: ["demographics", "laboratory"],
 *   from: 1_767_225_600, // 2026-01-01
 *   until: 1_893_456_000, // 2030-01-01
 * });
 */
export function consentText(input: ConsentTextInput): string {
  const { siteName, purpose, categories, from, until, studies, forPatient } = input;
  requireName(siteName);
  if (!(until > from)) {
    throw new FederationError("REQUEST_INVALID", "The consent would end before it begins.", { field: "until" });
  }
  const bits = categoryBits(categories);
  const named = CATEGORIES.filter((_, position) => ((bits >>> position) & 1) === 1);
  const { code, label } = purposeOf(purpose);
  requireDisease(code, input.disease);
  return [
    "CONSENT TO USE HEALTH DATA",
    "",
    `Hospital: ${siteName}`,
    ...(forPatient === undefined ? [] : [`Given by: a guardian, for the patient ${patientNamed(forPatient)}`]),
    `Purpose: ${label} (${code})`,
    ...(input.disease === undefined ? [] : [`Disease: ${input.disease.label} (${input.disease.code})`]),
    ...(studies === undefined ? [] : studyLines(studies)),
    `Data: ${named.join(", ")}`,
    `From: ${utcTime(from)}`,
    `Until: ${utcTime(until)}`,
    "",
    ...(forPatient === undefined ? OWN_WORDS : GUARDIAN_WORDS),
    ...(studies === undefined ? [] : [LIMITED_WORDS]),
    "",
  ].join("\n");
}

function patientNamed(forPatient: Hex | "listed"): string {
  return forPatient === "listed" ? "whom the hospital's list names" : `with the key hash ${forPatient}`;
}

const OWN_WORDS = [
  "I allow this hospital to compute on these data of mine, for this purpose and in this time, in studies of the",
  "consortium. My record does not leave the hospital: only sums over many patients do. I may revoke this consent at",
  "any time, without giving a reason and without any effect on my care. Sums already made cannot be unmade; no round",
  "that begins after my revocation uses my record.",
];

const GUARDIAN_WORDS = [
  "As this patient's guardian I allow this hospital to compute on these data of the patient, for this purpose and in",
  "this time, in studies of the consortium. The record does not leave the hospital: only sums over many patients do. I",
  "may revoke this consent at any time, without giving a reason and without any effect on the patient's care. Sums",
  "already made cannot be unmade; no round that begins after my revocation uses the record.",
];

const LIMITED_WORDS = "It is for the studies named above only: a study that is not named does not use the record.";

/**
 * What a patient reads before revoking everything at a hospital.
 *
 * @throws REQUEST_INVALID for a name that is not one line.
 * @example revokeAllText({ siteName: "Northgate" })
 */
export function revokeAllText({ siteName }: { siteName: string }): string {
  requireName(siteName);
  return [
    "REVOKE ALL CONSENTS",
    "",
    `Hospital: ${siteName}`,
    "",
    "This ends every consent that this key has given this hospital, for every purpose and every study, at once. Requests",
    "signed before it have no force any more, even if they arrive later. Sums already made cannot be unmade; no round",
    "that begins after it uses the record. The same key may consent again.",
    "",
  ].join("\n");
}

function studyLines(studies: readonly Hex[]): string[] {
  if (studies.length === 0 || !studies.every((study) => /^0x[0-9a-f]{64}$/.test(study))) {
    throw new FederationError("REQUEST_INVALID", "Not a list of study digests.", {
      field: "studies",
      hint: "Give 1 to 32 digests, `0x` and 64 lower-case hex digits each.",
    });
  }
  return ["Only for the studies with these digests:", ...[...new Set(studies)].sort().map((study) => `  ${study}`)];
}

function requireDisease(purpose: string, disease: Disease | undefined): void {
  if (purpose !== DISEASE_PURPOSE && disease === undefined) return;
  const isNamed = disease !== undefined && /^MONDO:\d{7}$/.test(disease.code) && isPlainName(disease.label);
  if (purpose === DISEASE_PURPOSE && isNamed && disease.label.length <= 200) return;
  throw new FederationError("REQUEST_INVALID", `A consent names a disease for ${DISEASE_PURPOSE}, and only for it.`, {
    field: "disease",
    hint: "Give the study's disease: a MONDO code such as MONDO:0005148, and its label on one line.",
  });
}

function requireName(siteName: string): void {
  if (isPlainName(siteName) && siteName.length <= 200) return;
  throw new FederationError("REQUEST_INVALID", "Not a name of one line.", {
    field: "siteName",
    hint: "Give the hospital's name.",
  });
}

/**
 * SHA-256 of a consent text's UTF-8 bytes.
 *
 * @example textDigestOf(revokeAllText({ siteName: "Northgate" })) // "0x9a088eef…04ba09"
 */
export function textDigestOf(text: string): Digest {
  return digestBytes(utf8(text));
}

function utcTime(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > 253_402_300_799) {
    throw new FederationError("REQUEST_INVALID", "Not a time before the year 10000.", { field: "from, until" });
  }
  return formatTime(seconds);
}
