import { FederationError } from "../errors/FederationError.ts";

/**
 * Purposes a consent and a study can name: terms of the GA4GH Data Use Ontology (DUO, release 2021-02-23, CC BY 4.0;
 * Lawson et al., Cell Genomics 2021). The number on chain is the term's own, so `DUO:0000042` is 42. Terms that only restrict
 * another purpose (ethics approval required, time limit, …) are no purposes and are not here.
 */
export const PURPOSES = [
  { number: 4, code: "DUO:0000004", shorthand: "NRES", label: "no restriction" },
  { number: 6, code: "DUO:0000006", shorthand: "HMB", label: "health or medical or biomedical research" },
  { number: 7, code: "DUO:0000007", shorthand: "DS", label: "disease specific research" },
  { number: 11, code: "DUO:0000011", shorthand: "POA", label: "population origins or ancestry research only" },
  { number: 16, code: "DUO:0000016", shorthand: "GSO", label: "genetic studies only" },
  { number: 31, code: "DUO:0000031", shorthand: undefined, label: "method development" },
  { number: 32, code: "DUO:0000032", shorthand: undefined, label: "population research" },
  { number: 33, code: "DUO:0000033", shorthand: undefined, label: "ancestry research" },
  { number: 34, code: "DUO:0000034", shorthand: undefined, label: "age category research" },
  { number: 35, code: "DUO:0000035", shorthand: undefined, label: "gender category research" },
  { number: 36, code: "DUO:0000036", shorthand: undefined, label: "research control" },
  { number: 37, code: "DUO:0000037", shorthand: undefined, label: "biomedical research" },
  { number: 38, code: "DUO:0000038", shorthand: undefined, label: "genetic research" },
  { number: 39, code: "DUO:0000039", shorthand: undefined, label: "drug development research" },
  { number: 40, code: "DUO:0000040", shorthand: undefined, label: "disease category research" },
  { number: 42, code: "DUO:0000042", shorthand: "GRU", label: "general research use" },
  { number: 43, code: "DUO:0000043", shorthand: "CC", label: "clinical care use" },
] as const;

/** Disease specific research: a study and a consent for it name the disease. */
export const DISEASE_PURPOSE = "DUO:0000007";

export type Purpose = (typeof PURPOSES)[number];

/** The purpose with this DUO code (`DUO:0000042`) or shorthand (`GRU`). Throws REQUEST_INVALID listing what there is. */
export function purposeOf(code: string): Purpose {
  const found = PURPOSES.find((purpose) => purpose.code === code || purpose.shorthand === code);
  if (found !== undefined) return found;
  throw new FederationError("REQUEST_INVALID", `${JSON.stringify(code.slice(0, 40))} is not a purpose.`, {
    field: "purpose",
    hint: `Use a GA4GH DUO purpose: ${PURPOSES.map((purpose) => purpose.code).join(", ")}.`,
  });
}

/**
 * The number that a DUO code has on chain, 1 … 255. Throws REQUEST_INVALID.
 *
 * @example purposeNumber("DUO:0000006") // 6
 */
export function purposeNumber(code: string): number {
  return purposeOf(code).number;
}

/** The purpose with this number on chain. Throws REQUEST_INVALID. */
export function purposeByNumber(number: number): Purpose {
  const found = PURPOSES.find((purpose) => purpose.number === number);
  if (found !== undefined) return found;
  throw new FederationError("REQUEST_INVALID", `${number} is not the number of a purpose.`, { field: "purpose" });
}
