import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { CsvParser } from "./CsvParser.ts";
import { unreadable } from "./openText.ts";

/** Delimiters that a header may speak for, where the config names none. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;
const MAX_NAME_LENGTH = 255;

/** The header of a file: which columns its table has, and where each lies in a record. */
export interface CsvHeader {
  readonly delimiter: string;
  /** True where the config names no delimiter and it is not a comma. */
  readonly guessed: boolean;
  /** Fields of a record, unnamed ones too. */
  readonly width: number;
  readonly columns: readonly { readonly name: string; readonly index: number }[];
}

/**
 * Reads the header record in `text`. Without a configured delimiter it is the comma, or else the one of `;`, tab and `|` under which
 * the header has the patient's column. Names are trimmed; two that differ in letter case only are refused, since SQL takes
 * them for one. A column without a name is left out. Throws RECORDS_UNREADABLE or CONFIG_INVALID.
 */
export function readHeader(
  text: string,
  options: { file: string; delimiter: string | undefined; patientId: string },
): CsvHeader {
  const { file, patientId } = options;
  const candidates = options.delimiter === undefined ? DELIMITERS : [options.delimiter];
  const headers = candidates.map((delimiter) => ({ delimiter, names: namesOf(text, delimiter) }));
  const found = headers.find(({ names }) => names !== undefined && indexOfName(names, patientId) >= 0);
  if (found?.names === undefined) throw withoutPatient(headers, file, patientId);
  checkNames(found.names, file);
  const columns = found.names.flatMap((name, index) => (name === "" ? [] : [{ name, index }]));
  const guessed = options.delimiter === undefined && found.delimiter !== ",";
  return { delimiter: found.delimiter, guessed, width: found.names.length, columns };
}

/** Where a name stands among the columns, as SQL compares names: regardless of letter case. -1 where it does not. */
export function indexOfName(names: readonly string[], name: string): number {
  const exact = names.indexOf(name.trim());
  return exact >= 0 ? exact : names.findIndex((each) => fold(each) === fold(name));
}

function fold(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

/** Trimmed names of the first record; undefined where no record can be read. */
function namesOf(text: string, delimiter: string): string[] | undefined {
  let names: string[] | undefined;
  const parser = new CsvParser({ delimiter }, { record: (fields) => (names ??= fields), fault: () => (names ??= []) });
  parser.push(text);
  parser.end();
  if (names === undefined || names.length === 0) return undefined;
  if (names.some((name) => /[\r\n]/.test(name) && name.includes(delimiter))) return undefined;
  return names.map((name) => name.replaceAll(/\s+/g, " ").trim());
}

function checkNames(names: readonly string[], file: string): void {
  const seen = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    if (name === "") continue;
    if (name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name)) {
      throw unreadable(
        file,
        `The name of column ${i + 1} is too long or has control characters.`,
        "Rename it in line 1.",
      );
    }
    const earlier = seen.get(fold(name));
    if (earlier !== undefined) {
      throw unreadable(
        file,
        `Columns ${earlier + 1} and ${i + 1} are both named '${name}' (SQL does not tell letter case apart).`,
        "Rename one of them in line 1.",
      );
    }
    seen.set(fold(name), i);
  }
}

function withoutPatient(
  headers: readonly { delimiter: string; names: string[] | undefined }[],
  file: string,
  patientId: string,
): FederationError {
  const readable = headers.filter(({ names }) => names !== undefined);
  const widest = readable.toSorted((a, b) => b.names!.length - a.names!.length)[0]?.names;
  if (widest === undefined || headers[0]?.names === undefined) {
    return unreadable(
      file,
      "Its first line is not a header: it is empty, or a quote in it never closes.",
      "Write the column names into line 1.",
    );
  }
  // A file without a header begins with a record, which no message may repeat.
  if (widest.some((name) => /^[+-]?\d|\p{Cc}|\uFFFD/u.test(name) && !/[A-Za-z]|\d-\d$/.test(name))) {
    return unreadable(
      file,
      "Its first line looks like a record, not like column names.",
      "Write the column names into line 1.",
    );
  }
  return new FederationError("CONFIG_INVALID", `${file} has no column '${patientId}'.`, {
    field: "records.patientId",
    hint: `Name one of: ${widest.filter((name) => name !== "").join(", ")}.`,
  });
}
