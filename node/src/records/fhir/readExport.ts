import { join } from "node:path";
import { readLines } from "../readLines.ts";

/** Longest NDJSON line, and longest JSON file of one resource, in bytes. Attachments make a resource large, not so large. */
export const MAX_FHIR_LINE_BYTES = 4 * 1024 * 1024;

/** One JSON object of an export, or why a line is none. */
export interface ExportLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly object: Readonly<Record<string, unknown>> | undefined;
  readonly fault: string | undefined;
}

/**
 * Reads a file of a FHIR export: one resource a line (NDJSON) or, in a `.json` file, one resource over many lines.
 * Blank lines are passed over. Throws RECORDS_UNREADABLE where the file cannot be read to its end.
 */
export async function* readExport(directory: string, file: string): AsyncGenerator<ExportLine> {
  const mayBeOne = /\.json(\.gz)?$/i.test(file);
  let held: string[] | undefined = mayBeOne ? [] : undefined;
  let heldBytes = 0;
  let first = 1;
  for await (const { number, text, fault } of readLines(join(directory, file), file, MAX_FHIR_LINE_BYTES)) {
    if (text?.trim() === "") continue;
    const line = text === undefined ? faulty(file, number, fault ?? "unreadable") : parseLine(file, number, text);
    if (held !== undefined && held.length === 0) {
      // The first line tells: NDJSON where it is a whole object, else the start of one.
      if (line.object !== undefined || text === undefined) held = undefined;
      else first = number;
    }
    if (held === undefined) {
      yield line;
      continue;
    }
    heldBytes += (text ?? "").length;
    if (heldBytes <= MAX_FHIR_LINE_BYTES) held.push(text ?? "");
  }
  if (held === undefined || held.length === 0) return;
  if (heldBytes > MAX_FHIR_LINE_BYTES)
    yield faulty(file, first, `one JSON value longer than ${MAX_FHIR_LINE_BYTES} bytes`);
  else yield parseLine(file, first, held.join("\n"));
}

function parseLine(file: string, line: number, text: string): ExportLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return faulty(file, line, "not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return faulty(file, line, "not a JSON object");
  return { file, line, text, object: value as Record<string, unknown>, fault: undefined };
}

function faulty(file: string, line: number, fault: string): ExportLine {
  return { file, line, text: "", object: undefined, fault };
}
