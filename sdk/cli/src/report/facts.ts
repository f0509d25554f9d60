import type { Labels } from "./Labels.ts";
import { nameInWords } from "./Labels.ts";
import { orWithheld, shownInterval, shownNumber, shownP, shownShare, WITHHELD } from "./numbers.ts";
import { intervalIn } from "./rows.ts";

/** A single figure of a stage, in words. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** More items of a list are not written out: they are in `result.json`. */
const ITEMS_MAX = 40;
/** Said elsewhere on the page, or for programs. */
const ELSEWHERE = new Set(["modelDigest", "rows", "sites", "linearPredictor", "linearPredictors"]);
/** What a study need not ask for: null is its absence, where it is a withheld figure elsewhere. */
const OPTIONAL = new Set(["offset"]);
const SHARES = /^(auc|brier|sensitivity|specificity|ppv|npv|f1|accuracy|cIndex|concordance)/i;

/**
 * A stage's document as facts: its single figures with their intervals, its words, and lists that are short. What has lines of
 * its own is in the stage's tables. One level of nesting is read.
 */
export function stageFacts(document: Readonly<Record<string, unknown>>, labels: Labels, before = ""): Fact[] {
  return Object.entries(document).flatMap(([key, value]): Fact[] => {
    const name = nameInWords(key);
    const shownName = before === "" ? name : `${before}, ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (ELSEWHERE.has(key) || (value === null && OPTIONAL.has(key)) || isEnd(key, document)) return [];
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const interval = intervalIn(document, key);
      if (interval !== undefined) return [{ name: shownName, text: intervalText(key, interval) }];
      return before === "" ? stageFacts(value as Record<string, unknown>, labels, name) : [];
    }
    const text = textOf(key, value, document, labels);
    return text === undefined ? [] : [{ name: shownName, text }];
  });
}

/** `aucLower` beside `auc` is part of its interval. */
function isEnd(key: string, document: Readonly<Record<string, unknown>>): boolean {
  const main = /^(.+)(Lower|Upper)$/.exec(key)?.[1];
  return main !== undefined && typeof document[main] === "number";
}

function textOf(
  key: string,
  value: unknown,
  document: Readonly<Record<string, unknown>>,
  labels: Labels,
): string | undefined {
  if (value === null) return WITHHELD;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return spelledOut(labels.of(value));
  if (typeof value === "number") return intervalText(key, intervalIn(document, key) ?? [value, null, null]);
  if (!Array.isArray(value) || value.length === 0 || value.length > ITEMS_MAX) return undefined;
  if (value.every((item) => typeof item === "string")) return value.map((item) => labels.of(item)).join(", ");
  if (value.every((item) => typeof item === "number")) return value.map((item) => shownNumber(item)).join(", ");
  return undefined;
}

/** `heldOut` as people write it; labels and names of columns stay as they are. */
function spelledOut(text: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(text) ? nameInWords(text).toLowerCase() : text;
}

function intervalText(key: string, interval: readonly [number, number | null, number | null]): string {
  const shown = /^p(Value)?$|PValue$/.test(key) ? shownP : SHARES.test(key) ? shownShare : shownNumber;
  return interval[1] === null && interval[2] === null ? orWithheld(interval[0], shown) : shownInterval(interval, shown);
}
