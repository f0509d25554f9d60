import type { HospitalProfile } from "./hospitals.ts";
import { eventProbability, type Truth } from "./outcomeModel.ts";
import type { SyntheticRandom } from "./SyntheticRandom.ts";

export interface SimulatedPatient {
  readonly truth: Truth;
  /** Days since 1970-01-01. */
  readonly birthDay: number;
  readonly indexDay: number;
  /** First cardiovascular event after the index day, if any. */
  readonly eventDay: number | undefined;
  /** Whether that event falls in the year after the index day. */
  readonly event: boolean;
  readonly visitDays: readonly number[];
  readonly asthma: boolean;
  readonly split: "train" | "test";
}

const FIRST_INDEX_DAY = Date.UTC(2022, 0, 3) / 86_400_000;
const INDEX_SPAN_DAYS = 600;
const TEST_SHARE = 1 / 3;
const YEAR_DAYS = 365;

/** Draws one patient of a hospital: truth first, then the year after by the planted model. */
export function simulatePatient(profile: HospitalProfile, random: SyntheticRandom): SimulatedPatient {
  const indexDay = FIRST_INDEX_DAY + random.integer(0, INDEX_SPAN_DAYS);
  const birthDay = indexDay - Math.round(random.normalWithin(profile.age.mean, profile.age.deviation, 30, 95) * 365.25);
  const truth = drawTruth(profile, (indexDay - birthDay) / 365.25, random);
  const event = random.chance(eventProbability(truth, profile.outcomeShift));
  const lateEvent = !event && random.chance(0.05);
  const eventDay = event
    ? indexDay + random.integer(1, YEAR_DAYS)
    : lateEvent
      ? indexDay + YEAR_DAYS + random.integer(1, 200)
      : undefined;
  const visitDays = Array.from({ length: truth.visits }, () => indexDay - random.integer(10, YEAR_DAYS - 1));
  return {
    truth,
    birthDay,
    indexDay,
    eventDay,
    event,
    visitDays: visitDays.sort((a, b) => a - b),
    asthma: random.chance(0.08),
    split: random.chance(TEST_SHARE) ? "test" : "train",
  };
}

function drawTruth(profile: HospitalProfile, age: number, random: SyntheticRandom): Truth {
  const male = random.chance(profile.maleShare);
  const smoker = random.chance(profile.smokerShare * (male ? 1.15 : 0.85));
  const bmi = random.normalWithin(28, 4.8, 16, 55);
  const diabetes = random.chance(profile.diabetesShare * (bmi > 30 ? 1.5 : 0.8));
  const statin = random.chance(profile.statinShare * (diabetes ? 1.4 : 0.9));
  return {
    age,
    male,
    smoker,
    bmi,
    diabetes,
    statin,
    sbp: random.normalWithin(118 + 0.28 * age + 0.4 * (bmi - 28), 16, 85, 230),
    cholesterol: random.normalWithin(statin ? 182 : 208, 36, 90, 400),
    hdl: random.normalWithin((male ? 47 : 56) - 0.5 * (bmi - 28), 12, 18, 110),
    hba1c: random.normalWithin(diabetes ? 7.3 : 5.6, diabetes ? 1.1 : 0.4, 4, 14),
    creatinine: random.normalWithin((male ? 1 : 0.82) + 0.006 * (age - 60), 0.22, 0.4, 4),
    crp: Math.min(60, Math.exp(random.normal(0.9 + (smoker ? 0.3 : 0), 0.8))),
    visits: Math.min(8, Math.floor(-Math.log(1 - random.uniform()) * 2)),
  };
}
