import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LoadedRecords, RecordPlace } from "../RecordSource.ts";
import { type BadValue, SearchStopped } from "./BadValue.ts";
import { castBadValues } from "./castBadValues.ts";
import { QueryOnPart } from "./QueryOnPart.ts";
import { searchBadValues } from "./searchBadValues.ts";

const PLACES_NAMED = 5;
/** For each cast and table. */
const ROWS_TRIED = 10;

const CSV_HINT =
  "Correct the file, or say in node.yaml how the site writes values: records.nulls lists the words that mean a missing value, " +
  "records.decimal is for decimal commas, records.dateFormat for dates (each for one table alone too: records.tables.<name>). `preview` shows what the files look like.";
const FHIR_HINT =
  "Correct the value where it is recorded and export again, or leave the resource out of the export. A site cannot edit an approved " +
  "query: if the value is right, ask the study's author to read it with TRY_CAST, or with fhir_date or fhir_datetime if it is a date.";

/**
 * Finds which values of the loaded tables make a query fail, once it has failed over a value. First each CAST of the query is
 * tried on the rows by itself; where none is responsible, the rows are searched. Returns RECORDS_MALFORMED naming file, line and
 * column (of the table, or of the view that made the row), never a value; undefined where no row can be made responsible. The tables
 * may have lost rows afterwards. `isOver` tells that no more time is left.
 */
export async function locateBadValues(
  connection: DuckDBConnection,
  sql: string,
  { tables, locate }: LoadedRecords,
  isOver: () => boolean = () => false,
): Promise<FederationError | undefined> {
  if (locate === undefined) return undefined;
  const names = Object.keys(tables);
  const query = new QueryOnPart(connection, sql, isOver);
  const guilty: BadValue[] = [];
  try {
    for (const each of await castBadValues(connection, sql, names, ROWS_TRIED)) {
      if (guilty.length > PLACES_NAMED) break;
      if (await isGuilty(query, each)) guilty.push(each);
    }
    if (guilty.length === 0) {
      for await (const each of searchBadValues(connection, query, names)) {
        if (guilty.push(each) > PLACES_NAMED) break;
      }
    }
  } catch (error) {
    if (!(error instanceof SearchStopped)) throw error;
  }
  const places = guilty.flatMap((value) => {
    const place = locate(value.table, value.row);
    return place === undefined ? [] : [{ place, text: textOf(place, value) }];
  });
  const texts = [...new Set(places.map(({ text }) => text))];
  if (texts.length === 0) return undefined;
  const more = texts.length > PLACES_NAMED ? "; and more values" : "";
  const listed = texts.slice(0, PLACES_NAMED).join("; ");
  return new FederationError("RECORDS_MALFORMED", `The study's query cannot convert ${listed}${more}.`, {
    field: "records",
    hint: places.some(({ place }) => place.view !== undefined) ? FHIR_HINT : CSV_HINT,
  });
}

/**
 * Whether the query fails with this row alone in its table, and not so where the value is missing: a filter may leave the row
 * out before the cast, and the failure may be another table's.
 */
async function isGuilty(query: QueryOnPart, { table, row, columns }: BadValue): Promise<boolean> {
  const alone = { table, from: row, to: row + 1 };
  const failure = await query.failure(alone);
  return failure !== undefined && (await query.failure({ ...alone, blank: { row, columns } })) !== failure;
}

function textOf({ file, place, view }: RecordPlace, { columns, type }: BadValue): string {
  const of = view === undefined ? "" : ` of the view '${view}'`;
  return `${file} ${place}, column '${columns.join("' or '")}'${of}${type === undefined ? "" : `: not ${/^[AEIOU]/.test(type) ? "an" : "a"} ${type}`}`;
}
