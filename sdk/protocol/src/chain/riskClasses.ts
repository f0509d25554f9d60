import { FederationError } from "../errors/FederationError.ts";

/**
 * Risk classes of a study's models, after the EU AI Act (Regulation 2024/1689): minimal (no duties), limited (users are told),
 * high (a medical decision may rest on it). The position is the number on chain less 1. What a class asks for before a model is
 * deployed is ModelRegistry's.
 */
export const RISK_CLASSES = ["minimal", "limited", "high"] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** What the models of a study are that says nothing of it: the class that asks for most. */
export const DEFAULT_RISK_CLASS: RiskClass = "high";

/** The number that a class has on chain. */
export function riskClassNumber(name: RiskClass): number {
  return RISK_CLASSES.indexOf(name) + 1;
}

/** The class with this number on chain. Throws REQUEST_INVALID for a number that is none. */
export function riskClassOfNumber(number: number): RiskClass {
  const name = RISK_CLASSES[number - 1];
  if (name !== undefined) return name;
  throw new FederationError("REQUEST_INVALID", `${number} is not the number of a risk class.`, {
    field: "riskClass",
    hint: `The classes are 1 to ${RISK_CLASSES.length}: ${RISK_CLASSES.join(", ")}.`,
  });
}
