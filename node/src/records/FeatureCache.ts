import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { type ExtractionReport, extractFeatures } from "./extractFeatures.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { isIncomplete } from "./fhir/describeExport.ts";
import type { RecordSource } from "./RecordSource.ts";

export interface Extraction {
  readonly table: FeatureTable;
  readonly report: ExtractionReport;
}

/**
 * The feature tables of the approved studies, in memory only. A table is extracted again when a file of the source
 * changed (path, size or modification time), so a round never learns on records that the EHR has since corrected.
 */
export class FeatureCache {
  readonly #source: RecordSource;
  readonly #paths: readonly string[];
  readonly #tables = new Map<string, { fingerprint: string; extraction: Promise<Extraction> }>();

  readonly #logger: Logger;

  constructor(source: RecordSource, paths: readonly string[], logger: Logger) {
    this.#source = source;
    this.#paths = paths;
    this.#logger = logger;
  }

  /** Throws what `extractFeatures` throws; a failure is not kept. */
  async extraction(study: Study): Promise<Extraction> {
    const fingerprint = (await Promise.all(this.#paths.map(fingerprintOf))).join("\n");
    const known = this.#tables.get(study.digest);
    if (known?.fingerprint === fingerprint) return known.extraction;
    const extraction = extractFeatures({ source: this.#source, study });
    this.#tables.set(study.digest, { fingerprint, extraction });
    try {
      const { report } = await extraction;
      const level = report.malformed > 0 || isIncomplete(report.fhir) ? "warn" : "info";
      this.#logger[level]({ study: study.document.id, ...report }, "records extracted");
      return await extraction;
    } catch (error) {
      this.#tables.delete(study.digest);
      throw error;
    }
  }
}

/** Size and time of a file, or of all files in a folder. A path that cannot be read is for the extraction to report. */
async function fingerprintOf(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}`;
    const names = (await readdir(path)).sort();
    return (await Promise.all(names.map((name) => fingerprintOf(join(path, name))))).join("\n");
  } catch {
    return `${path} unreadable`;
  }
}
