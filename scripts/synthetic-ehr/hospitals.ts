/** Quantities that a hospital measures; each has its own calibration and missingness per hospital. */
export const LABS = ["sbp", "bmi", "cholesterol", "hdl", "hba1c", "creatinine", "crp"] as const;
export type Lab = (typeof LABS)[number];

/** How one synthetic hospital differs from the others. */
export interface HospitalProfile {
  /** Folder name and prefix of every resource id, `[a-z][a-z0-9-]*`. */
  readonly id: string;
  readonly name: string;
  readonly patients: number;
  readonly age: { readonly mean: number; readonly deviation: number };
  readonly maleShare: number;
  readonly smokerShare: number;
  readonly diabetesShare: number;
  readonly statinShare: number;
  /** Added to the planted model's intercept: what the features do not explain about this hospital. */
  readonly outcomeShift: number;
  /** `conventional`: mg/dL; `si`: mmol/L and µmol/L for cholesterol, HDL and creatinine. */
  readonly units: "conventional" | "si";
  /** Reported = slope x true + offset, in conventional units. */
  readonly calibration: Partial<Readonly<Record<Lab, { readonly slope: number; readonly offset: number }>>>;
  /** Probability that the quantity was not measured. */
  readonly missing: Readonly<Record<Lab, number>>;
}

/** The four hospitals of the demonstration: 2,700 patients. */
export const DEFAULT_HOSPITALS: readonly HospitalProfile[] = [
  {
    id: "northgate",
    name: "Northgate University Hospital",
    patients: 900,
    age: { mean: 61, deviation: 11 },
    maleShare: 0.54,
    smokerShare: 0.24,
    diabetesShare: 0.22,
    statinShare: 0.4,
    outcomeShift: 0,
    units: "conventional",
    calibration: { creatinine: { slope: 1.03, offset: 0 } },
    missing: { sbp: 0.02, bmi: 0.06, cholesterol: 0.08, hdl: 0.1, hba1c: 0.22, creatinine: 0.05, crp: 0.35 },
  },
  {
    id: "riverside",
    name: "Riverside Regional Hospital",
    patients: 700,
    age: { mean: 69, deviation: 9 },
    maleShare: 0.47,
    smokerShare: 0.15,
    diabetesShare: 0.31,
    statinShare: 0.52,
    outcomeShift: -0.2,
    units: "conventional",
    calibration: { cholesterol: { slope: 1, offset: 6 }, crp: { slope: 1.1, offset: 0 } },
    missing: { sbp: 0.04, bmi: 0.18, cholesterol: 0.12, hdl: 0.14, hba1c: 0.12, creatinine: 0.04, crp: 0.5 },
  },
  {
    id: "saint-orla",
    name: "Saint Orla Heart Centre",
    patients: 600,
    age: { mean: 57, deviation: 12 },
    maleShare: 0.66,
    smokerShare: 0.34,
    diabetesShare: 0.18,
    statinShare: 0.33,
    outcomeShift: 0.25,
    units: "si",
    calibration: { hdl: { slope: 0.97, offset: 0 } },
    missing: { sbp: 0.01, bmi: 0.04, cholesterol: 0.03, hdl: 0.03, hba1c: 0.3, creatinine: 0.02, crp: 0.12 },
  },
  {
    id: "westfield",
    name: "Westfield County Hospital",
    patients: 500,
    age: { mean: 64, deviation: 13 },
    maleShare: 0.5,
    smokerShare: 0.29,
    diabetesShare: 0.27,
    statinShare: 0.28,
    outcomeShift: 0.1,
    units: "conventional",
    calibration: { hba1c: { slope: 1, offset: 0.15 }, sbp: { slope: 1, offset: 2 } },
    missing: { sbp: 0.08, bmi: 0.25, cholesterol: 0.28, hdl: 0.33, hba1c: 0.38, creatinine: 0.16, crp: 0.7 },
  },
];

export const ALL_PATIENTS = DEFAULT_HOSPITALS.reduce((sum, { patients }) => sum + patients, 0);
/** With fewer, the smallest hospital's cohort falls below the study's minimum. */
export const FEWEST_PATIENTS = 600;

/** The hospitals with so many patients in all, each with its share. */
export function hospitalsWith(patients = ALL_PATIENTS): HospitalProfile[] {
  return DEFAULT_HOSPITALS.map((hospital) => ({
    ...hospital,
    patients: Math.round((hospital.patients * patients) / ALL_PATIENTS),
  }));
}
