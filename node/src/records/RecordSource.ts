import type { Study } from "@consilium/sdk/study/Study.ts";
import type { DuckDBConnection } from "@duckdb/node-api";

/** One place in the record source that could not be read. It never carries content: a line may hold anything. */
export interface MalformedPlace {
  readonly file: string;
  /** 1-based line number. */
  readonly line: number;
  readonly reason: string;
}

/** What was loaded before the study's query ran. Counts only; safe to print at the site. */
export interface LoadReport {
  readonly files: number;
  readonly lines: number;
  /** Records that were accepted. */
  readonly records: number;
  readonly malformed: number;
  /** The first malformed places, at most 20. */
  readonly malformedPlaces: readonly MalformedPlace[];
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  /** Of a FHIR export alone. */
  readonly fhir?: FhirExportReport;
  /** How the source was read and what the site may want to set; names of files and columns and counts, never a value. */
  readonly notes?: readonly string[];
}

/** What a FHIR export left out or lacks. */
export interface FhirExportReport {
  /** Older versions and copies of a resource that was read elsewhere too. */
  readonly duplicates: number;
  /** Resources that a deletion in the export removed. */
  readonly deleted: number;
  /** Errors that the exporting server reported in OperationOutcomes: the export is incomplete. */
  readonly exportErrors: number;
  /** Files in the folder that were not read, by name. */
  readonly unreadFiles: readonly string[];
  /** References that name no resource of the export, by view; contained, conditional and identifier-only ones too. */
  readonly unresolvedReferences: Readonly<Record<string, number>>;
}

/** A load's report, and where each row came from. */
export interface LoadedRecords extends LoadReport {
  /** Names of columns that identify a patient, in small letters. */
  readonly identifiers?: readonly string[];
  /** The column of patient ids, where tables are the site's own. */
  readonly patientId?: string;
  /** The place of a table's row, counted from 0 in the order of loading; undefined where it is not known. */
  readonly locate?: (table: string, row: number) => RecordPlace | undefined;
}

export interface RecordPlace {
  readonly file: string;
  /** For example `line 7`. */
  readonly place: string;
  /** The study's view that made the row of it, where the source has no such columns itself. */
  readonly view?: string;
}

/** What makes a record source again, in another process. */
export interface RecordsOrigin {
  /** `records` of node.yaml, checked. */
  readonly config: unknown;
  /** The folder that relative paths start from. */
  readonly directory: string;
  /** Memory of the process that extracts. */
  readonly memoryMiB?: number | undefined;
  /** Largest share of a table's rows that may be gone since the last extraction. */
  readonly maximumFall?: number | undefined;
}

/** A record source as `createRecordSource` makes it. */
export interface RecordSource extends RecordLoader {
  readonly origin: RecordsOrigin;
}

/** Where a site's records come from. `load` fills tables that the study's `features.sql` then reads. */
export interface RecordLoader {
  readonly kind: "fhir" | "csv";
  /** One line for the operator, with paths. Not for peers. */
  describe(): string;
  /** Throws RECORDS_UNREADABLE or RECORDS_MALFORMED; leaves nothing outside `connection`. */
  load(connection: DuckDBConnection, study: Study): Promise<LoadedRecords>;
}

/** `skip` counts and reports malformed lines; `refuse` stops with RECORDS_MALFORMED. */
export type OnMalformed = "skip" | "refuse";
