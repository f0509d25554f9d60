import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MalformedLines } from "./MalformedLines.ts";
import type { LoadReport, OnMalformed, RecordSource } from "./RecordSource.ts";
import { readLines } from "./readLines.ts";
import { type FhirRecord, type ViewFrame, ViewTable } from "./viewTable.ts";

/** Longest NDJSON line, in bytes. A FHIR resource with attachments can be large, but not this large. */
export const MAX_FHIR_LINE_BYTES = 4 * 1024 * 1024;
const BATCH_RECORDS = 500;

export interface FhirSourceOptions {
  /** Absolute path of a folder with `*.ndjson` and `*.ndjson.gz` files. */
  readonly directory: string;
  readonly onMalformed: OnMalformed;
}

/**
 * FHIR R4 bulk export (NDJSON, one resource a line, any file names), turned into one table per SQL-on-FHIR
 * ViewDefinition of the study. Resources of types that no view reads are passed over.
 */
export function fhirSource(options: FhirSourceOptions): RecordSource {
  return {
    kind: "fhir",
    describe: () => `FHIR R4 NDJSON in ${options.directory}`,
    load: (connection, study) => loadFhir(options, connection, study),
  };
}

async function loadFhir(options: FhirSourceOptions, connection: DuckDBConnection, study: Study): Promise<LoadReport> {
  const tables = await createTables(connection, study);
  const malformed = new MalformedLines();
  const batches = new Map<string, FhirRecord[]>();
  let lines = 0;
  let records = 0;

  const drain = (resourceType: string): void => {
    const batch = batches.get(resourceType) ?? [];
    const misfits = new Set<FhirRecord>();
    for (const table of tables) {
      if (table.resourceType !== resourceType) continue;
      for (const record of table.append(batch)) {
        if (misfits.has(record)) continue;
        misfits.add(record);
        malformed.add({ file: record.file, line: record.line, reason: `does not fit the view '${table.name}'` });
      }
    }
    records += batch.length - misfits.size;
    batches.set(resourceType, []);
  };
  for (const table of tables) batches.set(table.resourceType, []);

  const files = await listNdjson(options.directory);
  for (const file of files) {
    for await (const line of readLines(join(options.directory, file), file, MAX_FHIR_LINE_BYTES)) {
      if (line.text?.trim() === "") continue;
      lines += 1;
      const parsed = line.text === undefined ? line.fault : parseResource(line.text);
      if (typeof parsed !== "object") {
        malformed.add({ file, line: line.number, reason: parsed ?? "unreadable" });
        continue;
      }
      const batch = batches.get(parsed.resourceType);
      if (batch === undefined) {
        records += 1;
        continue;
      }
      batch.push({ resource: parsed, file, line: line.number });
      if (batch.length >= BATCH_RECORDS) drain(parsed.resourceType);
    }
  }
  for (const resourceType of batches.keys()) drain(resourceType);
  for (const table of tables) table.close();
  malformed.settle(options.onMalformed);
  return {
    files: files.length,
    lines,
    records,
    malformed: malformed.count,
    malformedPlaces: malformed.places,
    tables: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
  };
}

async function createTables(connection: DuckDBConnection, study: Study): Promise<ViewTable[]> {
  const views = Object.entries(study.views);
  if (views.length === 0) {
    throw new FederationError("STUDY_INVALID", "The study has no views, but this site's records are FHIR.", {
      field: "views",
      hint: "Add views/<name>.json to the study, or connect a CSV source with the tables that features.sql reads.",
    });
  }
  const tables: ViewTable[] = [];
  for (const [name, view] of views) tables.push(await ViewTable.create(connection, name, view as ViewFrame));
  return tables;
}

async function listNdjson(directory: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new FederationError("RECORDS_UNREADABLE", `The folder ${directory} cannot be listed.`, {
      field: "records.directory",
      hint: "Check the path and its permissions.",
      cause,
    });
  }
  const files = names.filter((name) => name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")).sort();
  if (files.length === 0) {
    throw new FederationError("RECORDS_UNREADABLE", `The folder ${directory} has no *.ndjson or *.ndjson.gz file.`, {
      field: "records.directory",
      hint: "Point it at a FHIR bulk export.",
    });
  }
  return files;
}

/** A resource, or why the line is none. */
function parseResource(text: string): FhirRecord["resource"] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not a JSON object";
  const { resourceType, id } = value as { resourceType?: unknown; id?: unknown };
  if (typeof resourceType !== "string" || !/^[A-Z][A-Za-z]{0,63}$/.test(resourceType)) return "no resourceType";
  if (typeof id !== "string" || !/^[A-Za-z0-9.-]{1,64}$/.test(id)) return "no FHIR id";
  return value as FhirRecord["resource"];
}
