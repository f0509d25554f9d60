import { FederationError } from "../errors/FederationError.ts";

/**
 * On what a consent rests: the patient's own signature, a guardian's, a signed paper that the site attests, or an ethics
 * board's waiver that the site attests. The position is the number on chain less 1, and the bit in a study's terms.
 */
export const CONSENT_BASES = ["patient", "guardian", "paper", "waiver"] as const;
export type ConsentBasis = (typeof CONSENT_BASES)[number];

/** What a study accepts that says nothing of it: patients' own signatures. */
export const DEFAULT_BASES: readonly ConsentBasis[] = ["patient"];

/** Bits of the named bases. Throws REQUEST_INVALID listing what there is. */
export function basisBits(names: readonly string[]): number {
  return names.reduce((bits, name) => {
    const position = (CONSENT_BASES as readonly string[]).indexOf(name);
    if (position >= 0) return bits | (1 << position);
    throw new FederationError("REQUEST_INVALID", `${JSON.stringify(name.slice(0, 40))} is not a basis of a consent.`, {
      field: "consentBases",
      hint: `The bases are ${CONSENT_BASES.join(", ")}.`,
    });
  }, 0);
}

/** The number that a basis has on chain. */
export function basisNumber(basis: ConsentBasis): number {
  return CONSENT_BASES.indexOf(basis) + 1;
}

/** The basis with this number on chain; `none` for a number that is no basis. */
export function basisOfNumber(number: number): ConsentBasis | "none" {
  return CONSENT_BASES[number - 1] ?? "none";
}
