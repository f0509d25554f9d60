/** What a function yields: the types of its input, of its argument, those named here, or unknown. */
export type Yield = "input" | "argument" | "unknown" | readonly string[];

const [BOOLEAN, STRING, INTEGER] = [["boolean"], ["string"], ["integer"]];

/**
 * The FHIRPath functions that a view may call: those of the standard's required subset and the pure ones beside them.
 * Left out are functions that reach out (resolve, memberOf), write (trace), depend on the day (now, today) or are only
 * experimental in SQL-on-FHIR and HL7's library (lowBoundary, highBoundary).
 */
export const VIEW_FUNCTIONS: Readonly<
  Record<string, { readonly parameters: readonly number[]; readonly yields: Yield }>
> = {
  abs: { parameters: [0], yields: "input" },
  all: { parameters: [1], yields: BOOLEAN },
  allFalse: { parameters: [0], yields: BOOLEAN },
  allTrue: { parameters: [0], yields: BOOLEAN },
  anyFalse: { parameters: [0], yields: BOOLEAN },
  anyTrue: { parameters: [0], yields: BOOLEAN },
  as: { parameters: [1], yields: "argument" },
  ceiling: { parameters: [0], yields: INTEGER },
  children: { parameters: [0], yields: "unknown" },
  combine: { parameters: [1], yields: "unknown" },
  contains: { parameters: [1], yields: BOOLEAN },
  convertsToBoolean: { parameters: [0], yields: BOOLEAN },
  convertsToDate: { parameters: [0], yields: BOOLEAN },
  convertsToDateTime: { parameters: [0], yields: BOOLEAN },
  convertsToDecimal: { parameters: [0], yields: BOOLEAN },
  convertsToInteger: { parameters: [0], yields: BOOLEAN },
  convertsToString: { parameters: [0], yields: BOOLEAN },
  count: { parameters: [0], yields: INTEGER },
  descendants: { parameters: [0], yields: "unknown" },
  distinct: { parameters: [0], yields: "input" },
  empty: { parameters: [0], yields: BOOLEAN },
  endsWith: { parameters: [1], yields: BOOLEAN },
  exclude: { parameters: [1], yields: "input" },
  exists: { parameters: [0, 1], yields: BOOLEAN },
  extension: { parameters: [1], yields: ["Extension"] },
  first: { parameters: [0], yields: "input" },
  floor: { parameters: [0], yields: INTEGER },
  getReferenceKey: { parameters: [0, 1], yields: STRING },
  getResourceKey: { parameters: [0], yields: STRING },
  hasValue: { parameters: [0], yields: BOOLEAN },
  iif: { parameters: [2, 3], yields: "unknown" },
  indexOf: { parameters: [1], yields: INTEGER },
  intersect: { parameters: [1], yields: "input" },
  is: { parameters: [1], yields: BOOLEAN },
  isDistinct: { parameters: [0], yields: BOOLEAN },
  join: { parameters: [0, 1], yields: STRING },
  last: { parameters: [0], yields: "input" },
  length: { parameters: [0], yields: INTEGER },
  lower: { parameters: [0], yields: STRING },
  matches: { parameters: [1], yields: BOOLEAN },
  not: { parameters: [0], yields: BOOLEAN },
  ofType: { parameters: [1], yields: "argument" },
  repeat: { parameters: [1], yields: "unknown" },
  replace: { parameters: [2], yields: STRING },
  replaceMatches: { parameters: [2], yields: STRING },
  round: { parameters: [0, 1], yields: "unknown" },
  select: { parameters: [1], yields: "argument" },
  single: { parameters: [0], yields: "input" },
  skip: { parameters: [1], yields: "input" },
  split: { parameters: [1], yields: STRING },
  startsWith: { parameters: [1], yields: BOOLEAN },
  subsetOf: { parameters: [1], yields: BOOLEAN },
  substring: { parameters: [1, 2], yields: STRING },
  supersetOf: { parameters: [1], yields: BOOLEAN },
  tail: { parameters: [0], yields: "input" },
  take: { parameters: [1], yields: "input" },
  toBoolean: { parameters: [0], yields: BOOLEAN },
  toDate: { parameters: [0], yields: ["date"] },
  toDateTime: { parameters: [0], yields: ["dateTime"] },
  toDecimal: { parameters: [0], yields: ["decimal"] },
  toInteger: { parameters: [0], yields: INTEGER },
  toString: { parameters: [0], yields: STRING },
  trim: { parameters: [0], yields: STRING },
  truncate: { parameters: [0], yields: INTEGER },
  union: { parameters: [1], yields: "unknown" },
  upper: { parameters: [0], yields: STRING },
  where: { parameters: [1], yields: "input" },
};

/** Variables of every path besides the view's own constants. */
export const VIEW_VARIABLES: readonly string[] = ["rowIndex", "resource", "rootResource", "context"];
/** Code systems by the names that FHIR gives them; a view's constant may have such a name and then counts. */
export const CODE_SYSTEMS = {
  loinc: "http://loinc.org",
  sct: "http://snomed.info/sct",
  ucum: "http://unitsofmeasure.org",
};
