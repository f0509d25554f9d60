import { CODES, type Coding, SPLIT_SYSTEM } from "./codes.ts";
import type { HospitalProfile, Lab } from "./hospitals.ts";
import { measure, type Quantity } from "./measure.ts";
import type { SyntheticRandom } from "./SyntheticRandom.ts";
import type { SimulatedPatient } from "./simulatePatient.ts";

export interface SyntheticResource {
  readonly resourceType: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** The FHIR R4 resources of one patient: what the hospital wrote down about the simulated truth. */
export function patientResources(
  profile: HospitalProfile,
  number: number,
  patient: SimulatedPatient,
  random: SyntheticRandom,
): SyntheticResource[] {
  const id = `${profile.id}-${String(number).padStart(5, "0")}`;
  const subject = { reference: `Patient/${id}` };
  const resources: SyntheticResource[] = [
    {
      resourceType: "Patient",
      id,
      meta: { tag: [{ system: SPLIT_SYSTEM, code: patient.split }] },
      identifier: [{ system: `urn:consilium:synthetic-mrn:${profile.id}`, value: String(100_000 + number) }],
      active: true,
      gender: patient.truth.male ? "male" : "female",
      birthDate: isoDay(patient.birthDay),
      managingOrganization: { reference: `Organization/${profile.id}` },
    },
  ];
  let serial = 0;
  const add = (resourceType: string, fields: Record<string, unknown>): string => {
    serial += 1;
    const resourceId = `${id}-${serial}`;
    resources.push({ resourceType, id: resourceId, ...fields });
    return resourceId;
  };
  const addEncounter = (type: Coding, day: number, minutes: number): { reference: string } => {
    const encounter = add("Encounter", {
      status: "finished",
      class: {
        system: "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        code: type === CODES.emergency ? "EMER" : "AMB",
      },
      type: [concept(type)],
      subject,
      period: { start: isoTime(day, 9 * 60), end: isoTime(day, 9 * 60 + minutes) },
      serviceProvider: { reference: `Organization/${profile.id}` },
    });
    return { reference: `Encounter/${encounter}` };
  };
  const addCondition = (code: Coding, day: number, encounter?: { reference: string }): void => {
    add("Condition", {
      clinicalStatus: concept({ system: `${TERMINOLOGY}/condition-clinical`, code: "active", display: "Active" }),
      verificationStatus: concept({
        system: `${TERMINOLOGY}/condition-ver-status`,
        code: "confirmed",
        display: "Confirmed",
      }),
      code: concept(code),
      subject,
      ...(encounter === undefined ? {} : { encounter }),
      onsetDateTime: isoTime(day, 9 * 60),
      recordedDate: isoTime(day, 9 * 60 + 20),
    });
  };
  const addObservation = (category: string, code: Coding, day: number, encounter: object, value: object): void => {
    add("Observation", {
      status: "final",
      category: [concept({ system: `${TERMINOLOGY}/observation-category`, code: category, display: category })],
      code: concept(code),
      subject,
      encounter,
      effectiveDateTime: isoTime(day, 9 * 60 + 10),
      ...value,
    });
  };
  const addMeasurements = (day: number, encounter: { reference: string }, share: number): void => {
    const { sbp, bmi, ...labs } = patient.truth;
    const drift = share < 1 ? 0.04 : 0; // an older measurement differs a little from the index day's
    const reported = (lab: Lab, value: number): { code: Coding; quantity: Quantity } | undefined =>
      random.chance(profile.missing[lab]) || !random.chance(share)
        ? undefined
        : measure(profile, lab, value * (1 + drift * random.normal(0, 1)));
    const pressure = reported("sbp", sbp);
    if (pressure !== undefined) {
      const diastolic = { ...pressure.quantity, value: Math.round(40 + 0.3 * sbp) };
      addObservation("vital-signs", CODES.bloodPressure, day, encounter, {
        component: [
          { code: concept(CODES.systolic), valueQuantity: pressure.quantity },
          { code: concept(CODES.diastolic), valueQuantity: diastolic },
        ],
      });
    }
    const mass = reported("bmi", bmi);
    if (mass !== undefined) addObservation("vital-signs", mass.code, day, encounter, { valueQuantity: mass.quantity });
    for (const lab of ["cholesterol", "hdl", "hba1c", "creatinine", "crp"] as const) {
      const result = reported(lab, labs[lab]);
      if (result === undefined) continue;
      addObservation("laboratory", result.code, day, encounter, { valueQuantity: result.quantity });
    }
  };

  for (const [i, day] of patient.visitDays.entries()) {
    const encounter = addEncounter(CODES.symptomVisit, day, 20);
    if (i === 0) addMeasurements(day, encounter, 0.3);
  }
  const index = addEncounter(CODES.checkUp, patient.indexDay, 40);
  addMeasurements(patient.indexDay, index, 1);
  addObservation("social-history", CODES.smoking, patient.indexDay, index, {
    valueCodeableConcept: concept(patient.truth.smoker ? CODES.smokesDaily : CODES.neverSmoked),
  });
  if (patient.truth.diabetes) addCondition(CODES.diabetes, patient.indexDay - random.integer(30, 4_000));
  if (patient.asthma) addCondition(CODES.asthma, patient.indexDay - random.integer(30, 9_000));
  const prescriptions = [
    ...(patient.truth.statin ? [CODES.simvastatin] : []),
    ...(patient.truth.diabetes && random.chance(0.7) ? [CODES.metformin] : []),
  ];
  for (const medication of prescriptions) {
    add("MedicationRequest", {
      status: "active",
      intent: "order",
      medicationCodeableConcept: concept(medication),
      subject,
      authoredOn: isoTime(patient.indexDay - random.integer(1, 700), 10 * 60),
    });
  }
  if (patient.eventDay !== undefined) {
    const kinds = [CODES.infarction, CODES.stroke, CODES.heartFailure] as const;
    const encounter = addEncounter(CODES.emergency, patient.eventDay, 240);
    addCondition(kinds[random.integer(0, 2)] ?? CODES.infarction, patient.eventDay, encounter);
  }
  return resources;
}

const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem";

function concept(coding: Coding): { coding: Coding[]; text: string } {
  return { coding: [coding], text: coding.display };
}

export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function isoTime(day: number, minutes: number): string {
  return `${new Date(day * 86_400_000 + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}
