import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LoadedRecords } from "../RecordSource.ts";
import { castBadValues } from "./castBadValues.ts";
import { guiltyPlaces } from "./guiltyPlaces.ts";
import { QueryOnPart } from "./QueryOnPart.ts";

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
  loaded: LoadedRecords,
  isOver: () => boolean = () => false,
): Promise<FederationError | undefined> {
  if (loaded.locate === undefined) return undefined;
  const suspects = await castBadValues(connection, sql, Object.keys(loaded.tables), ROWS_TRIED);
  const places = await guiltyPlaces(connection, new QueryOnPart(connection, sql, isOver), suspects, loaded);
  return (
    places &&
    new FederationError("RECORDS_MALFORMED", `The study's query cannot convert ${places.text}.`, {
      field: "records",
      hint: places.areOfViews ? FHIR_HINT : CSV_HINT,
    })
  );
}
