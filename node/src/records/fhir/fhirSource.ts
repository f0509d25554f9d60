import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { MalformedLines } from "../MalformedLines.ts";
import type { FhirExportReport, LoadedRecords, OnMalformed, RecordLoader } from "../RecordSource.ts";
import { checkIdentifiers } from "./checkIdentifiers.ts";
import { bundleEntries, ExportIndex } from "./ExportIndex.ts";
import { listExportFiles } from "./exportFiles.ts";
import { type ExportLine, readExport } from "./readExport.ts";
import { referenceTarget } from "./references.ts";
import { ViewTable } from "./ViewTable.ts";
import { type FhirResource, RecordMisfit, ViewFault } from "./viewRows.ts";

export interface FhirSourceOptions {
  /** Absolute path of a folder with a bulk export. */
  readonly directory: string;
  readonly onMalformed: OnMalformed;
}

/**
 * FHIR R4 bulk export (NDJSON, one resource a line, any file names), turned into one table per SQL-on-FHIR
 * ViewDefinition of the study. It is read twice: once to find the newest version of each resource and what was deleted,
 * once to fill the tables. Resources of types that no view reads are passed over.
 */
export function fhirSource(options: FhirSourceOptions): RecordLoader {
  return {
    kind: "fhir",
    describe: () => `FHIR R4 NDJSON in ${options.directory}`,
    load: (connection, study) => loadFhir(options, connection, study),
  };
}

async function loadFhir(
  options: FhirSourceOptions,
  connection: DuckDBConnection,
  study: Study,
): Promise<LoadedRecords> {
  const views = Object.values(study.views);
  if (views.length === 0) {
    throw new FederationError("STUDY_INVALID", "The study has no views, but this site's records are FHIR.", {
      field: "views",
      hint: "Add views/<name>.json to the study, or connect a CSV source with the tables that features.sql reads.",
    });
  }
  const identifiers = views.flatMap(checkIdentifiers);
  const index = new ExportIndex(views.map((view) => view.resource));
  const unresolved: Record<string, number> = {};
  const tables: ViewTable[] = [];
  for (const view of views) {
    unresolved[view.name] = 0;
    const resolve = resolver(index, () => (unresolved[view.name]! += 1));
    tables.push(await ViewTable.create(connection, view, resolve));
  }

  const { files, unread } = await listExportFiles(options.directory);
  const malformed = new MalformedLines();
  const survey = await surveyExport(options.directory, files, index, malformed);
  const misfits = await fillTables(options.directory, files, index, tables, malformed);
  for (const table of tables) table.close();
  malformed.settle(options.onMalformed);
  const fhir: FhirExportReport = {
    duplicates: index.duplicates,
    deleted: index.deleted,
    exportErrors: survey.exportErrors,
    unreadFiles: [...unread, ...survey.foreign].sort(),
    unresolvedReferences: unresolved,
  };
  return {
    files: files.length - survey.foreign.length,
    lines: survey.lines,
    records: survey.records - index.duplicates - index.deleted - misfits,
    malformed: malformed.count,
    malformedPlaces: malformed.places,
    tables: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
    fhir,
    locate: (name, row) => tables.find((table) => table.name === name)?.placeOf(row),
    identifiers,
  };
}

interface Survey {
  lines: number;
  records: number;
  exportErrors: number;
  /** JSON files that hold something else than FHIR. */
  readonly foreign: string[];
}

/** First reading: counts lines and resources, and learns which versions count. */
async function surveyExport(
  directory: string,
  files: readonly string[],
  index: ExportIndex,
  malformed: MalformedLines,
): Promise<Survey> {
  const survey: Survey = { lines: 0, records: 0, exportErrors: 0, foreign: [] };
  for (const [number, file] of files.entries()) {
    let first = true;
    for await (const line of readExport(directory, file)) {
      if (first && /\.json(\.gz)?$/i.test(file) && line.object !== undefined && !("resourceType" in line.object)) {
        if (!isManifest(line.object)) survey.foreign.push(file);
        break;
      }
      first = false;
      survey.lines += 1;
      const fault = surveyLine(line, number, index, survey);
      if (fault !== undefined) malformed.add({ file, line: line.line, reason: fault });
    }
  }
  index.applyDeletions();
  return survey;
}

/** Returns why the line is malformed, if it is. */
function surveyLine(line: ExportLine, file: number, index: ExportIndex, survey: Survey): string | undefined {
  const { object } = line;
  if (object === undefined) return line.fault;
  if (object.resourceType === "OperationOutcome") {
    survey.exportErrors += errorsOf(object);
    return undefined;
  }
  if (object.resourceType === "Bundle" && !index.tracks("Bundle")) {
    if (!index.addDeletions(object)) return "a deletion that names no resource";
    const lost = bundleEntries(object).some(({ resource }) => resource !== undefined);
    return lost ? "a Bundle of resources, not one resource a line" : undefined;
  }
  const resource = asResource(line);
  if (typeof resource === "string") return resource;
  if (index.tracks(resource.resourceType) && index.add(resource, line.text, file, line.line) === "conflict") {
    return "another version of a resource read before, neither of them newer";
  }
  survey.records += 1;
  return undefined;
}

/** Second reading: the rows of each version that counts. Returns how many records did not fit a view. */
async function fillTables(
  directory: string,
  files: readonly string[],
  index: ExportIndex,
  tables: readonly ViewTable[],
  malformed: MalformedLines,
): Promise<number> {
  let misfits = 0;
  for (const [number, file] of files.entries()) {
    for await (const line of readExport(directory, file)) {
      const resource = line.object === undefined ? undefined : asResource(line);
      if (resource === undefined || typeof resource === "string") continue;
      if (!index.counts(resource.resourceType, resource.id, number, line.line)) continue;
      const own = tables.filter((table) => table.resourceType === resource.resourceType);
      try {
        // The rows of all views first, so that a record that fits only some of them is in none.
        const rows = own.map((table) => table.rowsOf(resource));
        for (const [i, table] of own.entries()) table.append(rows[i]!, file, line.line);
      } catch (error) {
        if (error instanceof ViewFault) {
          throw new FederationError("STUDY_INVALID", `${error.message} Seen at ${file} line ${line.line}.`, {
            field: error.place,
            hint: error.hint,
          });
        }
        if (!(error instanceof RecordMisfit)) throw error;
        misfits += 1;
        malformed.add({ file, line: line.line, reason: error.message });
      }
    }
  }
  return misfits;
}

/** `getReferenceKey` at a site: the id of the resource, where the reference names one of the right type. */
function resolver(index: ExportIndex, onUnresolved: () => void) {
  return (reference: Readonly<Record<string, unknown>>, type: string | undefined): string | undefined => {
    const target = referenceTarget(reference.reference);
    if (target.kind === "resource") {
      if (type !== undefined && target.type !== type) return undefined;
      if (index.tracks(target.type) && !index.has(target.type, target.id)) onUnresolved();
      return target.id;
    }
    if (target.kind === "urn" && type !== undefined && index.has(type, target.id)) return target.id;
    if (type === undefined || reference.type === undefined || reference.type === type) onUnresolved();
    return undefined;
  };
}

function asResource({ object }: ExportLine): (FhirResource & { readonly id: string }) | string {
  const { resourceType, id } = object!;
  if (typeof resourceType !== "string" || !/^[A-Z][A-Za-z]{0,63}$/.test(resourceType)) return "no resourceType";
  if (typeof id !== "string" || !/^[A-Za-z0-9.-]{1,64}$/.test(id)) return "no FHIR id";
  return object as unknown as FhirResource & { readonly id: string };
}

/** The answer of a bulk export's status request, which some tools keep beside the files. It says nothing that the files do not. */
function isManifest(object: Readonly<Record<string, unknown>>): boolean {
  return object.resourceType === undefined && Array.isArray(object.output) && "transactionTime" in object;
}

/** Errors of an OperationOutcome: what the server could not export. */
function errorsOf(outcome: Readonly<Record<string, unknown>>): number {
  const issues = Array.isArray(outcome.issue) ? outcome.issue : [];
  return issues.filter((issue) => ["error", "fatal"].includes((issue as { severity?: string } | null)?.severity ?? ""))
    .length;
}
