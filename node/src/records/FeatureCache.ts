import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import { extractFeatures } from "./extractFeatures.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { isIncomplete } from "./fhir/describeExport.ts";
import type { RecordSource } from "./RecordSource.ts";
import type { RowCounts } from "./RowCounts.ts";
import type { ExtractionReport } from "./runExtraction.ts";

export interface Extraction {
  readonly table: FeatureTable;
  readonly report: ExtractionReport;
}

/**
 * The feature tables of the approved studies, in memory only. A table is extracted again when a file of the source
 * changed (path, size, identity or a time), so a round never learns on records that the EHR has since corrected.
 */
export class FeatureCache {
  readonly #source: RecordSource;
  readonly #paths: readonly string[];
  readonly #tables = new Map<string, { fingerprint: string; extraction: Promise<Extraction> }>();

  /** Told of every extraction that ended, good or bad. */
  onResult: (study: Study, result: { rows: number } | { error: unknown }) => void = () => {};
  readonly #logger: Logger;

  readonly #policy: SitePolicy;
  readonly #rowCounts: RowCounts | undefined;

  /** With `rowCounts`, an extraction that lost many rows since the last one is refused. */
  constructor(
    source: RecordSource,
    paths: readonly string[],
    policy: SitePolicy,
    logger: Logger,
    rowCounts?: RowCounts,
  ) {
    this.#policy = policy;
    this.#rowCounts = rowCounts;
    this.#source = source;
    this.#paths = paths;
    this.#logger = logger;
  }

  /** Throws what `extractFeatures` throws; a failure is not kept. */
  async extraction(study: Study): Promise<Extraction> {
    const fingerprint = (await Promise.all(this.#paths.map(fingerprintOf))).join("\n");
    const known = this.#tables.get(study.digest);
    if (known?.fingerprint === fingerprint) return known.extraction;
    const extraction = this.#extract(study);
    this.#tables.set(study.digest, { fingerprint, extraction });
    try {
      const { report } = await extraction;
      const level = report.malformed > 0 || isIncomplete(report.fhir) ? "warn" : "info";
      this.#logger[level]({ study: study.document.id, ...report }, "records extracted");
      this.onResult(study, { rows: report.rows });
      return await extraction;
    } catch (error) {
      this.#tables.delete(study.digest);
      this.onResult(study, { error });
      throw error;
    }
  }

  async #extract(study: Study): Promise<Extraction> {
    const extraction = await extractFeatures({ source: this.#source, study, policy: this.#policy });
    await this.#rowCounts?.check(study, extraction.report);
    return extraction;
  }
}

/** Identity, size and times of a file, or of all files in a folder. A path that cannot be read is for the extraction to report. */
async function fingerprintOf(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    // The time of change tells of a new content even where a copy keeps size and modification time (rsync -t, unzip).
    if (!found.isDirectory()) return `${path} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
    const names = (await readdir(path)).sort();
    return (await Promise.all(names.map((name) => fingerprintOf(join(path, name))))).join("\n");
  } catch {
    return `${path} unreadable`;
  }
}
