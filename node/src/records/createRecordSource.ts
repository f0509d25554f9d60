import { isAbsolute, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { type Static, Type } from "typebox";
import { csvSource, DEFAULT_MAXIMUM_MALFORMED } from "./csv/csvSource.ts";
import { ENCODINGS, type Encoding } from "./csv/openText.ts";
import type { RecordSource } from "./RecordSource.ts";

const closed = { additionalProperties: false };
const Path = Type.String({ minLength: 1, maxLength: 4_096 });
/** Any header of a spreadsheet: `HbA1c %`, `Größe (cm)`. */
const Column = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f"]{1,255}$' });
const OnMalformed = Type.Union([Type.Literal("skip"), Type.Literal("refuse")]);

const LIMITS = {
  /** Memory of the process that extracts. */
  memoryMiB: Type.Optional(Type.Integer({ minimum: 512, maximum: 1_048_576 })),
  /** Largest share of a table's rows that may be gone since the last extraction. */
  maximumFall: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
};

/** How a file is read: for all tables, or for one. */
const TABLE_OPTIONS = {
  /** Largest share of a file's records that `skip` leaves out. */
  maximumMalformed: Type.Optional(Type.Number({ minimum: 0, maximum: 1, default: DEFAULT_MAXIMUM_MALFORMED })),
  delimiter: Type.Optional(Type.String({ pattern: '^[^"\\r\\n]$' })),
  encoding: Type.Optional(Type.Union(Object.keys(ENCODINGS).map((name) => Type.Literal(name as Encoding)))),
  decimal: Type.Optional(Type.Union([Type.Literal("."), Type.Literal(",")])),
  /** Texts that mean a missing value. */
  nulls: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 })),
  dateFormat: Type.Optional(Type.String({ minLength: 8, maxLength: 32 })),
};

/** A table's file with options of its own, which win over the site's. */
const TableConfig = Type.Object({ path: Path, onMalformed: Type.Optional(OnMalformed), ...TABLE_OPTIONS }, closed);

type TableConfig = Static<typeof TableConfig>;

/** `records` of a site's config. Relative paths are taken from the config file's folder. */
export const RecordsConfig = Type.Union([
  Type.Object({ kind: Type.Literal("fhir"), directory: Path, onMalformed: OnMalformed, ...LIMITS }, closed),
  Type.Object(
    {
      kind: Type.Literal("csv"),
      /** Path, or path and options, by table name, as `features.sql` names the tables. */
      tables: Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" }), Type.Union([Path, TableConfig]), {
        minProperties: 1,
        maxProperties: 64,
        ...closed,
      }),
      patientId: Column,
      /** Keeps one site's rows of a file that holds several sites. */
      where: Type.Optional(Type.Object({ column: Column, equals: Type.String({ maxLength: 256 }) }, closed)),
      onMalformed: OnMalformed,
      ...LIMITS,
      ...TABLE_OPTIONS,
    },
    closed,
  ),
]);
export type RecordsConfig = Static<typeof RecordsConfig>;

const OPTIONS =
  `maximumMalformed (0 to 1), delimiter (one character), encoding (${Object.keys(ENCODINGS).join(", ")}), ` +
  "decimal ('.' or ','), nulls (a list of words), dateFormat";
const FIELDS = {
  fhir: "kind: fhir takes directory, onMalformed ('skip' or 'refuse') and, if wanted, memoryMiB and maximumFall.",
  csv:
    "kind: csv takes tables ({name: path}, or {name: {path and options of this table}}), patientId, onMalformed ('skip' or 'refuse') " +
    `and, if wanted, where {column, equals}, ${OPTIONS}, memoryMiB and maximumFall.`,
  table: `A table is a path, or takes path and, if wanted, onMalformed ('skip' or 'refuse'), ${OPTIONS}.`,
};

/**
 * Makes the record source that a site's config describes. `configFile` names the file in errors and `configDirectory`
 * is the folder that relative paths start from. Throws CONFIG_INVALID naming field and hint.
 */
export function createRecordSource(config: unknown, configDirectory: string, configFile = "config"): RecordSource {
  const kind = (config as { kind?: unknown } | null | undefined)?.kind;
  if (kind !== "fhir" && kind !== "csv") {
    throw new FederationError("CONFIG_INVALID", "It is neither 'fhir' nor 'csv'.", {
      field: `${configFile}: records.kind`,
      hint: `${FIELDS.fhir} ${FIELDS.csv}`,
    });
  }
  // The branch of this kind alone, so that the error names the field and not the union.
  if (kind === "csv") checkTables((config as { tables?: unknown }).tables, `${configFile}: records.tables`);
  const branch = RecordsConfig.anyOf[kind === "fhir" ? 0 : 1];
  checkDocument(branch, config, `${configFile}: records`, "CONFIG_INVALID", FIELDS[kind]);
  const checked = config as RecordsConfig;
  const locate = (path: string): string => (isAbsolute(path) ? path : resolve(configDirectory, path));
  const { memoryMiB, maximumFall } = checked;
  const origin = { config, directory: configDirectory, memoryMiB, maximumFall };
  if (checked.kind === "fhir") {
    const options = { directory: locate(checked.directory), onMalformed: checked.onMalformed };
    return {
      ...{ kind: checked.kind, origin },
      describe: () => `FHIR R4 NDJSON in ${options.directory}`,
      // Loaded at need: its FHIRPath engine takes most of a second, and a process that extracts from CSV starts often.
      load: async (connection, study) =>
        (await import("./fhir/fhirSource.ts")).fhirSource(options).load(connection, study),
    };
  }
  const tables = Object.fromEntries(
    Object.entries(checked.tables).map(([name, table]) => {
      const { path, ...own } = tableConfig(table);
      return [name, { ...own, path: locate(path) }];
    }),
  );
  return { ...csvSource({ ...checked, tables }), origin };
}

function tableConfig(table: string | TableConfig): TableConfig {
  return typeof table === "string" ? { path: table } : table;
}

/** Each table by itself, so that the error names its field and not the union of both ways to write a table. */
function checkTables(tables: unknown, field: string): void {
  if (typeof tables !== "object" || tables === null) return;
  for (const [name, table] of Object.entries(tables)) {
    if (typeof table === "string") continue;
    checkDocument(TableConfig, table, `${field}.${name.slice(0, 64)}`, "CONFIG_INVALID", FIELDS.table);
  }
}

/** The files and folders that a source reads, absolute: what tells whether records have changed. */
export function recordPaths(config: unknown, configDirectory: string): string[] {
  const checked = config as RecordsConfig;
  const named =
    checked.kind === "fhir"
      ? [checked.directory]
      : Object.values(checked.tables).map((table) => tableConfig(table).path);
  return named.map((path) => (isAbsolute(path) ? path : resolve(configDirectory, path)));
}
