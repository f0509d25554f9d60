import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { evalSqlOnFhir } from "@medplum/core";
import type { ColumnType, ViewColumn } from "./viewColumns.ts";
import { viewColumns } from "./viewColumns.ts";

type FhirResource = Parameters<typeof evalSqlOnFhir>[1][number];

/** A parsed line that is a FHIR resource of a type some view reads. */
export interface FhirRecord {
  readonly resource: FhirResource;
  readonly file: string;
  readonly line: number;
}

/** One view's table while it is being filled. */
export class ViewTable {
  readonly name: string;
  readonly resourceType: string;
  rows = 0;
  readonly #view: Parameters<typeof evalSqlOnFhir>[0];
  readonly #columns: readonly ViewColumn[];
  readonly #appender: DuckDBAppender;

  private constructor(name: string, view: ViewFrame, columns: readonly ViewColumn[], appender: DuckDBAppender) {
    this.name = name;
    this.resourceType = view.resource;
    this.#view = view as Parameters<typeof evalSqlOnFhir>[0];
    this.#columns = columns;
    this.#appender = appender;
  }

  /** Creates the empty table. Throws STUDY_INVALID where the view is broken. */
  static async create(connection: DuckDBConnection, name: string, view: ViewFrame): Promise<ViewTable> {
    const columns = viewColumns(name, view as unknown as Record<string, unknown>);
    const definitions = columns.map((column) => `"${column.name}" ${column.type}`).join(", ");
    await connection.run(`CREATE TABLE "${name}" (${definitions})`);
    return new ViewTable(name, view, columns, await connection.createAppender(name));
  }

  /** Appends the rows of a batch and returns the records that do not fit the view. */
  append(batch: readonly FhirRecord[]): FhirRecord[] {
    try {
      this.#appendRows(
        evalSqlOnFhir(
          this.#view,
          batch.map((record) => record.resource),
        ),
      );
      return [];
    } catch {
      // One resource out of shape spoils its batch: take them one by one to find it.
      return batch.filter((record) => {
        try {
          this.#appendRows(evalSqlOnFhir(this.#view, [record.resource]));
          return false;
        } catch {
          return true;
        }
      });
    }
  }

  close(): void {
    this.#appender.flushSync();
    this.#appender.closeSync();
  }

  #appendRows(rows: readonly Record<string, unknown>[]): void {
    // Convert before the first append, so that a value out of shape leaves no half row behind.
    const converted = rows.map((row) => this.#columns.map((column) => convert(row[column.name], column.type)));
    for (const row of converted) {
      for (const [i, column] of this.#columns.entries()) appendValue(this.#appender, row[i] ?? null, column.type);
      this.#appender.endRow();
    }
    this.rows += converted.length;
  }
}

/** The part of a ViewDefinition that parseStudy has checked. */
export interface ViewFrame {
  readonly resource: string;
}

type Cell = string | number | bigint | boolean | null;

function convert(value: unknown, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "BOOLEAN":
      if (typeof value === "boolean") return value;
      break;
    case "BIGINT":
      if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
      break;
    case "DOUBLE":
      if (typeof value === "number" && Number.isFinite(value)) return value;
      break;
    case "VARCHAR":
      if (typeof value === "string") return value;
      return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  throw new TypeError(`Not a ${type}.`);
}

function appendValue(appender: DuckDBAppender, value: Cell, type: ColumnType): void {
  if (value === null) appender.appendNull();
  else if (type === "BOOLEAN") appender.appendBoolean(value as boolean);
  else if (type === "BIGINT") appender.appendBigInt(value as bigint);
  else if (type === "DOUBLE") appender.appendDouble(value as number);
  else appender.appendVarchar(value as string);
}
