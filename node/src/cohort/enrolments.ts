import { readFile, stat } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import { keccak256 } from "ethers";

/** The link from a patient to the key he or she signs with at this site. It lives only here. */
export interface Enrolment {
  readonly patientId: string;
  /** Keccak-256 of the signer's bytes (ERC-7913), as the ConsentRegistry stores it. */
  readonly keyHash: Bytes32;
}

const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_NAMED_LINES = 5;
/** A 20-byte account, or a 20-byte verifier and a key of up to 256 bytes (ERC-7913). */
const SIGNER = /^0x(?:[0-9a-fA-F]{2}){20,276}$/;
/** No signer is 32 bytes long: that is a key hash itself, the handle of a patient who signs nothing on chain. */
const HANDLE = /^0x[0-9a-fA-F]{64}$/;

/**
 * Reads the enrolment list: CSV with the header `patient_id,signer`, signer as `0x` hex: an account, a passkey's
 * signer, or the key hash under which the site itself or a guardian consents. Throws CONFIG_INVALID naming the
 * first bad lines by number only (the file links patients to keys, so no content may reach a message).
 */
export async function readEnrolments(csvPath: string): Promise<Enrolment[]> {
  let text: string;
  try {
    if ((await stat(csvPath)).size > MAX_FILE_BYTES) throw new RangeError("too large");
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(csvPath));
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", `${csvPath} cannot be read as UTF-8 text of at most 256 MiB.`, {
      field: "enrolments",
      hint: "Check the path and its permissions.",
      cause,
    });
  }
  return parseEnrolments(text);
}

/** The same over text. */
export function parseEnrolments(text: string): Enrolment[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines[0] !== "patient_id,signer") {
    throw refuse(["line 1: not the header"], "Begin the file with the line 'patient_id,signer'.");
  }
  const enrolments: Enrolment[] = [];
  const patients = new Map<string, number>();
  const keys = new Map<string, number>();
  const faults: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line === "") continue;
    const number = i + 1;
    const parsed = parseLine(line);
    if (parsed === undefined) {
      faults.push(`line ${number}: not 'patient id,0x signer'`);
      continue;
    }
    const { signer } = parsed;
    const keyHash = (HANDLE.test(signer) ? signer.toLowerCase() : keccak256(signer)) as Bytes32;
    const samePatient = patients.get(parsed.patientId);
    const sameKey = keys.get(keyHash);
    if (samePatient !== undefined) faults.push(`line ${number}: the patient of line ${samePatient} again`);
    else if (sameKey !== undefined) faults.push(`line ${number}: the signer of line ${sameKey} again`);
    patients.set(parsed.patientId, number);
    keys.set(keyHash, number);
    enrolments.push({ patientId: parsed.patientId, keyHash });
  }
  if (faults.length > 0) throw refuse(faults, "Give every patient one line and one signer of his or her own.");
  return enrolments;
}

function parseLine(line: string): { patientId: string; signer: string } | undefined {
  const comma = line.lastIndexOf(",");
  const signer = line.slice(comma + 1).trim();
  const raw = line.slice(0, Math.max(comma, 0));
  const patientId = /^".*"$/.test(raw) ? raw.slice(1, -1).replaceAll('""', '"') : raw;
  if (patientId === "" || patientId.length > 256 || (raw === patientId && /[",]/.test(raw))) return undefined;
  return SIGNER.test(signer) ? { patientId, signer } : undefined;
}

function refuse(faults: readonly string[], hint: string): FederationError {
  const more = faults.length > MAX_NAMED_LINES ? ` (and ${faults.length - MAX_NAMED_LINES} more)` : "";
  const message = `${faults.slice(0, MAX_NAMED_LINES).join("; ")}${more}.`;
  return new FederationError("CONFIG_INVALID", message, { field: "enrolments", hint });
}
