import type { OnMalformed } from "../RecordSource.ts";
import type { RowLines } from "../RowLines.ts";
import type { ValueOptions } from "./createConvertValue.ts";
import type { Encoding } from "./openText.ts";

export interface CsvSourceOptions extends ValueOptions {
  /** Absolute paths by table name. */
  readonly tables: Readonly<Record<string, string>>;
  /** The column that holds the patient's identifier; every table needs it. */
  readonly patientId: string;
  /** Keep only the rows whose `column` equals `equals` (tables without that column are kept whole). */
  readonly where?: { readonly column: string; readonly equals: string } | undefined;
  readonly onMalformed: OnMalformed;
  /** Largest share of a file's records that `skip` leaves out. Default 0.01; one record is always allowed. */
  readonly maximumMalformed?: number | undefined;
  /** One character. Default: what the header says. */
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** One file that becomes a table. */
export interface TableFile {
  readonly table: string;
  /** Absolute. */
  readonly path: string;
  /** The file in messages. */
  readonly name: string;
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
