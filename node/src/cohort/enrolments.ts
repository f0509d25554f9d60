import type { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import { ListFaults, parseList, readListFile } from "@consilium/service/readList.ts";
import { keccak256 } from "ethers";
import { listedPatientId } from "./patientId.ts";

/** The link from a patient to the key he or she signs with at this site. It lives only here. */
export interface Enrolment {
  /** In its one writing (`patientIdOf`). */
  readonly patientId: string;
  /** Keccak-256 of the signer's bytes (ERC-7913), as the ConsentRegistry stores it. */
  readonly keyHash: Bytes32;
}

/** What to tell of them. */
export const REWRITTEN_IDS =
  "patient ids of the enrolment list have other code points than they are compared by: decomposed letters, invisible signs or spaces";

/** Told how many ids of the list were written otherwise than they are compared. */
export type RewrittenIds = (count: number) => void;

const COLUMNS = ["patient_id", "signer"] as const;
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_ROWS = 2_000_000;
/** A 20-byte account, or a 20-byte verifier and a key of up to 256 bytes (ERC-7913). */
const SIGNER = /^0x(?:[0-9a-fA-F]{2}){20,276}$/;
/** No signer is 32 bytes long: that is a key hash itself, the handle of a patient who signs nothing on chain. */
const HANDLE = /^0x[0-9a-fA-F]{64}$/;

/**
 * Reads the enrolment list: CSV with the columns `patient_id,signer`, signer as `0x` hex: an account, a passkey's
 * signer, or the key hash under which the site itself or a guardian consents. Throws CONFIG_INVALID naming the
 * first bad lines by number only (the file links patients to keys, so no content may reach a message).
 */
export async function readEnrolments(csvPath: string, onRewritten?: RewrittenIds): Promise<Enrolment[]> {
  return parseEnrolments((await readListFile(csvPath, MAX_FILE_BYTES)).text, csvPath, onRewritten);
}

/** The same over text. */
export function parseEnrolments(text: string, path = "enrolments", onRewritten: RewrittenIds = () => {}): Enrolment[] {
  const faults = new ListFaults(path);
  const enrolments: Enrolment[] = [];
  const patients = new Map<string, number>();
  const keys = new Map<string, number>();
  let rewritten = 0;
  for (const { line, cells } of parseList(text, { columns: COLUMNS, maxRows: MAX_ROWS }, path, faults)) {
    const patientId = listedPatientId(cells.patient_id);
    const { signer } = cells;
    if (patientId === undefined) faults.add(line, "patient_id: not 1 to 256 characters");
    if (!SIGNER.test(signer)) faults.add(line, "signer: not an account, a passkey's signer or a key hash, 0x and hex");
    if (patientId === undefined || !SIGNER.test(signer)) continue;
    if (patientId !== cells.patient_id) rewritten += 1;
    const keyHash = (HANDLE.test(signer) ? signer.toLowerCase() : keccak256(signer)) as Bytes32;
    const samePatient = patients.get(patientId);
    const sameKey = keys.get(keyHash);
    if (samePatient !== undefined) faults.add(line, `the patient of line ${samePatient} again`);
    else if (sameKey !== undefined) faults.add(line, `the signer of line ${sameKey} again`);
    patients.set(patientId, line);
    keys.set(keyHash, line);
    enrolments.push({ patientId, keyHash });
  }
  faults.refuseAny("Give every patient one line and one signer of his or her own.");
  if (rewritten > 0) onRewritten(rewritten);
  return enrolments;
}
