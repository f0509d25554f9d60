import { readTime, TIME_FORM } from "@consilium/sdk/canonical/time.ts";
import { CATEGORIES, categoryBits } from "@consilium/sdk/chain/categories.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { AttestedConsent } from "@consilium/sdk/chain/siteConsents.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { ListFaults, parseList, readListFile } from "@consilium/service/readList.ts";
import { digestNamed, keyHashNamed } from "../keyNames.ts";

/** A consent to attest and where it stands: `line 3` of a CSV, `entry 2` of a JSON list. */
export interface ConsentToAttest {
  place: string;
  consent: AttestedConsent;
}

const COLUMNS = ["key", "basis", "purpose", "categories", "from", "until", "evidence"] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;
interface PlacedRow {
  place: number;
  row: Row;
}

export const LIST_HEADER = COLUMNS.join(",");
const FILE_MAX_BYTES = 64 * 1024 * 1024;
const ENTRIES_MAX = 100_000;

/**
 * Reads a list of consents on paper or by waiver: CSV under the header of LIST_HEADER, categories separated by semicolons, or
 * a JSON list of objects with the same fields, categories as a list. All or none: the error names every fault's place and
 * field, the first few of them, and nothing of what stands there.
 *
 * @throws CONFIG_INVALID
 */
export async function readAttestedList(path: string): Promise<ConsentToAttest[]> {
  const { text } = await readListFile(path, FILE_MAX_BYTES);
  return path.toLowerCase().endsWith(".json") ? parseAttestedJson(text, path) : parseAttestedCsv(text, path);
}

export function parseAttestedCsv(text: string, path: string): ConsentToAttest[] {
  const faults = new ListFaults(path);
  const rows = parseList(text, { columns: COLUMNS, maxRows: ENTRIES_MAX }, path, faults);
  return listOf(
    rows.map(({ line, cells }) => ({ place: line, row: cells })),
    path,
    faults,
  );
}

export function parseAttestedJson(text: string, path: string): ConsentToAttest[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw refuse(path, "It is not JSON.", "Give a list of objects.", cause);
  }
  if (!Array.isArray(document)) throw refuse(path, "It is not a list.", "Give a list of objects.");
  if (document.length > ENTRIES_MAX) throw refuse(path, `It has more than ${ENTRIES_MAX} entries.`, "Split the list.");
  const faults = new ListFaults(path, "entry");
  const rows: PlacedRow[] = [];
  for (const [i, entry] of document.entries()) {
    const [place, row] = [i + 1, rowOf(entry)];
    if (row === undefined) faults.add(place, `not an object with ${COLUMNS.join(", ")} and nothing else`);
    else rows.push({ place, row });
  }
  return listOf(rows, path, faults);
}

function rowOf(entry: unknown): Row | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return undefined;
  const fields = entry as Record<string, unknown>;
  if (Object.keys(fields).length !== COLUMNS.length) return undefined;
  const row: Partial<Record<keyof Row, string>> = {};
  for (const column of COLUMNS) {
    const value = fields[column];
    if (typeof value === "string") row[column] = value;
    else if (typeof value === "number" && (column === "from" || column === "until")) row[column] = String(value);
    else if (column === "categories" && Array.isArray(value)) row[column] = value.join(";");
    else return undefined;
  }
  return row as Row;
}

function listOf(rows: readonly PlacedRow[], path: string, faults: ListFaults): ConsentToAttest[] {
  const listed: ConsentToAttest[] = [];
  const places = new Map<string, number>();
  for (const { place, row } of rows) {
    const consent = consentOf(row, (field, what) => faults.add(place, what, field));
    if (consent === undefined) continue;
    const scope = `${consent.keyHash}/${consent.purpose}`;
    const before = places.get(scope);
    if (before !== undefined) faults.add(place, `the key and purpose of ${faults.unit} ${before} again`);
    places.set(scope, place);
    listed.push({ place: `${faults.unit} ${place}`, consent });
  }
  faults.refuseAny("Nothing was sent; correct the list and run it again.");
  if (listed.length > 0) return listed;
  throw refuse(path, "It has no consent.", "Give one line or entry for each consent.");
}

/** Undefined where a field is at fault, which has been told. */
function consentOf(row: Row, fault: (field: keyof Row, what: string) => void): AttestedConsent | undefined {
  const read = <T>(field: keyof Row, parse: (text: string) => T | undefined, what: string): T | undefined => {
    const value = attempt(() => parse(row[field]));
    if (value === undefined) fault(field, what);
    return value;
  };
  const time = (field: "from" | "until"): number | undefined => {
    const { seconds, fault: why } = readTime(row[field]);
    if (why !== undefined) fault(field, `${why}; write ${TIME_FORM}`);
    return seconds;
  };
  const keyHash = read("key", keyHashNamed, "not a key hash, account or passkey signer");
  const basis = read("basis", basisNamed, "not paper or waiver");
  const purpose = read("purpose", purposeNumber, "not a DUO code of the purposes table");
  const categories = read("categories", categoriesNamed, `not of ${CATEGORIES.join(";")}`);
  const from = time("from");
  const until = time("until");
  const evidenceDigest = read("evidence", digestNamed, "not a SHA-256");
  if (from !== undefined && until !== undefined && until <= from) fault("until", "not after from");
  if (keyHash === undefined || basis === undefined || purpose === undefined || categories === undefined)
    return undefined;
  if (from === undefined || until === undefined || evidenceDigest === undefined || until <= from) return undefined;
  return { keyHash, basis, purpose, categories, from, until, evidenceDigest };
}

const basisNamed = (text: string) => (text === "paper" || text === "waiver" ? text : undefined);

function categoriesNamed(text: string): number | undefined {
  const names = text.split(";").map((name) => name.trim());
  return categoryBits(names.filter((name) => name !== "")) || undefined;
}

function attempt<T>(work: () => T | undefined): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function refuse(path: string, message: string, hint: string, cause?: unknown): FederationError {
  return new FederationError("CONFIG_INVALID", message, {
    field: path,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
