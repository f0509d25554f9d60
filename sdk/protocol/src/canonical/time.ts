import { FederationError } from "../errors/FederationError.ts";

/** How a day or time is written, for hints and help texts. */
export const TIME_FORM = "a day as 2030-01-31 (its first second, UTC) or an RFC 3339 time as 2030-01-31T12:00:00+01:00";

const SECONDS_A_DAY = 86_400;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** date-time of RFC 3339, section 5.6; fractions of a second have no place on chain unless they are zero. */
const TIME = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
/** Ten digits: 2001 to 2286. Fewer could be a year or a day, more milliseconds. */
const UNIX_SECONDS = /^[1-9]\d{9}$/;

/** Unix seconds, or why a text is no time; the reason repeats nothing of the text. */
export type TimeReading = { seconds: number; fault?: never } | { seconds?: never; fault: string };

/**
 * Reads a calendar day (ISO 8601, `YYYY-MM-DD`: its first second, UTC), an RFC 3339 time with `Z` or an offset, or ten digits of
 * unix seconds. The day must exist, from 1970 on; the time must be on the clock, 00:00:00 to 23:59:59.
 *
 * @example readTime("2028-02-29") // { seconds: 1835395200 }
 * @example readTime("2026-02-30") // { fault: "there is no such day" }
 */
export function readTime(text: string): TimeReading {
  if (UNIX_SECONDS.test(text)) return { seconds: Number(text) };
  const time = TIME.exec(text);
  if (time === null) return DAY.test(text) ? readDay(text) : { fault: faultOfForm(text) };
  const day = readDay(time[1]!);
  if (day.fault !== undefined) return day;
  const [hour, minute, second] = [Number(time[2]), Number(time[3]), Number(time[4])];
  if (hour > 23) return { fault: hour === 24 ? "hour 24 is hour 00 of the next day" : "there is no such hour" };
  if (minute > 59 || second > 60) return { fault: "there is no such time of day" };
  if (second === 60) return { fault: "a leap second has no number on chain" };
  if (Number(time[5] ?? 0) !== 0) return { fault: "the chain counts whole seconds" };
  const [offsetHours, offsetMinutes] = [Number(time[7] ?? 0), Number(time[8] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return { fault: "there is no such offset from UTC" };
  const offset = (time[6] === "-" ? -1 : 1) * (offsetHours * 3_600 + offsetMinutes * 60);
  const seconds = day.seconds + hour * 3_600 + minute * 60 + second - offset;
  return seconds < 0 ? { fault: "it is before 1970" } : { seconds };
}

/** Reads a calendar day, `YYYY-MM-DD`: its first second, UTC. */
export function readDay(text: string): TimeReading {
  const parts = DAY.exec(text);
  if (parts === null) return { fault: "it is not written as a day" };
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return { fault: "there is no such day" };
  if (year < 1970) return { fault: "it is before 1970" };
  return { seconds: Date.UTC(year, month - 1, day) / 1_000 };
}

/** Unix seconds of a day's first second, UTC. @throws REQUEST_INVALID */
export function parseDay(text: string, field: string): number {
  const { seconds, fault } = readDay(text);
  if (fault === undefined) return seconds;
  throw new FederationError("REQUEST_INVALID", `${fault[0]!.toUpperCase()}${fault.slice(1)}.`, {
    field,
    hint: "Write a day as 2030-01-31 (UTC).",
  });
}

/** Unix seconds of a day's last second, UTC. @throws REQUEST_INVALID */
export function parseDayEnd(text: string, field: string): number {
  return parseDay(text, field) + SECONDS_A_DAY - 1;
}

/** Unix seconds as RFC 3339 writes them in UTC. */
export function formatTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}

function faultOfForm(text: string): string {
  if (/^\d{4}$/.test(text)) return "a year alone is not a day";
  if (/^\d+$/.test(text)) return "a number is a time only with ten digits";
  if (/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)) return "it has no offset from UTC";
  return "it is not written as a day or time";
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
