import type { Lab } from "./hospitals.ts";

/** What is true of a patient on the index day, before any instrument or clerk touches it. */
export interface Truth extends Readonly<Record<Lab, number>> {
  readonly age: number;
  readonly male: boolean;
  readonly smoker: boolean;
  readonly diabetes: boolean;
  readonly statin: boolean;
  /** Encounters in the year before the index day; no part of the planted model. */
  readonly visits: number;
}

/**
 * The planted model of a cardiovascular event within a year: log-odds = intercept + hospital shift
 * + Σ coefficient x (value - centre) / scale. BMI and the number of visits are decoys.
 */
export const PLANTED_MODEL = {
  intercept: -1.75,
  terms: {
    age: { coefficient: 0.8, centre: 62, scale: 11 },
    male: { coefficient: 0.4, centre: 0, scale: 1 },
    sbp: { coefficient: 0.5, centre: 135, scale: 17 },
    bmi: { coefficient: 0, centre: 28, scale: 5 },
    cholesterol: { coefficient: 0.35, centre: 200, scale: 38 },
    hdl: { coefficient: -0.45, centre: 50, scale: 13 },
    hba1c: { coefficient: 0.35, centre: 6.1, scale: 1.1 },
    creatinine: { coefficient: 0.3, centre: 1, scale: 0.3 },
    crp: { coefficient: 0.2, centre: 4, scale: 4 },
    smoker: { coefficient: 0.8, centre: 0, scale: 1 },
    diabetes: { coefficient: 0.5, centre: 0, scale: 1 },
    statin: { coefficient: -0.4, centre: 0, scale: 1 },
    visits: { coefficient: 0, centre: 2, scale: 1.5 },
  },
} as const satisfies {
  intercept: number;
  terms: Record<keyof Truth, { coefficient: number; centre: number; scale: number }>;
};

/** Probability of the event for one patient. */
export function eventProbability(truth: Truth, outcomeShift: number): number {
  let logit = PLANTED_MODEL.intercept + outcomeShift;
  for (const [name, { coefficient, centre, scale }] of Object.entries(PLANTED_MODEL.terms)) {
    logit += (coefficient * (Number(truth[name as keyof Truth]) - centre)) / scale;
  }
  return 1 / (1 + Math.exp(-logit));
}
