import { utf8 } from "../canonical/bytes.ts";
import { type Digest, digestBytes } from "../canonical/digest.ts";
import { CATEGORIES, categoryBits } from "../chain/categories.ts";
import { purposeOf } from "../chain/purposes.ts";
import { FederationError } from "../errors/FederationError.ts";

export interface ConsentTextInput {
  /** The hospital as the patient knows it. */
  siteName: string;
  /** DUO code. */
  purpose: string;
  categories: readonly string[];
  /** Unix seconds. */
  from: number;
  until: number;
}

/**
 * The words a patient reads before signing a grant, one text for one meaning: categories in table order, times in UTC.
 * Its SHA-256 goes on chain as `textDigest`, so what was shown can be proved later.
 *
 * @throws REQUEST_INVALID for an unknown purpose or category, a period that is not one, or a name that is not one line.
 */
export function consentText({ siteName, purpose, categories, from, until }: ConsentTextInput): string {
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u.test(siteName) || siteName.trim() !== siteName) {
    throw new FederationError("REQUEST_INVALID", "Not a name of one line.", {
      field: "siteName",
      mend: "Give the hospital's name.",
    });
  }
  if (!(until > from)) {
    throw new FederationError("REQUEST_INVALID", "The consent would end before it begins.", { field: "until" });
  }
  const bits = categoryBits(categories);
  const named = CATEGORIES.filter((_, position) => ((bits >>> position) & 1) === 1);
  const { code, label } = purposeOf(purpose);
  return [
    "CONSENT TO USE HEALTH DATA",
    "",
    `Hospital: ${siteName}`,
    `Purpose: ${label} (${code})`,
    `Data: ${named.join(", ")}`,
    `From: ${utcTime(from)}`,
    `Until: ${utcTime(until)}`,
    "",
    "I allow this hospital to compute on these data of mine, for this purpose and in this time, in studies of the",
    "consortium. My record does not leave the hospital: only sums over many patients do. I may revoke this consent at",
    "any time, without giving a reason and without any effect on my care. Sums already made cannot be unmade; no round",
    "that begins after my revocation uses my record.",
    "",
  ].join("\n");
}

/** SHA-256 of a consent text's UTF-8 bytes. */
export function textDigestOf(text: string): Digest {
  return digestBytes(utf8(text));
}

function utcTime(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > 253_402_300_799) {
    throw new FederationError("REQUEST_INVALID", "Not a time before the year 10000.", { field: "from, until" });
  }
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}
