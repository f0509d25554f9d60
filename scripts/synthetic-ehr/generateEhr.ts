import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { DEFAULT_HOSPITALS, type HospitalProfile } from "./hospitals.ts";
import { PLANTED_MODEL } from "./outcomeModel.ts";
import { patientResources, type SyntheticResource } from "./patientResources.ts";
import { SyntheticRandom } from "./SyntheticRandom.ts";
import { simulatePatient } from "./simulatePatient.ts";

export interface GeneratedHospital {
  readonly id: string;
  readonly name: string;
  /** Folder with the NDJSON files. */
  readonly directory: string;
  readonly patients: number;
  readonly testPatients: number;
  /** Patients with a cardiovascular event within a year of their index day. */
  readonly events: number;
  /** Resources by type. */
  readonly resources: Readonly<Record<string, number>>;
}

export interface GenerateEhrOptions {
  /** Non-negative integer; the same seed gives the same bytes. */
  readonly seed: number;
  readonly dir: string;
  readonly hospitals?: readonly HospitalProfile[];
  readonly onProgress?: (done: number, total: number, hospital: string) => void;
}

/**
 * Writes a synthetic EHR: one folder of FHIR R4 bulk NDJSON per hospital, with a planted outcome model, and at last
 * `manifest.json` (seed, counts, coefficients), whose presence says that everything is there.
 */
export async function generateEhr(options: GenerateEhrOptions): Promise<GeneratedHospital[]> {
  const { seed, dir, hospitals = DEFAULT_HOSPITALS, onProgress } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError("seed must be a non-negative integer.");
  const total = hospitals.reduce((sum, hospital) => sum + hospital.patients, 0);
  const generated: GeneratedHospital[] = [];
  let done = 0;
  for (const profile of hospitals) {
    const hospital = await writeHospital(profile, seed, join(dir, profile.id));
    generated.push(hospital);
    done += profile.patients;
    onProgress?.(done, total, profile.id);
  }
  const manifest = {
    generator: "consilium synthetic-ehr v1",
    seed,
    hospitals: generated.map(({ directory: _directory, ...counts }, i) => ({
      ...counts,
      folder: hospitals[i]!.id,
      profile: hospitals[i],
    })),
    plantedModel: PLANTED_MODEL,
  };
  await replaceFile(join(dir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o644 });
  return generated;
}

async function writeHospital(profile: HospitalProfile, seed: number, directory: string): Promise<GeneratedHospital> {
  const random = new SyntheticRandom(seed, profile.id);
  const lines = new Map<string, string[]>();
  const write = (resource: SyntheticResource): void => {
    const list = lines.get(resource.resourceType) ?? [];
    list.push(JSON.stringify(resource));
    lines.set(resource.resourceType, list);
  };
  write({ resourceType: "Organization", id: profile.id, active: true, name: `${profile.name} (synthetic)` });
  let testPatients = 0;
  let events = 0;
  for (let number = 1; number <= profile.patients; number++) {
    const patient = simulatePatient(profile, random);
    if (patient.split === "test") testPatients += 1;
    if (patient.event) events += 1;
    for (const resource of patientResources(profile, number, patient, random)) write(resource);
  }
  await mkdir(directory, { recursive: true });
  const resources: Record<string, number> = {};
  for (const [type, list] of lines) {
    await writeFile(join(directory, `${type}.ndjson`), `${list.join("\n")}\n`);
    resources[type] = list.length;
  }
  return { id: profile.id, name: profile.name, directory, patients: profile.patients, testPatients, events, resources };
}
