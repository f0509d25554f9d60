import type { DuckDBConnection } from "@duckdb/node-api";

const YEAR = "'^[1-9]\\d{3}$'";
const MONTH = "'^[1-9]\\d{3}-\\d{2}$'";
/** A day, alone or with a time. Seconds and zone, which FHIR wants, may be missing: then they are 0 and UTC. */
const DAY =
  "'^[1-9]\\d{3}-\\d{2}-\\d{2}(T([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$'";
/** Whole minutes of the text's own clock, its seconds in microseconds, and its zone's minutes east of UTC. */
const MINUTES =
  "TRY_CAST(left(trim(t), 10) || ' ' || coalesce(nullif(substr(trim(t), 12, 5), ''), '00:00') AS TIMESTAMP)";
const MICROSECONDS = part("'^.{16}:([0-9.]+)'", 1, "DECIMAL(8, 6)", "1000000");
const ZONE = "'T.*([+-])(\\d{2}):(\\d{2})$'";
const EAST = `(${part(ZONE, 2, "INTEGER", "60")} + ${part(ZONE, 3, "INTEGER", "1")})
      * CASE regexp_extract(trim(t), ${ZONE}, 1) WHEN '-' THEN -1 ELSE 1 END`;

/** A group of digits in the text times `factor`, 0 where it is not there. */
function part(pattern: string, group: number, type: string, factor: string): string {
  return `CAST(coalesce(CAST(nullif(regexp_extract(trim(t), ${pattern}, ${group}), '') AS ${type}), 0) * ${factor} AS BIGINT)`;
}

/**
 * SQL macros that read FHIR's date and dateTime (R4, 2.24.0.1), which may be partial (`1960`, `1960-05`) and may have a
 * 60th second. Each takes text, and is NULL where the text is no such date or is less precise than the macro needs.
 */
const MACROS: Readonly<Record<string, string>> = {
  /** DATE as written, in the zone it was written in; NULL for a year or a month. */
  "fhir_date(t)": `CASE WHEN regexp_matches(trim(t), ${DAY}) THEN TRY_CAST(left(trim(t), 10) AS DATE) END`,
  /** TIMESTAMP in UTC, a day's first moment for a day; NULL for a year or a month. A 60th second is the next minute's first. */
  "fhir_datetime(t)": `CASE WHEN regexp_matches(trim(t), ${DAY}) THEN
      ${MINUTES} + to_microseconds(${MICROSECONDS}) - to_minutes(${EAST})
    END`,
  /** TIMESTAMP in UTC: the first moment that the text can mean. */
  "fhir_earliest(t)": `CASE
      WHEN regexp_matches(trim(t), ${YEAR}) THEN TRY_CAST(trim(t) || '-01-01' AS TIMESTAMP)
      WHEN regexp_matches(trim(t), ${MONTH}) THEN TRY_CAST(trim(t) || '-01' AS TIMESTAMP)
      ELSE fhir_datetime(t)
    END`,
  /** INTEGER, as written, of a date of any precision. */
  "fhir_year(t)": "CASE WHEN fhir_earliest(t) IS NOT NULL THEN CAST(left(trim(t), 4) AS INTEGER) END",
  /** TIMESTAMP in UTC: the last moment that the text can mean. */
  "fhir_latest(t)": `CASE
      WHEN regexp_matches(trim(t), ${YEAR}) THEN fhir_earliest(t) + INTERVAL 1 YEAR - INTERVAL 1 MICROSECOND
      WHEN regexp_matches(trim(t), ${MONTH}) THEN fhir_earliest(t) + INTERVAL 1 MONTH - INTERVAL 1 MICROSECOND
      WHEN length(trim(t)) = 10 THEN fhir_earliest(t) + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
      ELSE fhir_datetime(t)
    END`,
  /**
   * DOUBLE, years from a birth date to a day. A birth year counts as 2 July, a birth month as its 16th: half a year or
   * half a month off at most.
   */
  "fhir_age_at(birth, moment)": `date_diff('day',
      CASE
        WHEN regexp_matches(trim(birth), ${YEAR}) THEN TRY_CAST(trim(birth) || '-07-02' AS DATE)
        WHEN regexp_matches(trim(birth), ${MONTH}) THEN TRY_CAST(trim(birth) || '-16' AS DATE)
        ELSE fhir_date(birth)
      END, TRY_CAST(moment AS DATE)) / 365.25`,
};

/** Gives every `features.sql` the macros above, whatever the source of its tables. */
export async function createFhirMacros(connection: DuckDBConnection): Promise<void> {
  // In this order: DuckDB binds a macro when it is created, and some use those before them.
  for (const [head, body] of Object.entries(MACROS)) await connection.run(`CREATE MACRO ${head} AS ${body}`);
}
