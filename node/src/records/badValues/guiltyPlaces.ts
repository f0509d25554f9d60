import type { DuckDBConnection } from "@duckdb/node-api";
import type { LoadedRecords, RecordPlace } from "../RecordSource.ts";
import { type BadValue, SearchStopped } from "./BadValue.ts";
import type { QueryOnPart } from "./QueryOnPart.ts";
import { searchBadValues } from "./searchBadValues.ts";

const PLACES_NAMED = 5;

/** Where the values are over which a query fails. */
export interface GuiltyPlaces {
  /** File, line and column of the first few, never a value. */
  readonly text: string;
  /** Whether the columns are those of a study's views. */
  readonly areOfViews: boolean;
}

/**
 * Which of these values make a query fail; where none of them does, its rows are searched for such values. Undefined where no row can be
 * made responsible. The tables may have lost rows afterwards.
 */
export async function guiltyPlaces(
  connection: DuckDBConnection,
  query: QueryOnPart,
  suspects: readonly BadValue[],
  { tables, locate }: LoadedRecords,
): Promise<GuiltyPlaces | undefined> {
  const guilty: BadValue[] = [];
  try {
    for (const each of suspects) {
      if (guilty.length > PLACES_NAMED) break;
      if (await isGuilty(query, each)) guilty.push(each);
    }
    if (guilty.length === 0) {
      for await (const each of searchBadValues(connection, query, Object.keys(tables))) {
        if (guilty.push(each) > PLACES_NAMED) break;
      }
    }
  } catch (error) {
    if (!(error instanceof SearchStopped)) throw error;
  }
  const places = guilty.flatMap((value) => {
    const place = locate?.(value.table, value.row);
    return place === undefined ? [] : [{ place, text: textOf(place, value) }];
  });
  const texts = [...new Set(places.map(({ text }) => text))];
  if (texts.length === 0) return undefined;
  const more = texts.length > PLACES_NAMED ? "; and more values" : "";
  return {
    text: `${texts.slice(0, PLACES_NAMED).join("; ")}${more}`,
    areOfViews: places.some(({ place }) => place.view !== undefined),
  };
}

/**
 * Whether the query fails with this row alone in its table, and not so where the value is missing: a filter may leave the row
 * out before the value is used, and the failure may be another table's.
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
