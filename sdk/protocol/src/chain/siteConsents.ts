import type { Chain } from "./connectChain.ts";
import { basisNumber } from "./consentBases.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

/** A consent that a site records for a patient who signs nothing on chain. Times are unix seconds. */
export interface AttestedConsent {
  /** A random handle that only the site can link to the patient. */
  keyHash: Hex;
  basis: "paper" | "waiver";
  purpose: number;
  categories: number;
  from: number;
  until: number;
  /** SHA-256 of the signed paper, or of the ethics board's decision. */
  evidenceDigest: Hex;
}

/** Records consents on paper or by ethics waiver, as the site itself; all or none. */
export function attestConsents(chain: Chain, consents: readonly AttestedConsent[]): Promise<SentTransaction> {
  const items = consents.map((consent) => ({ ...consent, basis: basisNumber(consent.basis) }));
  return send(chain, "ConsentRegistry", "attestConsents", [items]);
}

/** Enrols the guardian's key for a patient, as the site itself; `null` for none any more. */
export function enrolGuardian(
  chain: Chain,
  { keyHash, guardianKeyHash, evidenceDigest }: { keyHash: Hex; guardianKeyHash: Hex | null; evidenceDigest: Hex },
): Promise<SentTransaction> {
  const guardian = guardianKeyHash ?? (`0x${"00".repeat(32)}` as const);
  return send(chain, "ConsentRegistry", "enrolGuardian", [keyHash, guardian, evidenceDigest]);
}

/** The key hash of a patient's guardian at a site; zero if none. */
export function readGuardian(chain: Chain, keyHash: Hex, site: number): Promise<Hex> {
  return read(chain, "ConsentRegistry", "guardianOf", [keyHash, site]);
}

/**
 * Records, as the site itself, the revocation of one consent. A key that signed it grants nothing for the purpose any more.
 * `evidenceDigest` is SHA-256 of the evidence of the patient's wish.
 */
export function revokeForPatient(
  chain: Chain,
  { keyHash, purpose, evidenceDigest }: { keyHash: Hex; purpose: number; evidenceDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "revokeForPatient", [keyHash, purpose, evidenceDigest]);
}

/** Revokes, as the site itself, everything a lost key consented to there, and bars the key; the patient enrols another. */
export function retireKey(
  chain: Chain,
  { keyHash, evidenceDigest }: { keyHash: Hex; evidenceDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "retireKey", [keyHash, evidenceDigest]);
}
