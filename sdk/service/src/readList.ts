import { readFile, stat } from "node:fs/promises";
import { type Digest, digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { CsvError, parse } from "csv-parse/sync";

/** What a list must look like: its header has these columns, in any order. */
export interface ListShape<Column extends string> {
  columns: readonly Column[];
  /** Most rows under the header. */
  maxRows: number;
}

export interface ListRow<Column extends string> {
  /** The line on which the row begins; the header is line 1. */
  line: number;
  /** Without spaces around. */
  cells: Readonly<Record<Column, string>>;
}

const MEBIBYTE = 1024 * 1024;
/** Above every row that a list can need; a quote that is never closed ends here, not at the end of the file. */
const ROW_MAX_CHARACTERS = 16_384;
const FAULTS_SHOWN = 5;

/** What is wrong with a list, by place: all of it is looked for before anything is refused. */
export class ListFaults {
  readonly #path: string;
  /** What the places are: lines of a CSV, or entries of another kind of list. */
  readonly unit: "line" | "entry";
  readonly #faults: { place: number; text: string }[] = [];

  constructor(path: string, unit: "line" | "entry" = "line") {
    this.#path = path;
    this.unit = unit;
  }

  /** `what` names the column and what belongs there, never what stands there: lists link patients to keys. */
  add(place: number, what: string, column?: string): void {
    const where = `${this.unit} ${place}${column === undefined ? "" : `, ${column}`}`;
    this.#faults.push({ place, text: `${where}: ${what}` });
  }

  /** @throws CONFIG_INVALID naming the first lines at fault */
  refuseAny(hint: string): void {
    if (this.#faults.length === 0) return;
    const more = this.#faults.length > FAULTS_SHOWN ? ` (and ${this.#faults.length - FAULTS_SHOWN} more)` : "";
    const inOrder = this.#faults.toSorted((a, b) => a.place - b.place).map(({ text }) => text);
    throw refused(this.#path, `${inOrder.slice(0, FAULTS_SHOWN).join("; ")}${more}.`, hint);
  }
}

/** A list file's text without its byte-order mark, and SHA-256 of its bytes. @throws CONFIG_INVALID */
export async function readListFile(path: string, maxBytes: number): Promise<{ text: string; digest: Digest }> {
  const limit = `${Math.round(maxBytes / MEBIBYTE)} MiB`;
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > maxBytes) throw new RangeError("too large");
    bytes = await readFile(path);
  } catch (cause) {
    const isLarge = cause instanceof RangeError;
    const message = isLarge ? `It cannot be read: it is larger than ${limit}.` : "It cannot be read.";
    throw refused(path, message, isLarge ? "Split the list." : "Check the path and its permissions.", cause);
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), digest: digestBytes(bytes) };
  } catch (cause) {
    throw refused(path, `It cannot be read as UTF-8 text of at most ${limit}.`, "Save it as CSV UTF-8.", cause);
  }
}

/**
 * The rows of a list: CSV as RFC 4180 has it, with a header, fields quoted or not, line ends LF, CRLF or CR, mixed or not, and
 * empty lines passed over. Rows that are not in form are added to `faults`, and left out.
 *
 * @throws CONFIG_INVALID where the header is another, or there are too many rows
 * @example
 * const faults = new ListFaults(path);
 * for (const { line, cells } of parseList(text, { columns: ["patient_id", "signer"], maxRows: 1_000 }, path, faults)) …
 * faults.refuseAny("Correct those lines.");
 */
export function parseList<Column extends string>(
  text: string,
  { columns, maxRows }: ListShape<Column>,
  path: string,
  faults: ListFaults,
): ListRow<Column>[] {
  const [header, ...records] = recordsOf(text, maxRows, faults);
  const places = placesOf(header?.cells ?? [], columns, path);
  requireAtMost(maxRows, records, path);
  const rows: ListRow<Column>[] = [];
  for (const { line, cells } of records) {
    if (cells.length !== columns.length) {
      faults.add(line, `it has ${cells.length} fields, not the ${columns.length} of ${columns.join(",")}`);
      continue;
    }
    const named = columns.map((column) => [column, cells[places.get(column)!]!]);
    rows.push({ line, cells: Object.fromEntries(named) as Record<Column, string> });
  }
  return rows;
}

/** A record of a CSV: the line on which it begins, and its cells without spaces around. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * A table with whatever header it has, as `parseList` reads a list. Rows that are not in form are added to `faults`, and left out.
 * @throws CONFIG_INVALID where it has no header, a column twice, or too many rows
 */
export function parseTable(
  text: string,
  maxRows: number,
  path: string,
  faults: ListFaults,
): { header: readonly string[]; rows: CsvRecord[] } {
  const [header, ...records] = recordsOf(text, maxRows, faults);
  if (header === undefined) throw refused(path, "It is empty.", "Begin the file with a line of column names.");
  const twice = header.cells.find((name, i) => header.cells.indexOf(name) !== i);
  if (twice !== undefined)
    throw refused(path, `line 1: the column '${twice}' is there twice.`, "Name each column once.");
  requireAtMost(maxRows, records, path);
  const width = header.cells.length;
  for (const { line, cells } of records) {
    if (cells.length !== width) faults.add(line, `it has ${cells.length} fields, not the ${width} of the header`);
  }
  return { header: header.cells, rows: records.filter(({ cells }) => cells.length === width) };
}

/** Every record up to the first whose quotes do not fit, which is added to `faults` by the line on which it begins. */
function recordsOf(text: string, maxRows: number, faults: ListFaults): CsvRecord[] {
  // One kind of line end, so that mixed ones are no trap and lines are counted as an editor counts them.
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const records: CsvRecord[] = [];
  let lastLine = 0;
  try {
    parse(lines, {
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: ROW_MAX_CHARACTERS,
      to: maxRows + 2,
      on_record: (record: string[], { lines: endLine }) => {
        lastLine = endLine;
        const cells = record.map((cell) => cell.trim());
        const line = endLine - record.join("").split("\n").length + 1;
        if (cells.length > 1 || cells[0] !== "") records.push({ line, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isLong = error.code === "CSV_MAX_RECORD_SIZE";
    const after = lines.split("\n").slice(lastLine);
    const line =
      lastLine +
      1 +
      Math.max(
        0,
        after.findIndex((each) => each !== ""),
      );
    faults.add(line, `${isLong ? "it is too long, or " : ""}its quotes do not fit; nothing after it was read`);
  }
  return records;
}

function requireAtMost(maxRows: number, records: readonly CsvRecord[], path: string): void {
  if (records.length > maxRows) throw refused(path, `It has more than ${maxRows} rows.`, "Split the list.");
}

function placesOf<Column extends string>(
  header: readonly string[],
  columns: readonly Column[],
  path: string,
): ReadonlyMap<Column, number> {
  const places = new Map(columns.map((column) => [column, header.indexOf(column)]));
  if (header.length === columns.length && ![...places.values()].includes(-1)) return places;
  const expected = columns.join(",");
  const other = [";", "\t"].find((delimiter) => header.join(",").split(delimiter).length >= columns.length);
  const hint =
    other === undefined || columns.length === 1
      ? `Begin the file with the line '${expected}'.`
      : `Separate the columns with commas: '${expected}'.`;
  throw refused(path, "line 1: not the header.", hint);
}

function refused(path: string, message: string, hint: string, cause?: unknown): FederationError {
  return new FederationError("CONFIG_INVALID", message, {
    field: path,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
