import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { makeDirectory, replaceFile } from "@consilium/service/files/durableFile.ts";
import { unlessMissing } from "@consilium/service/files/errno.ts";

/** `<directory>/cohort/round-<id>.json`. */
export function cohortEvidencePath(directory: string, roundId: number): string {
  return join(directory, "cohort", `round-${roundId}.json`);
}

/** Writes the evidence for the auditor: whole or not at all, durable, readable by this account only. Returns its path. */
export async function writeCohortEvidence(directory: string, evidence: CohortEvidence): Promise<string> {
  const path = cohortEvidencePath(directory, evidence.roundId);
  await makeDirectory(dirname(path));
  await replaceFile(path, JSON.stringify(evidence));
  return path;
}

/** Reads a round's evidence back; undefined where there is none. Throws REQUEST_INVALID where the file is damaged. */
export async function readCohortEvidence(directory: string, roundId: number): Promise<CohortEvidence | undefined> {
  const path = cohortEvidencePath(directory, roundId);
  const text = await unlessMissing(readFile(path, "utf8"));
  if (text === undefined) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new FederationError("REQUEST_INVALID", "It is not JSON.", { field: `round-${roundId}.json`, cause });
  }
  return checkDocument(CohortEvidence, document, `round-${roundId}.json`);
}
