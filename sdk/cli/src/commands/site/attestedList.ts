import { readFile, stat } from "node:fs/promises";
import { CATEGORIES, categoryBits } from "@consilium/sdk/chain/categories.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { AttestedConsent } from "@consilium/sdk/chain/siteConsents.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { digestNamed, keyHashNamed } from "../keyNames.ts";
import { unixTime } from "../shared.ts";

/** A consent to attest and where it stands: `line 3` of a CSV, `entry 2` of a JSON list. */
export interface ListedConsent {
  place: string;
  consent: AttestedConsent;
}

const COLUMNS = ["key", "basis", "purpose", "categories", "from", "until", "evidence"] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

export const LIST_HEADER = COLUMNS.join(",");
const FILE_MAX_BYTES = 64 * 1024 * 1024;
const ENTRIES_MAX = 100_000;
const FAULTS_SHOWN = 5;
/** Unix seconds that the contract can hold. */
const TIME_MAX = 2 ** 40 - 1;

/**
 * Reads a list of consents on paper or by waiver: CSV under the header of LIST_HEADER, categories separated by semicolons, or
 * a JSON list of objects with the same fields, categories as a list. All or none: the error names every fault's place and
 * field, the first few of them, and nothing of what stands there.
 *
 * @throws CONFIG_INVALID
 */
export async function readAttestedList(path: string): Promise<ListedConsent[]> {
  let text: string;
  try {
    if ((await stat(path)).size > FILE_MAX_BYTES) throw new RangeError("too large");
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    throw refuse(path, "It cannot be read as UTF-8 text of at most 64 MiB.", "Check the path.", cause);
  }
  return path.toLowerCase().endsWith(".json") ? parseAttestedJson(text, path) : parseAttestedCsv(text, path);
}

export function parseAttestedCsv(text: string, path: string): ListedConsent[] {
  const [header, ...lines] = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (header?.replace(/^\uFEFF/, "") !== LIST_HEADER) {
    throw refuse(path, "line 1: not the header.", `Begin the file with the line '${LIST_HEADER}'.`);
  }
  const rows: { place: string; row: Row | undefined }[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = line.split(",").map((cell) => cell.trim());
    const row = Object.fromEntries(COLUMNS.map((column, at) => [column, cells[at] ?? ""])) as Row;
    rows.push({ place: `line ${i + 2}`, row: cells.length === COLUMNS.length ? row : undefined });
  }
  return listOf(rows, path, `seven cells, ${LIST_HEADER}`);
}

export function parseAttestedJson(text: string, path: string): ListedConsent[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw refuse(path, "It is not JSON.", "Give a list of objects.", cause);
  }
  if (!Array.isArray(document)) throw refuse(path, "It is not a list.", "Give a list of objects.");
  const rows = document.map((entry: unknown, i) => ({ place: `entry ${i + 1}`, row: rowOf(entry) }));
  return listOf(rows, path, `an object with ${COLUMNS.join(", ")} and nothing else`);
}

function rowOf(entry: unknown): Row | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return undefined;
  const fields = entry as Record<string, unknown>;
  if (Object.keys(fields).length !== COLUMNS.length) return undefined;
  const row: Partial<Row> = {};
  for (const column of COLUMNS) {
    const value = fields[column];
    if (typeof value === "string") row[column] = value;
    else if (typeof value === "number" && (column === "from" || column === "until")) row[column] = String(value);
    else if (column === "categories" && Array.isArray(value)) row[column] = value.join(";");
    else return undefined;
  }
  return row as Row;
}

function listOf(
  rows: readonly { place: string; row: Row | undefined }[],
  path: string,
  shape: string,
): ListedConsent[] {
  if (rows.length === 0 || rows.length > ENTRIES_MAX) {
    throw refuse(path, `It has ${rows.length} consents, not 1 to ${ENTRIES_MAX}.`, "Split the list.");
  }
  const listed: ListedConsent[] = [];
  const faults: string[] = [];
  const places = new Map<string, string>();
  for (const { place, row } of rows) {
    if (row === undefined) {
      faults.push(`${place}: not ${shape}`);
      continue;
    }
    const consent = consentOf(row, (field, what) => void faults.push(`${place}, ${field}: ${what}`));
    if (consent === undefined) continue;
    const scope = `${consent.keyHash}/${consent.purpose}`;
    const before = places.get(scope);
    if (before !== undefined) faults.push(`${place}: the key and purpose of ${before} again`);
    places.set(scope, place);
    listed.push({ place, consent });
  }
  if (faults.length === 0) return listed;
  const more = faults.length > FAULTS_SHOWN ? `; and ${faults.length - FAULTS_SHOWN} more` : "";
  const message = `${faults.slice(0, FAULTS_SHOWN).join("; ")}${more}.`;
  throw refuse(path, message, "Nothing was sent; correct the list and run it again.");
}

/** Undefined where a field is at fault, which has been told. */
function consentOf(row: Row, fault: (field: keyof Row, what: string) => void): AttestedConsent | undefined {
  const read = <T>(field: keyof Row, parse: (text: string) => T | undefined, what: string): T | undefined => {
    const value = attempt(() => parse(row[field]));
    if (value === undefined) fault(field, what);
    return value;
  };
  const keyHash = read("key", keyHashNamed, "not a key hash, account or passkey signer");
  const basis = read("basis", basisNamed, "not paper or waiver");
  const purpose = read("purpose", purposeNumber, "not a DUO code of the purposes table");
  const categories = read("categories", categoriesNamed, `not of ${CATEGORIES.join(";")}`);
  const from = read("from", timeNamed, "not YYYY-MM-DD, an ISO time or unix seconds");
  const until = read("until", timeNamed, "not YYYY-MM-DD, an ISO time or unix seconds");
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

function timeNamed(text: string): number | undefined {
  const seconds = unixTime(text);
  return seconds <= TIME_MAX ? seconds : undefined;
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
