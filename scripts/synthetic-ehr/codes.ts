/** The terminology the synthetic records use: LOINC, SNOMED CT, RxNorm and UCUM codes as Synthea and US Core write them. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

const loinc = (code: string, display: string): Coding => ({ system: "http://loinc.org", code, display });
const snomed = (code: string, display: string): Coding => ({ system: "http://snomed.info/sct", code, display });
const rxnorm = (code: string, display: string): Coding => ({
  system: "http://www.nlm.nih.gov/research/umls/rxnorm",
  code,
  display,
});

export const SPLIT_SYSTEM = "urn:consilium:synthetic-split";

export const CODES = {
  bloodPressure: loinc("85354-9", "Blood pressure panel with all children optional"),
  systolic: loinc("8480-6", "Systolic blood pressure"),
  diastolic: loinc("8462-4", "Diastolic blood pressure"),
  bmi: loinc("39156-5", "Body mass index (BMI) [Ratio]"),
  cholesterolMass: loinc("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma"),
  cholesterolMoles: loinc("14647-2", "Cholesterol [Moles/volume] in Serum or Plasma"),
  hdlMass: loinc("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma"),
  hdlMoles: loinc("14646-4", "Cholesterol in HDL [Moles/volume] in Serum or Plasma"),
  hba1c: loinc("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"),
  creatinineMass: loinc("2160-0", "Creatinine [Mass/volume] in Serum or Plasma"),
  creatinineMoles: loinc("14682-9", "Creatinine [Moles/volume] in Serum or Plasma"),
  crp: loinc("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma"),
  smoking: loinc("72166-2", "Tobacco smoking status NHIS"),
  smokesDaily: snomed("449868002", "Smokes tobacco daily"),
  neverSmoked: snomed("266919005", "Never smoked tobacco"),
  checkUp: snomed("185349003", "Encounter for check up"),
  symptomVisit: snomed("185345009", "Encounter for symptom"),
  emergency: snomed("50849002", "Emergency room admission"),
  diabetes: snomed("44054006", "Diabetes mellitus type 2"),
  asthma: snomed("195967001", "Asthma"),
  infarction: snomed("22298006", "Myocardial infarction"),
  stroke: snomed("230690007", "Cerebrovascular accident"),
  heartFailure: snomed("84114007", "Heart failure"),
  simvastatin: rxnorm("312961", "Simvastatin 20 MG Oral Tablet"),
  metformin: rxnorm("860975", "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet"),
} as const satisfies Record<string, Coding>;
