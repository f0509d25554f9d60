import type { ViewDefinition } from "@consilium/sdk/schemas/view.ts";
import type { ViewColumn } from "@consilium/sdk/study/checkView.ts";
import type { ResolveReference } from "@consilium/service/fhirpath/compileFhirPath.ts";
import { createViewTable, viewColumnType } from "@consilium/service/sql/createViewTable.ts";
import { checkViewPaths } from "@consilium/service/study/checkViewPaths.ts";
import type { DuckDBAppender, DuckDBConnection, DuckDBListType } from "@duckdb/node-api";
import type { RecordPlace } from "../RecordSource.ts";
import { RowLines } from "../RowLines.ts";
import type { Cell, Scalar } from "./convertValue.ts";
import { compileView, type FhirResource } from "./viewRows.ts";

/** One view's table while it is being filled. */
export class ViewTable {
  readonly name: string;
  readonly resourceType: string;
  rows = 0;
  /** The lines of the rows by file, in the order of reading. */
  readonly #origins: { readonly file: string; readonly firstRow: number; readonly lines: RowLines }[] = [];
  readonly #rowsOf: (resource: FhirResource) => Cell[][];
  readonly #columns: readonly ViewColumn[];
  readonly #appender: DuckDBAppender;

  private constructor(
    view: ViewDefinition,
    columns: readonly ViewColumn[],
    appender: DuckDBAppender,
    resolve: ResolveReference,
  ) {
    this.name = view.name;
    this.resourceType = view.resource;
    this.#rowsOf = compileView(view, resolve);
    this.#columns = columns;
    this.#appender = appender;
  }

  /** Creates the empty table. Throws STUDY_INVALID where the view is broken. */
  static async create(
    connection: DuckDBConnection,
    view: ViewDefinition,
    resolve: ResolveReference,
  ): Promise<ViewTable> {
    checkViewPaths(view);
    const columns = await createViewTable(connection, view);
    return new ViewTable(view, columns, await connection.createAppender(view.name), resolve);
  }

  /** The rows that a resource makes. Throws RecordMisfit where it does not fit the view. */
  rowsOf(resource: FhirResource): Cell[][] {
    return this.#rowsOf(resource);
  }

  /** Appends the rows of the resource that stands (or begins) in this line of a file. */
  append(rows: readonly (readonly Cell[])[], file: string, line: number): void {
    if (rows.length === 0) return;
    if (this.#origins.at(-1)?.file !== file) this.#origins.push({ file, firstRow: this.rows, lines: new RowLines() });
    const { lines } = this.#origins.at(-1)!;
    for (const row of rows) {
      lines.add(line);
      for (const [i, column] of this.#columns.entries()) appendCell(this.#appender, row[i] ?? null, column);
      this.#appender.endRow();
    }
    this.rows += rows.length;
  }

  /** Where the resource of a row stands, counted from 0. Undefined where there is no such row. */
  placeOf(row: number): RecordPlace | undefined {
    const origin = this.#origins.findLast(({ firstRow }) => firstRow <= row);
    const line = origin?.lines.lineOf(row - origin.firstRow);
    return line === undefined ? undefined : { file: origin!.file, place: `line ${line}`, view: this.name };
  }

  close(): void {
    this.#appender.flushSync();
    this.#appender.closeSync();
  }
}

function appendCell(appender: DuckDBAppender, cell: Cell, column: ViewColumn): void {
  const { kind, list } = column;
  if (cell === null) appender.appendNull();
  else if (list) appender.appendList(cell as readonly Scalar[], viewColumnType(column) as DuckDBListType);
  else if (kind === "boolean") appender.appendBoolean(cell as boolean);
  else if (kind === "integer") appender.appendBigInt(cell as bigint);
  else if (kind === "decimal") appender.appendDouble(cell as number);
  else appender.appendVarchar(cell as string);
}
