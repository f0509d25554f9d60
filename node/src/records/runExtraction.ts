import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type ColumnSpec, columnRange, isNumeric } from "@consilium/sdk/schemas/columns.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { createFhirMacros } from "@consilium/service/sql/fhirMacros.ts";
import { lockDown, parseSelect, prepareSelect, refuse, withDatabase } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { requireViewCategories } from "../policy/checkStudy.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import { locateBadValues } from "./badValues/locateBadValues.ts";
import { VALUE_FAILURE } from "./badValues/QueryOnPart.ts";
import { refuseUnfitValue } from "./badValues/refuseUnfitValue.ts";
import { checkMissing } from "./checkMissing.ts";
import type { FeatureTable } from "./FeatureTable.ts";
import { refuseIdentifierLiterals } from "./identifierLiterals.ts";
import type { LoadedRecords, LoadReport, RecordLoader } from "./RecordSource.ts";
import { type FeatureRow, readFeatureRows } from "./readFeatureRows.ts";
import { type HiddenParts, requireVisible, restrictTables } from "./restrictTables.ts";
import { UnfitValue } from "./valueRules.ts";

/** What the site's operator sees of an extraction: counts, never a value. */
export interface ExtractionReport extends LoadReport {
  readonly rows: number;
  readonly heldOut: number;
  /** Rows left out for want of a value, by required column. A row that lacks several counts for the first. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Values clamped to the column's range, by column. */
  readonly clamped: Readonly<Record<string, number>>;
  /** Missing values by column, of the rows that are kept. */
  readonly missing: Readonly<Record<string, number>>;
}

export interface ExtractionLimits {
  /** Longest run of `features.sql`, in milliseconds. */
  readonly queryTimeoutMs: number;
  /** Memory of the embedded database, in MiB. */
  readonly memoryMiB: number;
}

export const EXTRACTION_LIMITS: ExtractionLimits = { queryTimeoutMs: 60_000, memoryMiB: 1_024 };

/**
 * Loads a site's records into an embedded in-memory DuckDB, shuts it off from files, network and extensions, and runs
 * the study's `features.sql` on it. One row per patient, ordered by patient_id, values clamped to their ranges.
 * Throws RECORDS_UNREADABLE, RECORDS_MALFORMED, STUDY_INVALID (a broken view), QUERY_REFUSED or POLICY_REFUSED.
 * `extractFeatures` runs it in a process of its own.
 */
export async function runExtraction(input: {
  readonly source: RecordLoader;
  readonly study: Study;
  /** The site's rules: which tables a study may see, and that it picks no single patients. */
  readonly policy: SitePolicy;
  readonly limits?: Partial<ExtractionLimits>;
  /** Called when the records are in and the query begins. */
  readonly onLoaded?: () => void;
}): Promise<{ table: FeatureTable; report: ExtractionReport }> {
  const limits = { ...EXTRACTION_LIMITS, ...input.limits };
  const { source, study, policy } = input;
  requireViewCategories(study, policy);
  return withDatabase(limits.memoryMiB, async (connection) => {
    const loaded = await source.load(connection, study);
    // What a view makes was judged by the view; a site's own tables are judged one by one.
    const hidden =
      source.kind === "csv"
        ? await restrictTables(connection, study, policy, loaded.patientId ?? "patient_id")
        : undefined;
    await createFhirMacros(connection);
    await lockDown(connection);
    input.onLoaded?.();
    const prepare = () => prepareWithin(connection, { study, policy, loaded, hidden });
    const rows = await runQuery(connection, study, limits.queryTimeoutMs, withoutHidden(loaded, hidden), prepare);
    return tabulate(rows, study, loaded);
  });
}

/** What of the loaded tables is still in the database. */
function withoutHidden(loaded: LoadedRecords, hidden: HiddenParts | undefined): LoadedRecords {
  if (hidden === undefined) return loaded;
  const kept = Object.entries(loaded.tables).filter(([name]) => !hidden.tables.has(name.toLowerCase()));
  return { ...loaded, tables: Object.fromEntries(kept) };
}

/** The study's query, bound, where the policy lets it be asked. @throws QUERY_REFUSED, POLICY_REFUSED */
async function prepareWithin(
  connection: DuckDBConnection,
  {
    study,
    policy,
    loaded,
    hidden,
  }: { study: Study; policy: SitePolicy; loaded: LoadedRecords; hidden: HiddenParts | undefined },
): Promise<DuckDBPreparedStatement> {
  const query = await parseSelect(connection, study.featuresSql);
  const named = [...policy.identifiers, ...(loaded.identifiers ?? []), "patient_id"];
  refuseIdentifierLiterals(query, new Set(named.map((name) => name.toLowerCase())));
  try {
    return await prepareSelect(connection, study.featuresSql);
  } catch (error) {
    if (hidden !== undefined) requireVisible(query, study, policy, hidden);
    throw error;
  }
}

async function runQuery(
  connection: DuckDBConnection,
  study: Study,
  timeoutMs: number,
  loaded: LoadedRecords,
  prepare: () => Promise<DuckDBPreparedStatement>,
): Promise<FeatureRow[]> {
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    connection.interrupt();
  }, timeoutMs);
  try {
    const statement = await prepare();
    return await readFeatureRows(statement, study.document, study.document.maximumRows);
  } catch (error) {
    if (timedOut) throw refuse(`It runs longer than ${timeoutMs} ms.`, "Make the query cheaper.");
    if (error instanceof FederationError) throw error;
    if (error instanceof UnfitValue) {
      throw await refuseUnfitValue(connection, study.featuresSql, error, loaded, () => timedOut);
    }
    // The message of a failed run may quote a value (a cast that failed), so only its kind goes on.
    const message = error instanceof Error ? error.message : "";
    const kind = /^([A-Z][A-Za-z ]{2,40} Error):/i.exec(message)?.[1];
    const located = VALUE_FAILURE.test(message)
      ? await locateBadValues(connection, study.featuresSql, loaded, () => timedOut).catch(() => undefined)
      : undefined;
    if (located !== undefined) throw located;
    throw refuse(`It fails while running (${kind ?? "unknown error"}).`, "Guard the query, for example with TRY_CAST.");
  } finally {
    clearTimeout(timer);
  }
}

function tabulate(
  rows: readonly FeatureRow[],
  study: Study,
  { locate: _, identifiers: __, patientId: ___, ...loaded }: LoadedRecords,
): { table: FeatureTable; report: ExtractionReport } {
  const specs = study.document.columns;
  const required = specs.flatMap((spec, i) => (spec.required === true ? [{ spec, i }] : []));
  // Before rows are left out: of a required column that is never found nothing would be left to tell.
  const mustHave = required.map(({ spec }) => spec);
  checkMissing(mustHave, missingIn(rows, specs), rows.length, study.document.minimumCohort);
  const leftOut: Record<string, number> = Object.fromEntries(mustHave.map(({ name }) => [name, 0]));
  const kept = rows.filter(({ values }) => {
    const lacking = required.find(({ i }) => Number.isNaN(values[i]));
    if (lacking !== undefined) leftOut[lacking.spec.name]! += 1;
    return lacking === undefined;
  });
  const clamped: Record<string, number> = {};
  const columns = new Map<string, Float64Array>();
  for (const [i, spec] of specs.entries()) {
    const { name } = spec;
    const [low, high] = isNumeric(spec) ? columnRange(spec) : [0, spec.levels.length - 1];
    clamped[name] = 0;
    const values = Float64Array.from(kept, (row) => {
      const value = row.values[i]!;
      const inRange = Math.min(Math.max(value, low), high); // NaN stays NaN
      if (!Number.isNaN(value) && inRange !== value) clamped[name]! += 1;
      return inRange;
    });
    columns.set(name, values);
  }
  const missing = missingIn(kept, specs);
  checkMissing(specs, missing, kept.length, study.document.minimumCohort);
  const table: FeatureTable = {
    patientIds: kept.map((row) => row.patientId),
    columns,
    heldOut: kept.map((row) => row.heldOut),
  };
  const report: ExtractionReport = {
    ...loaded,
    rows: kept.length,
    heldOut: kept.filter((row) => row.heldOut).length,
    leftOut,
    clamped,
    missing,
  };
  return { table, report };
}

/** How many of these rows lack a value, by column. */
function missingIn(rows: readonly FeatureRow[], specs: readonly ColumnSpec[]): Record<string, number> {
  const count = (i: number) => rows.filter(({ values }) => Number.isNaN(values[i])).length;
  return Object.fromEntries(specs.map(({ name }, i) => [name, count(i)]));
}
