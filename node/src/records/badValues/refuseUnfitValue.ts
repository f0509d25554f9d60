import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { quoteName, quoteText } from "@consilium/service/sql/quoteSql.ts";
import { refuse } from "@consilium/service/sql/ReadOnlyQuery.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LoadedRecords } from "../RecordSource.ts";
import type { UnfitValue, ValueRule } from "../valueRules.ts";
import { walkSql } from "../walkSql.ts";
import { guiltyPlaces } from "./guiltyPlaces.ts";
import { outputBadValues } from "./outputBadValues.ts";
import { QueryOnPart } from "./QueryOnPart.ts";
import { type Node, readTree, writeTree } from "./sqlTree.ts";

/** For each expression and table. */
const ROWS_TRIED = 10;
/** With what a query fails that is made to fail over unfit values. It quotes none, and looks like no failure of another kind. */
const UNFIT = "unfit for the column";
const UNFIT_FAILURE = new RegExp(`^Invalid Input Error: ${UNFIT}`);

const CSV_FIX =
  "Correct the file, or list the word in records.nulls of node.yaml if it means a missing value (for one table alone: records.tables.<name>.nulls).";
const FHIR_FIX = "Correct the value where it is recorded and export again, or leave the resource out of the export.";
const ASK = "A site cannot edit an approved query: if the value is right, ask the study's author to make it fit.";
const LOOK =
  "No single value was found at fault. Look into what the query reads, and ask the study's author to correct it.";

/**
 * The refusal of a query that yields a value which breaks its column's rule. Where rows of the loaded tables are responsible it is
 * RECORDS_MALFORMED and names file, line and column of the first few, never a value; else QUERY_REFUSED, with the tables
 * that the query computes the column from. The tables may have lost rows afterwards. `isOver` tells that no more time is left.
 */
export async function refuseUnfitValue(
  connection: DuckDBConnection,
  sql: string,
  { rule, message }: UnfitValue,
  loaded: LoadedRecords,
  isOver: () => boolean,
): Promise<FederationError> {
  const tree = await readTree(connection, sql);
  const { column, fault, expected } = rule;
  if (loaded.locate !== undefined) {
    const query = new QueryOnPart(connection, await failingSql(connection, tree, rule), isOver, UNFIT_FAILURE);
    const suspects = await outputBadValues(connection, sql, rule, Object.keys(loaded.tables), ROWS_TRIED);
    const places = await guiltyPlaces(connection, query, suspects, loaded);
    if (places !== undefined) {
      const text = `The column '${column}' of the study's query gets a value ${fault}, from ${places.text}.`;
      const hint = `${expected} ${places.areOfViews ? FHIR_FIX : CSV_FIX} ${ASK}`;
      return new FederationError("RECORDS_MALFORMED", text, { field: "records", hint });
    }
  }
  const tables = tablesRead(tree, loaded);
  const from = tables.length === 0 ? "" : ` The query computes it from ${tables.join(", ")}.`;
  return refuse(`${message}${from}`, `${expected} ${LOOK}`);
}

/** The same query, failing over each value of a column that breaks its rule. */
async function failingSql(connection: DuckDBConnection, tree: Node, { column, isBroken }: ValueRule): Promise<string> {
  const query = await writeTree(connection, tree);
  return `SELECT CASE WHEN ${isBroken(quoteName(column))} THEN error(${quoteText(UNFIT)}) END FROM (${query}) AS output`;
}

/** The loaded tables that a query names. */
function tablesRead(tree: Node, { tables }: LoadedRecords): string[] {
  const named = new Set<string>();
  walkSql(tree, ({ type, table_name: name }) => {
    if (type === "BASE_TABLE") named.add(String(name).toLowerCase());
  });
  return Object.keys(tables).filter((name) => named.has(name.toLowerCase()));
}
