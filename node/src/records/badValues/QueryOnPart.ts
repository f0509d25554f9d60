import { quoteName } from "@consilium/service/sql/quoteSql.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { SearchStopped } from "./BadValue.ts";

/** Kinds of DuckDB's errors that a value can cause: a cast, a parse (`strptime`), an overflow. */
export const VALUE_FAILURE = /^(Conversion|Invalid Input|Out of Range) Error:/;

/** Rows of one table: those from `from` up to, not including, `to`. */
export interface TablePart {
  readonly table: string;
  readonly from: number;
  readonly to: number;
  /** Columns that are NULL in one row. */
  readonly blank?: { readonly row: number; readonly columns: readonly string[] };
}

/** Runs a query again, with one of its tables cut down to a part. The tables themselves stay as they are. */
export class QueryOnPart {
  readonly #connection: DuckDBConnection;
  readonly #sql: string;
  readonly #isOver: () => boolean;
  readonly #failure: RegExp;

  /** With `isOver`, what runs no query any more but throws SearchStopped. Errors that do not look like `failure` do not count. */
  constructor(connection: DuckDBConnection, sql: string, isOver: () => boolean, failure = VALUE_FAILURE) {
    this.#connection = connection;
    this.#sql = sql;
    this.#isOver = isOver;
    this.#failure = failure;
  }

  /** The error over a value with which the query fails, undefined where it does not. It may quote the value: compare it only. */
  async failure(part?: TablePart): Promise<string | undefined> {
    if (part !== undefined) await this.#connection.run(`CREATE TEMP VIEW ${quoteName(part.table)} AS ${select(part)}`);
    const failure = await this.#run();
    if (part !== undefined) await this.#connection.run(`DROP VIEW temp.${quoteName(part.table)}`);
    // An interrupted run says nothing about its rows.
    if (this.#isOver()) throw new SearchStopped();
    return failure;
  }

  async #run(): Promise<string | undefined> {
    try {
      await this.#connection.run(this.#sql);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      return this.#failure.test(message) ? message : undefined;
    }
  }
}

function select({ table, from, to, blank }: TablePart): string {
  const columns = (blank?.columns ?? []).map((column) => {
    const name = quoteName(column);
    return `CASE WHEN rowid = ${blank!.row} THEN NULL ELSE ${name} END AS ${name}`;
  });
  const replaced = columns.length === 0 ? "" : ` REPLACE (${columns.join(", ")})`;
  // A view of the same name in `temp` is found before the table.
  return `SELECT *${replaced} FROM memory.main.${quoteName(table)} WHERE rowid >= ${from} AND rowid < ${to}`;
}
