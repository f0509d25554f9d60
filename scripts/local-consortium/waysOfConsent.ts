import type { ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";

/**
 * How a patient of the demonstration consents: signing for every study of the purpose, signing for this one study only,
 * through a guardian, or on paper at the hospital.
 */
export type WayOfConsent = "patient" | "studies" | "guardian" | "paper";

/** Of so many patients one; the rest sign themselves for the purpose. */
const ONE_OF = { paper: 30, studies: 50, guardian: 100 } as const;

/** The way of the patient at a position of the hospital's list: the same mix everywhere, as far as the study accepts it. */
export function wayOfConsent(position: number, accepted: readonly ConsentBasis[]): WayOfConsent {
  const isTurn = (way: keyof typeof ONE_OF) => position % ONE_OF[way] === ONE_OF[way] - 1;
  if (isTurn("guardian") && accepted.includes("guardian")) return "guardian";
  if (isTurn("paper") && accepted.includes("paper")) return "paper";
  // Only a study that takes more than signatures has the mix: the others stay as they were.
  return isTurn("studies") && accepted.length > 1 ? "studies" : "patient";
}
