import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CohortEvidenceSource } from "@consilium/sdk/audit/CohortEvidenceSource.ts";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { isErrnoException } from "../files/errno.ts";

/** Ten million leaves of 250 characters. */
const EVIDENCE_MAX_BYTES = 2_500_000_000;
const ROUND_FILE = /^round-([1-9][0-9]{0,15})\.json$/;

/** Evidence as a site's node keeps it: `round-<id>.json` in the folder itself or in its `cohort/`. */
export class FolderCohortEvidence implements CohortEvidenceSource {
  readonly site: number;
  readonly #directory: string;

  private constructor(site: number, directory: string) {
    this.site = site;
    this.#directory = directory;
  }

  /** Opens a folder; which site it belongs to is what its first readable file says. @throws CONFIG_INVALID */
  static async open(directory: string): Promise<FolderCohortEvidence> {
    for (const folder of [join(directory, "cohort"), directory]) {
      for (const name of await roundFiles(folder)) {
        const site = await siteOf(join(folder, name));
        if (site !== undefined) return new FolderCohortEvidence(site, folder);
      }
    }
    throw new FederationError("CONFIG_INVALID", `${directory} holds no readable round-<id>.json.`, {
      field: "cohort evidence",
      hint: "Give the node's state folder, or its cohort folder.",
    });
  }

  async evidence(roundId: number): Promise<unknown> {
    const name = `round-${roundId}.json`;
    try {
      return await readJson(join(this.#directory, name), name);
    } catch (error) {
      if (isErrnoException(error, "ENOENT")) return undefined;
      throw error;
    }
  }
}

async function roundFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => ROUND_FILE.test(name)).sort();
  } catch {
    return [];
  }
}

async function siteOf(path: string): Promise<number | undefined> {
  try {
    return checkDocument(CohortEvidence, await readJson(path, "cohort evidence"), "cohort evidence").site;
  } catch {
    return undefined;
  }
}

async function readJson(path: string, what: string): Promise<unknown> {
  const { size } = await stat(path);
  if (size > EVIDENCE_MAX_BYTES) throw new FederationError("TOO_LARGE", "The file is too large.", { field: what });
  return parseJson(await readFile(path), what);
}
