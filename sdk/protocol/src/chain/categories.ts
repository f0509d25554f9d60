import { FederationError } from "../errors/FederationError.ts";

/** Data categories that a consent covers and a study reads. The position is the bit on chain, so only append. */
export const CATEGORIES = [
  "demographics",
  "vital-signs",
  "laboratory",
  "conditions",
  "medications",
  "procedures",
  "imaging",
  "notes",
  "genomics",
  "allergies",
  "immunizations",
  "encounters",
  "devices",
  "family-history",
  "social-history",
  "survey",
  "outcomes",
  "waveforms",
  "pathology",
  "claims",
  "audio",
  "other-omics",
  "environment",
] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * Bits of the named categories, an unsigned 32-bit integer. Throws REQUEST_INVALID listing what there is.
 *
 * @example categoryBits(["demographics", "laboratory"]) // 5
 */
export function categoryBits(names: readonly string[]): number {
  let bits = 0;
  for (const name of names) {
    const position = (CATEGORIES as readonly string[]).indexOf(name);
    if (position < 0) {
      throw new FederationError("REQUEST_INVALID", `${JSON.stringify(name.slice(0, 40))} is not a data category.`, {
        field: "categories",
        hint: `The categories are ${CATEGORIES.join(", ")}.`,
      });
    }
    bits |= 1 << position;
  }
  return bits >>> 0;
}

/** Names of the categories in a set of bits, in table order; bits that no category has are passed over. */
export function categoriesOf(bits: number): Category[] {
  return CATEGORIES.filter((_, position) => ((bits >>> position) & 1) === 1);
}

/** Whether a consent for `consented` covers a study that reads `needed`. */
export function coversCategories(consented: number, needed: number): boolean {
  return (needed & ~consented) === 0;
}
