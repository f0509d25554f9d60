const CR = 0x0d;
const LF = 0x0a;
const QUOTE = 0x22;

/** Longest record, in characters; a quote that stays open for longer never closes. */
export const MAX_RECORD_LENGTH = 1024 * 1024;

/** What a parser finds, in the order of the file. Lines are physical and 1-based. */
export interface CsvSink {
  record(fields: string[], line: number): void;
  fault(line: number, reason: string): void;
}

export interface CsvParserOptions {
  /** One character. */
  readonly delimiter: string;
  /** Number of the first line that `push` gets. Default 1. */
  readonly firstLine?: number;
}

/**
 * Streaming reader of RFC 4180 with line numbers. A record ends with CRLF, LF or CR, also mixed. It never loses a line in silence:
 * where a quoted value is faulty, the record's first line alone is a fault, and reading goes on with the next line. So a quote that
 * never closes costs one line and not the rest of the file, which is why this is not a parser of a library: those we know of drop the
 * rest or stop. Blank lines, and lines of delimiters only, are counted and left out.
 */
export class CsvParser {
  /** Fields that each record must have; undefined before the header is read. */
  width: number | undefined;
  /** Lines without any value. */
  emptyLines = 0;
  /** Line ends inside of quoted values. */
  innerLineEnds = 0;
  readonly #delimiter: number;
  readonly #sink: CsvSink;
  #text = "";
  #at = 0;
  #line: number;
  #passingLongLine = false;
  #suspicious = false;

  constructor({ delimiter, firstLine = 1 }: CsvParserOptions, sink: CsvSink) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#line = firstLine;
    this.#sink = sink;
  }

  push(chunk: string): void {
    this.#text = this.#text.slice(this.#at) + chunk;
    this.#at = 0;
    // Looked for once a chunk, since nearly no file has them.
    this.#suspicious = this.#text.includes("\0") || this.#text.includes("\uFFFD");
    this.#run(false);
  }

  end(): void {
    this.#run(true);
  }

  #run(isLast: boolean): void {
    while (this.#at < this.#text.length && this.#step(isLast));
  }

  /** Reads one record; false where more text is needed. */
  #step(isLast: boolean): boolean {
    if (this.#passingLongLine) return this.#passLine();
    const start = this.#at;
    const parsed = this.#parse(start, isLast);
    if (parsed === "incomplete") {
      if (this.#text.length - start <= MAX_RECORD_LENGTH) return false;
      const quoted = this.#lineEnd(start) >= 0;
      return this.#reject(start, quoted ? OPEN_QUOTE : `longer than ${MAX_RECORD_LENGTH} characters`);
    }
    if (typeof parsed === "string") return this.#reject(start, parsed);
    const { fields, end } = parsed;
    const lines = parsed.multiline ? splitLines(this.#text.slice(start, end)) : [];
    const fault = this.#faultOf(fields, start, end, lines);
    if (fault !== undefined) return this.#reject(start, fault);
    const line = this.#line;
    this.#line += Math.max(1, lines.length);
    this.innerLineEnds += Math.max(0, lines.length - 1);
    this.#at = this.#afterLineEnd(end);
    if (fields.every((field) => field === "")) this.emptyLines += 1;
    else this.#sink.record(fields, line);
    return true;
  }

  #parse(start: number, isLast: boolean): { fields: string[]; end: number; multiline: boolean } | string {
    const text = this.#text;
    const length = text.length;
    const delimiter = this.#delimiter;
    const fields: string[] = [];
    let at = start;
    let multiline = false;
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        let close = at;
        for (;;) {
          close = text.indexOf('"', close + 1);
          if (close < 0) return isLast ? OPEN_QUOTE : "incomplete";
          if (text.charCodeAt(close + 1) !== QUOTE) break;
          close += 1;
        }
        // A quote at the end of the chunk may be the first of a doubled one.
        if (close + 1 >= length && !isLast) return "incomplete";
        const value = text.slice(at + 1, close);
        if (close - start > MAX_RECORD_LENGTH) return OPEN_QUOTE;
        multiline ||= value.includes("\n") || value.includes("\r");
        fields.push(value.includes('""') ? value.replaceAll('""', '"') : value);
        at = close + 1;
      } else {
        const from = at;
        while (at < length) {
          const code = text.charCodeAt(at);
          if (code === delimiter || code === LF || code === CR) break;
          at += 1;
        }
        fields.push(text.slice(from, at));
      }
      if (at >= length) return isLast ? { fields, end: at, multiline } : "incomplete";
      const code = text.charCodeAt(at);
      if (code === LF) return { fields, end: at, multiline };
      // Whether CR stands alone is not known before the next character.
      if (code === CR) return at + 1 >= length && !isLast ? "incomplete" : { fields, end: at, multiline };
      if (code !== delimiter) return "text behind a closing quote";
      at += 1;
    }
  }

  #faultOf(fields: readonly string[], start: number, end: number, lines: readonly string[]): string | undefined {
    if (this.#suspicious) {
      const record = this.#text.slice(start, end);
      if (record.includes("\0")) return "a NUL byte";
      if (record.includes("\uFFFD")) return NOT_TEXT;
    }
    if (end - start > MAX_RECORD_LENGTH) return `longer than ${MAX_RECORD_LENGTH} characters`;
    if (this.width === undefined || fields.every((field) => field === "")) return undefined;
    if (fields.length < this.width) return "missing columns";
    if (fields.length > this.width) return "too many columns";
    if (this.#looksSwallowed(lines)) return "a quoted value that holds whole records";
    return undefined;
  }

  /** Two stray quotes make one valid value of all that lies between: then each of its lines has the delimiters of a record. */
  #looksSwallowed(lines: readonly string[]): boolean {
    const width = this.width ?? 0;
    if (lines.length < 2 || width < 3 || (width === 3 && lines.length === 2)) return false;
    const delimiter = String.fromCharCode(this.#delimiter);
    return lines.every((line) => line.split(delimiter).length === width);
  }

  #reject(start: number, reason: string): true {
    this.#sink.fault(this.#line, reason);
    this.#at = start;
    this.#passingLongLine = true;
    this.#passLine();
    return true;
  }

  /** Goes to the next line; false where its start is not in the text yet. */
  #passLine(): boolean {
    const end = this.#lineEnd(this.#at);
    // A CR at the end of the text may have its LF in the next chunk: keep it.
    if (end < 0 || (end === this.#text.length - 1 && this.#text.charCodeAt(end) === CR)) {
      this.#at = end < 0 ? this.#text.length : end;
      return false;
    }
    this.#at = this.#afterLineEnd(end);
    this.#line += 1;
    this.#passingLongLine = false;
    return true;
  }

  #lineEnd(from: number): number {
    for (let at = from; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === LF || code === CR) return at;
    }
    return -1;
  }

  #afterLineEnd(end: number): number {
    const isPair = this.#text.charCodeAt(end) === CR && this.#text.charCodeAt(end + 1) === LF;
    return Math.min(end + (isPair ? 2 : 1), this.#text.length);
  }
}

/** Bytes that are no text in the file's encoding, or what an earlier conversion made of them. */
export const NOT_TEXT = "not UTF-8";
const OPEN_QUOTE = "a quote that never closes";

function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
