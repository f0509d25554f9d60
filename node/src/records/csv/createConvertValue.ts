import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/** How a site writes values, where it is not as SQL does. */
export interface ValueOptions {
  /** Texts that mean a missing value, besides the empty one. Compared without the spaces around, letter case counts. */
  readonly nulls?: readonly string[] | undefined;
  /** The decimal separator. Default `.`. */
  readonly decimal?: "." | "," | undefined;
  /** For example `DD.MM.YYYY`; such dates become `YYYY-MM-DD`. */
  readonly dateFormat?: string | undefined;
}

export type ConvertValue = (value: string) => string | null;

/** A whole number, or groups of three digits, before the comma. */
const DECIMAL_COMMA = /^\s*([+-]?)(\d+|\d{1,3}(?:\.\d{3})+)?,(\d+)([eE][+-]?\d+)?\s*$/;
const PARTS: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
};

/**
 * Makes what turns a field's text into what the table holds: NULL, or text that `CAST` understands. What does not look
 * like a number with a decimal comma, or like a date of the format, stays as it is. Throws CONFIG_INVALID for an unknown format,
 * naming the field of node.yaml that has it.
 */
export function createConvertValue(
  { nulls = [], decimal = ".", dateFormat }: ValueOptions,
  dateFormatField: string,
): ConvertValue {
  const missing = new Set(nulls.map((word) => word.trim()));
  const toIso = dateFormat === undefined ? undefined : createToIso(dateFormat, dateFormatField);
  if (missing.size === 0 && decimal === "." && toIso === undefined) return (value) => (value === "" ? null : value);
  return (value) => {
    if (value === "" || missing.has(value.trim())) return null;
    if (decimal === ",") {
      const number = DECIMAL_COMMA.exec(value);
      if (number !== null) {
        const [, sign, whole = "0", fraction, exponent = ""] = number;
        return `${sign}${whole.replaceAll(".", "")}.${fraction}${exponent}`;
      }
    }
    return toIso?.(value) ?? value;
  };
}

function createToIso(format: string, field: string): (value: string) => string | undefined {
  const tokens = format.match(/YYYY|MM|DD|HH|mm|ss|[./ :T-]/g) ?? [];
  const has = (part: string): boolean => tokens.filter((token) => token === part).length === 1;
  const words = tokens.filter((token) => token in PARTS);
  const adjacent = tokens.some((token, i) => token in PARTS && tokens[i + 1] !== undefined && tokens[i + 1]! in PARTS);
  if (tokens.join("") !== format || adjacent || !has("YYYY") || !has("MM") || !has("DD") || !words.every(has)) {
    throw new FederationError("CONFIG_INVALID", "It is not a date format that can be read.", {
      field,
      hint: "Write YYYY, MM and DD (and HH, mm, ss) with separators between them, for example DD.MM.YYYY.",
    });
  }
  const pattern = new RegExp(
    `^\\s*${tokens.map((token) => PARTS[token] ?? `\\${token}`.replace("\\ ", " ").replace("\\T", "T")).join("")}\\s*$`,
  );
  return (value) => {
    const found = pattern.exec(value)?.groups;
    if (found === undefined) return undefined;
    const { year, month, day, hour, minute = "00", second = "00" } = found;
    const iso = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
    const time = Date.parse(`${iso}T00:00:00Z`);
    // No such day (31 February): left for the cast to refuse, with its line.
    if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso)) return undefined;
    return hour === undefined ? iso : `${iso} ${hour.padStart(2, "0")}:${minute}:${second}`;
  };
}
