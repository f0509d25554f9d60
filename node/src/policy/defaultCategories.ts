import type { Category } from "@consilium/sdk/chain/categories.ts";

/**
 * Data categories of FHIR R4 resource types. A study declares all of a type's. An Observation may be of several, so a study that
 * reads it declares them all, unless the site's policy says that its export has fewer. A type that is not here needs the policy's word.
 */
export const FHIR_CATEGORIES: Readonly<Record<string, readonly Category[]>> = {
  AdverseEvent: ["outcomes"],
  AllergyIntolerance: ["allergies"],
  Appointment: ["encounters"],
  CarePlan: ["procedures"],
  Claim: ["claims"],
  ClaimResponse: ["claims"],
  ClinicalImpression: ["notes"],
  Composition: ["notes"],
  Condition: ["conditions"],
  Coverage: ["claims"],
  Device: ["devices"],
  DeviceUseStatement: ["devices"],
  DiagnosticReport: ["laboratory", "imaging"],
  DocumentReference: ["notes"],
  Encounter: ["encounters"],
  EpisodeOfCare: ["encounters"],
  ExplanationOfBenefit: ["claims"],
  FamilyMemberHistory: ["family-history"],
  ImagingStudy: ["imaging"],
  Immunization: ["immunizations"],
  Media: ["imaging"],
  Medication: ["medications"],
  MedicationAdministration: ["medications"],
  MedicationDispense: ["medications"],
  MedicationRequest: ["medications"],
  MedicationStatement: ["medications"],
  MolecularSequence: ["genomics"],
  Observation: ["vital-signs", "laboratory", "social-history"],
  Patient: ["demographics"],
  Procedure: ["procedures"],
  QuestionnaireResponse: ["survey"],
  RelatedPerson: ["demographics"],
  ServiceRequest: ["procedures"],
  Specimen: ["laboratory"],
};

/**
 * Data categories of the tables of OMOP CDM 5.4, for a CSV source whose tables have these names. A measurement may be of a vital
 * sign or a laboratory's, an observation of nearly anything else.
 */
export const OMOP_CATEGORIES: Readonly<Record<string, readonly Category[]>> = {
  person: ["demographics"],
  death: ["outcomes"],
  observation_period: ["encounters"],
  visit_occurrence: ["encounters"],
  visit_detail: ["encounters"],
  condition_occurrence: ["conditions"],
  condition_era: ["conditions"],
  drug_exposure: ["medications"],
  drug_era: ["medications"],
  procedure_occurrence: ["procedures"],
  device_exposure: ["devices"],
  measurement: ["vital-signs", "laboratory"],
  observation: ["social-history", "survey", "family-history", "allergies"],
  note: ["notes"],
  specimen: ["laboratory"],
  payer_plan_period: ["claims"],
  cost: ["claims"],
  // Vocabulary: no patient's.
  concept: [],
  concept_ancestor: [],
  concept_relationship: [],
  vocabulary: [],
  domain: [],
};
