import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LoadedRecords } from "./RecordSource.ts";

const PLACES_NAMED = 5;
const ROWS_TRIED = 10;

/** A value of a table that a cast of the query cannot take. */
interface BadValue {
  readonly table: string;
  /** From 0. */
  readonly row: number;
  readonly column: string;
  readonly type: string;
}

type Node = { readonly [key: string]: unknown };

/**
 * Finds which values of the loaded tables made a query fail with a conversion error: each CAST of the query over columns of
 * one table is tried on that table's rows, and a row counts where the query fails with this row alone in the table. Returns
 * RECORDS_MALFORMED naming file, line and column, never a value; undefined where no row can be made responsible.
 */
export async function locateBadValues(
  connection: DuckDBConnection,
  sql: string,
  { tables, locate }: LoadedRecords,
): Promise<FederationError | undefined> {
  if (locate === undefined) return undefined;
  const found: BadValue[] = [];
  for (const cast of await castsOf(connection, sql)) {
    for (const table of Object.keys(tables)) found.push(...(await badRows(connection, table, cast)));
  }
  const guilty: BadValue[] = [];
  for (const each of found.slice(0, ROWS_TRIED)) if (await failsAlone(connection, sql, each)) guilty.push(each);
  const named = guilty.length > 0 ? guilty : found;
  const texts = named.slice(0, PLACES_NAMED).flatMap(({ table, row, column, type }) => {
    const place = locate(table, row);
    return place === undefined ? [] : [`${place.file} ${place.place}, column '${column}': not a ${type}`];
  });
  if (texts.length === 0) return undefined;
  const more = found.length > texts.length ? ", and more values" : "";
  return new FederationError("RECORDS_MALFORMED", `The study's query cannot convert ${texts.join("; ")}${more}.`, {
    field: "records",
    hint:
      "Correct the file, or say in node.yaml how the site writes values: records.nulls lists the words that mean a missing value, " +
      "records.decimal is for decimal commas, records.dateFormat for dates. `preview` shows what the files look like.",
  });
}

interface Cast {
  /** In SQL, without qualifiers of columns. */
  readonly value: string;
  readonly tried: string;
  readonly column: string;
  readonly type: string;
}

/** The casts of a query that are no TRY_CAST and read at least one column. */
async function castsOf(connection: DuckDBConnection, sql: string): Promise<Cast[]> {
  const parsed = withoutPlaces(await text(connection, "SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", sql));
  const frame = await text(connection, "SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", "SELECT 1");
  const nodes: Node[] = [];
  walk(parsed, (node) => {
    if (node.class === "CAST" && node.try_cast === false) nodes.push(node);
  });
  const casts = new Map<string, Cast>();
  for (const node of nodes) {
    const columns = new Set<string>();
    const bare = unqualified(node, columns) as Node;
    if (columns.size === 0) continue;
    const write = async (expression: unknown): Promise<string> => {
      const statement = withoutPlaces(frame) as unknown as { statements: { node: { select_list: unknown[] } }[] };
      statement.statements[0]!.node.select_list = [expression];
      const written = await text(connection, "SELECT json_deserialize_sql($1::JSON)", JSON.stringify(statement));
      return written.replace(/^SELECT /, "");
    };
    const value = await write({ ...(bare.child as Node), alias: "" });
    const tried = await write({ ...bare, try_cast: true, alias: "" });
    const type = String((node.cast_type as Node | undefined)?.id ?? "number");
    casts.set(tried, { value, tried, column: [...columns].join("', '"), type });
  }
  return [...casts.values()];
}

async function badRows(connection: DuckDBConnection, table: string, cast: Cast): Promise<BadValue[]> {
  const { value, tried, column, type } = cast;
  try {
    const result = await connection.runAndReadAll(
      `SELECT __row FROM (SELECT *, row_number() OVER () - 1 AS __row FROM main.${quoteName(table)})
        WHERE (${value}) IS NOT NULL AND (${tried}) IS NULL LIMIT ${ROWS_TRIED}`,
    );
    return result.getRows().map(([row]) => ({ table, row: Number(row), column, type }));
  } catch {
    return []; // the columns are another table's, or made by the query itself
  }
}

/** Whether the query fails in the same way where its table has this one row: others may be filtered out before the cast. */
async function failsAlone(connection: DuckDBConnection, sql: string, { table, row }: BadValue): Promise<boolean> {
  const name = `temp.${quoteName(table)}`;
  const one = `SELECT * FROM memory.main.${quoteName(table)} LIMIT 1 OFFSET ${row}`;
  try {
    await connection.run(`CREATE TEMP VIEW ${quoteName(table)} AS ${one}`);
    await connection.run(sql);
    return false;
  } catch (error) {
    return error instanceof Error && /^Conversion Error/.test(error.message);
  } finally {
    await connection.run(`DROP VIEW IF EXISTS ${name}`).catch(() => undefined);
  }
}

function unqualified(node: unknown, columns: Set<string>): unknown {
  if (Array.isArray(node)) return node.map((each) => unqualified(each, columns));
  if (typeof node !== "object" || node === null) return node;
  const { class: kind, column_names: names } = node as { class?: unknown; column_names?: string[] };
  if (kind !== "COLUMN_REF" || names === undefined) {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, unqualified(value, columns)]));
  }
  columns.add(names.at(-1)!);
  return { ...node, column_names: names.slice(-1) };
}

/** A serialised query. Where something stood in it is left out, since "nowhere" is a number too large for JSON in JavaScript. */
function withoutPlaces(serialised: string): Node {
  return JSON.parse(serialised, (key, value) => (key === "query_location" ? 0 : value)) as Node;
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) visit(node as Node);
  for (const value of Object.values(node)) walk(value, visit);
}

async function text(connection: DuckDBConnection, sql: string, value: string): Promise<string> {
  return String((await connection.runAndReadAll(sql, [value])).getRows()[0]?.[0]);
}
