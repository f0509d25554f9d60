import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";

/** `<directory>/cohort/round-<id>.json`. */
export function cohortEvidencePath(directory: string, roundId: number): string {
  return join(directory, "cohort", `round-${roundId}.json`);
}

/** Writes the evidence for the auditor: whole or not at all, durable, readable by this account only. Returns its path. */
export async function writeCohortEvidence(directory: string, evidence: CohortEvidence): Promise<string> {
  const path = cohortEvidencePath(directory, evidence.roundId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.partial`;
  const file = await open(partial, "w", 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(JSON.stringify(evidence));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return path;
}

/** Reads a round's evidence back; undefined where there is none. Throws REQUEST_INVALID where the file is damaged. */
export async function readCohortEvidence(directory: string, roundId: number): Promise<CohortEvidence | undefined> {
  const path = cohortEvidencePath(directory, roundId);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new FederationError("REQUEST_INVALID", "It is not JSON.", { field: `round-${roundId}.json`, cause });
  }
  return checkDocument(CohortEvidence, document, `round-${roundId}.json`);
}
