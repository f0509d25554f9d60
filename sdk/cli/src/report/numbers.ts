import { grouped } from "../table.ts";

/** What stands where a figure is null: a site, or the sum's rules, held it back. */
export const WITHHELD = "withheld";

const MINUS = "−";
const SUPERSCRIPT = new Map([..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"].map((letter, i) => ["-0123456789".charAt(i), letter]));

/**
 * A number as people read it: whole numbers in full, others with three significant digits and at least one decimal up to a
 * thousand; powers of ten where it is very small or large.
 *
 * @example shownNumber(61.4837) // "61.5"; shownNumber(0.012345) // "0.0123"; shownNumber(1234567) // "1,234,567"
 */
export function shownNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value < 0 ? `${MINUS}∞` : "∞";
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : "";
  if (Number.isInteger(value) && size < 1e9) return sign + grouped(size);
  if (size < 1e-4 || size >= 1e9) return sign + inPowers(size);
  if (size >= 1_000) return sign + grouped(Math.round(size));
  return sign + size.toFixed(decimalsFor(size));
}

/** @example inPowers(1.63e-8) // "1.63 × 10⁻⁸" */
function inPowers(size: number): string {
  const [digits, power] = size.toExponential(2).split("e") as [string, string];
  return `${digits} × 10${[...power].map((letter) => SUPERSCRIPT.get(letter) ?? "").join("")}`;
}

/** Decimals for three significant digits: at least one up to a thousand. */
function decimalsFor(size: number): number {
  if (size >= 100) return 1;
  // 9.996 rounds to 10.0, which has its three digits.
  return Math.max(1, 2 - Math.floor(Math.log10(size * (1 + 1e-12))));
}

/**
 * How to show an odds, hazard or rate ratio and its interval: two decimals, as journals print them, and more where the interval
 * is narrow, so that 1.003 (1.001 to 1.006) is not 1.00 (1.00 to 1.01).
 */
export function ratioFormat(lower: number | null, upper: number | null): (value: number) => string {
  const width = lower === null || upper === null || lower <= 0 ? Number.POSITIVE_INFINITY : upper / lower - 1;
  const decimals = width < 0.003 ? 4 : width < 0.1 ? 3 : 2;
  return (value) => {
    if (value >= 1e4 && Number.isFinite(value)) return inPowers(value);
    return value >= 0.05 && value < 100 ? value.toFixed(decimals) : shownNumber(value);
  };
}

/** A probability or share with three decimals, for example a sensitivity. */
export function shownShare(value: number): string {
  return value < 0 ? MINUS + (-value).toFixed(3) : value.toFixed(3);
}

/** @example shownPercent(0.4567) // "45.7 %" */
export function shownPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** @example shownP(0.0004) // "<0.001" */
export function shownP(p: number): string {
  if (p < 0.001) return "<0.001";
  return p > 0.999 ? ">0.999" : p.toFixed(3);
}

/** A day in UTC. @example shownDay(1_700_000_000) // "2023-11-14" */
export function shownDay(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 10);
}

/** A figure that may be withheld. `absent`: what a null means, where it is something else. */
export function orWithheld(
  value: number | null | undefined,
  shown: (value: number) => string,
  absent: string = WITHHELD,
): string {
  return value === null || value === undefined ? absent : shown(value);
}

/** `0.83 (0.80 to 0.86)`, each part that is null as withheld; the word alone where all are. */
export function shownInterval(
  [value, lower, upper]: readonly (number | null | undefined)[],
  shown: (value: number) => string,
  absent: string = WITHHELD,
): string {
  if ([value, lower, upper].every((part) => part === null || part === undefined)) return absent;
  const ends = [lower, upper].map((end) => orWithheld(end, shown, absent));
  const interval = ends.every((end) => end === absent) ? absent : ends.join(" to ");
  return `${orWithheld(value, shown, absent)} (${interval})`;
}
