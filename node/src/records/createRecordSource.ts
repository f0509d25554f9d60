import { isAbsolute, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { type Static, Type } from "typebox";
import { csvSource } from "./csvSource.ts";
import { fhirSource } from "./fhir/fhirSource.ts";
import type { RecordSource } from "./RecordSource.ts";

const closed = { additionalProperties: false };
const Path = Type.String({ minLength: 1, maxLength: 4_096 });
const Column = Type.String({ pattern: "^[A-Za-z_][A-Za-z0-9_ .-]{0,62}$" });
const OnMalformed = Type.Union([Type.Literal("skip"), Type.Literal("refuse")]);

/** `records` of a site's config. Relative paths are taken from the config file's folder. */
export const RecordsConfig = Type.Union([
  Type.Object({ kind: Type.Literal("fhir"), directory: Path, onMalformed: OnMalformed }, closed),
  Type.Object(
    {
      kind: Type.Literal("csv"),
      /** Path by table name, as `features.sql` names the tables. */
      tables: Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" }), Path, {
        minProperties: 1,
        maxProperties: 64,
        ...closed,
      }),
      patientId: Column,
      /** Keeps one site's rows of a file that holds several sites. */
      where: Type.Optional(Type.Object({ column: Column, equals: Type.String({ maxLength: 256 }) }, closed)),
      onMalformed: OnMalformed,
    },
    closed,
  ),
]);
export type RecordsConfig = Static<typeof RecordsConfig>;

const FIELDS = {
  fhir: "kind: fhir takes directory and onMalformed ('skip' or 'refuse').",
  csv: "kind: csv takes tables ({name: path}), patientId, onMalformed ('skip' or 'refuse') and, if wanted, where {column, equals}.",
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
  const branch = RecordsConfig.anyOf[kind === "fhir" ? 0 : 1];
  checkDocument(branch, config, `${configFile}: records`, "CONFIG_INVALID", FIELDS[kind]);
  const checked = config as RecordsConfig;
  const locate = (path: string): string => (isAbsolute(path) ? path : resolve(configDirectory, path));
  if (checked.kind === "fhir") {
    return fhirSource({ directory: locate(checked.directory), onMalformed: checked.onMalformed });
  }
  return csvSource({
    tables: Object.fromEntries(Object.entries(checked.tables).map(([name, path]) => [name, locate(path)])),
    patientId: checked.patientId,
    where: checked.where,
    onMalformed: checked.onMalformed,
  });
}

/** The files and folders that a source reads, absolute: what tells whether records have changed. */
export function recordPaths(config: unknown, configDirectory: string): string[] {
  const checked = config as RecordsConfig;
  const named = checked.kind === "fhir" ? [checked.directory] : Object.values(checked.tables);
  return named.map((path) => (isAbsolute(path) ? path : resolve(configDirectory, path)));
}
