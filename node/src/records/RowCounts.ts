import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { makeDirectory, replaceFile } from "@consilium/service/files/durableFile.ts";
import { isErrnoException } from "@consilium/service/files/errno.ts";
import { Type } from "typebox";
import type { LoadReport, RecordSource } from "./RecordSource.ts";

export const DEFAULT_MAXIMUM_FALL = 0.1;
const Counts = Type.Record(Type.String({ maxLength: 300 }), Type.Integer({ minimum: 0 }));

type Extracted = Pick<LoadReport, "tables"> & { readonly rows: number };

/**
 * How many rows each table had when it was last extracted, on disk (`records.json`), so that an export that lost many of
 * its records is noticed before a round learns from the rest. Tables of FHIR are a study's own views, those of CSV the site's.
 */
export class RowCounts {
  readonly #file: string;
  readonly #source: RecordSource;

  constructor(stateDir: string, source: RecordSource) {
    this.#file = join(stateDir, "records.json");
    this.#source = source;
  }

  /** Compares with the last extraction and keeps the new counts. Throws RECORDS_FEWER, and then keeps the old ones. */
  async check(study: Study, report: Extracted): Promise<void> {
    const known = await this.#read();
    const found = this.#countsOf(study, report);
    const maximumFall = this.#source.origin.maximumFall ?? DEFAULT_MAXIMUM_FALL;
    const fallen = Object.entries(found).filter(([key, rows]) => rows < (known[key] ?? 0) * (1 - maximumFall));
    if (fallen.length > 0) {
      const texts = fallen.map(([key, rows]) => `${nameOf(key)} had ${known[key]} rows and now has ${rows}`);
      throw new FederationError("RECORDS_FEWER", `${texts.join("; ")}.`, {
        field: "records",
        hint:
          "Check that the export is complete. If the records are really fewer, run `consilium-node preview` with --accept-fewer-rows " +
          `(a fall of more than ${maximumFall * 100} % is refused, records.maximumFall).`,
      });
    }
    await this.#write({ ...known, ...found });
  }

  /** Takes these counts for the last ones: the operator has looked. */
  async accept(study: Study, report: Extracted): Promise<void> {
    await this.#write({ ...(await this.#read()), ...this.#countsOf(study, report) });
  }

  #countsOf(study: Study, { tables, rows }: Extracted): Record<string, number> {
    const { kind } = this.#source;
    const scope = kind === "fhir" ? `fhir ${study.digest}` : kind;
    const counts = Object.entries(tables).map(([table, count]) => [`${scope} ${table}`, count]);
    return { ...Object.fromEntries(counts), [`study ${study.digest}`]: rows };
  }

  async #read(): Promise<Readonly<Record<string, number>>> {
    try {
      return checkDocument(Counts, JSON.parse(await readFile(this.#file, "utf8")), this.#file, "CONFIG_INVALID");
    } catch (cause) {
      if (isErrnoException(cause, "ENOENT")) return {};
      throw new FederationError("CONFIG_INVALID", "The counts of the last extraction cannot be read.", {
        field: this.#file,
        hint: "Check the records with `consilium-node preview`, then remove the file.",
        cause,
      });
    }
  }

  async #write(counts: Readonly<Record<string, number>>): Promise<void> {
    await makeDirectory(join(this.#file, ".."));
    await replaceFile(this.#file, `${JSON.stringify(counts)}\n`);
  }
}

function nameOf(key: string): string {
  const words = key.split(" ");
  return words[0] === "study" ? "the study" : `the table '${words.at(-1)}'`;
}
