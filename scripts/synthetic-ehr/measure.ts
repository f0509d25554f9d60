import { CODES, type Coding } from "./codes.ts";
import type { HospitalProfile, Lab } from "./hospitals.ts";

/** A FHIR Quantity in UCUM. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly system: "http://unitsofmeasure.org";
  readonly code: string;
}

interface Report {
  readonly code: Coding;
  readonly unit: string;
  /** Divides the conventional value. */
  readonly factor: number;
  readonly decimals: number;
}

const CONVENTIONAL: Readonly<Record<Lab, Report>> = {
  sbp: { code: CODES.systolic, unit: "mm[Hg]", factor: 1, decimals: 0 },
  bmi: { code: CODES.bmi, unit: "kg/m2", factor: 1, decimals: 1 },
  cholesterol: { code: CODES.cholesterolMass, unit: "mg/dL", factor: 1, decimals: 0 },
  hdl: { code: CODES.hdlMass, unit: "mg/dL", factor: 1, decimals: 0 },
  hba1c: { code: CODES.hba1c, unit: "%", factor: 1, decimals: 1 },
  creatinine: { code: CODES.creatinineMass, unit: "mg/dL", factor: 1, decimals: 2 },
  crp: { code: CODES.crp, unit: "mg/L", factor: 1, decimals: 1 },
};

/** 1 mmol/L cholesterol = 38.67 mg/dL; 1 mg/dL creatinine = 88.42 µmol/L. */
const SI: Readonly<Record<Lab, Report>> = {
  ...CONVENTIONAL,
  cholesterol: { code: CODES.cholesterolMoles, unit: "mmol/L", factor: 38.67, decimals: 2 },
  hdl: { code: CODES.hdlMoles, unit: "mmol/L", factor: 38.67, decimals: 2 },
  creatinine: { code: CODES.creatinineMoles, unit: "umol/L", factor: 1 / 88.42, decimals: 0 },
};

/** What the hospital's instrument reports for a true value, in the hospital's units. */
export function measure(profile: HospitalProfile, lab: Lab, trueValue: number): { code: Coding; quantity: Quantity } {
  const { slope, offset } = profile.calibration[lab] ?? { slope: 1, offset: 0 };
  const { code, unit, factor, decimals } = (profile.units === "si" ? SI : CONVENTIONAL)[lab];
  const value = Number(((slope * trueValue + offset) / factor).toFixed(decimals));
  return { code, quantity: { value, unit, system: "http://unitsofmeasure.org", code: unit } };
}
