import type { OnMalformed } from "../RecordSource.ts";
import type { RowLines } from "../RowLines.ts";
import type { ValueOptions } from "./createConvertValue.ts";
import type { Encoding } from "./openText.ts";

/** How a table's file is read. A site says it for all its tables, and for one that is written in another way. */
export interface TableOptions extends ValueOptions {
  readonly onMalformed: OnMalformed;
  /** Largest share of a file's records that `skip` leaves out. Default 0.01; one record is always allowed. */
  readonly maximumMalformed?: number | undefined;
  /** One character. Default: what the header says. */
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** Where a table's file is, absolute, and the options that hold for it alone. */
export interface TableSource extends Partial<TableOptions> {
  readonly path: string;
}

export interface CsvSourceOptions extends TableOptions {
  /** By table name. */
  readonly tables: Readonly<Record<string, TableSource>>;
  /** The column that holds the patient's identifier; every table needs it. */
  readonly patientId: string;
  /** Keep only the rows whose `column` equals `equals` (tables without that column are kept whole). */
  readonly where?: { readonly column: string; readonly equals: string } | undefined;
}

/** One file that becomes a table. */
export interface TableFile {
  readonly table: string;
  /** Absolute. */
  readonly path: string;
  /** The file in messages. */
  readonly name: string;
  /** The table's own where it has them, else the site's. */
  readonly options: TableOptions;
  /** Names of the options that the table has of its own. */
  readonly own: readonly string[];
  /** Where node.yaml sets an option of this file, or would: `records.decimal`, `records.tables.labs.decimal`. */
  field(option: keyof TableOptions): string;
}

/** One file as it was loaded into its table. */
export interface LoadedTable {
  /** Names as the file writes them. */
  readonly columns: readonly string[];
  /** Records of the file, malformed ones included. */
  readonly lines: number;
  /** Undefined where the format has no lines. */
  readonly rowLines: RowLines | undefined;
  readonly rows: number;
  /** What the operator should know of how the file was read. */
  readonly notes: readonly string[];
}
