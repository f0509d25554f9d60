import { formatTime, parseDayEnd, readDay, readTime } from "@consilium/sdk/canonical/time.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import fc from "fast-check";

/** RFC 3339, section 5.8, and its neighbours. */
const TIMES: [string, number][] = [
  ["1970-01-01", 0],
  ["1970-01-01T00:00:00Z", 0],
  ["1985-04-12T23:20:50Z", 482_196_050],
  ["1996-12-19T16:39:57-08:00", 851_042_397],
  ["2000-02-29", 951_782_400],
  ["2028-02-29", 1_835_395_200],
  ["2026-01-01t00:00:00z", 1_767_225_600],
  ["2026-01-01T00:00:00.000Z", 1_767_225_600],
  ["2026-01-01T02:00:00+02:00", 1_767_225_600],
  ["2025-12-31T18:30:00-05:30", 1_767_225_600],
  ["2026-01-01T00:00:00-00:00", 1_767_225_600],
  ["2026-01-01T23:59:00+23:59", 1_767_225_600],
  ["9999-12-31T23:59:59Z", 253_402_300_799],
  ["1767225600", 1_767_225_600],
];

const FAULTS: [string, string][] = [
  ["2026-02-30", "no such day"],
  ["2026-02-29", "no such day"],
  ["1900-02-29", "no such day"],
  ["2100-02-29", "no such day"],
  ["2026-04-31", "no such day"],
  ["2026-13-01", "no such day"],
  ["2026-00-10", "no such day"],
  ["2026-01-00", "no such day"],
  ["2026-02-30T10:00:00Z", "no such day"],
  ["2026", "year alone"],
  ["20260101", "ten digits"],
  ["1767225600000", "ten digits"],
  ["0", "ten digits"],
  ["2026-01-01T24:00:00Z", "hour 24"],
  ["2026-01-01T25:00:00Z", "no such hour"],
  ["2026-01-01T23:60:00Z", "no such time of day"],
  ["2026-01-01T23:59:61Z", "no such time of day"],
  ["2016-12-31T23:59:60Z", "leap second"],
  ["2026-01-01T00:00:00.5Z", "whole seconds"],
  ["2026-01-01T00:00:00+24:00", "offset"],
  ["2026-01-01T00:00:00+01:60", "offset"],
  ["2026-01-01T00:00:00", "no offset"],
  ["2026-01-01T00:00", "no offset"],
  ["2026-01-01T00:00:00.25", "no offset"],
  ["on 2026-01-01T00:00", "not written"],
  ["2026-01-01T00:00 or so", "not written"],
  ["on 2026-01-01T00:00:00Z", "not written"],
  ["2026-01-01T00:00:00Z or so", "not written"],
  ["1969-12-31", "before 1970"],
  ["1970-01-01T00:00:00+01:00", "before 1970"],
  ["01.02.2026", "not written"],
  ["2026-1-1", "not written"],
  ["02/03/2026", "not written"],
  ["2026-01-01 00:00:00Z", "not written"],
  ["2026-01", "not written"],
  ["-2026", "not written"],
  ["+2026-01-01", "not written"],
  ["1e9", "not written"],
  [" 2026-01-01", "not written"],
  ["", "not written"],
  ["2026-01-01\n", "not written"],
  ["٢٠٢٦-٠١-٠١", "not written"],
];

describe("readTime", () => {
  for (const [text, seconds] of TIMES) {
    it(`reads ${text}`, () => expect(readTime(text)).to.deep.equal({ seconds }));
  }
  for (const [text, fault] of FAULTS) {
    it(`refuses ${JSON.stringify(text)}: ${fault}`, () => expect(readTime(text).fault).to.include(fault));
  }

  it("reads back every time that formatTime writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
        expect(readTime(formatTime(seconds))).to.deep.equal({ seconds });
      }),
    );
  });

  it("takes a day exactly where the calendar has it", () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2400 }), number(13), number(32), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0;
        expect(readDay(text).seconds).to.equal(exists ? date.getTime() / 1_000 : undefined);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("parseDayEnd", () => {
  it("gives the day's last second", () => {
    expect(parseDayEnd("2027-12-31", "--until")).to.equal(Date.parse("2027-12-31T23:59:59Z") / 1_000);
  });

  it("names the field, what is wrong and the right form, and nothing of the text", () => {
    for (const text of ["2026-02-30", "2026", "2027-12-31T00:00:00Z"]) {
      try {
        parseDayEnd(text, "--until");
        expect.fail("nothing was thrown");
      } catch (error) {
        expect(isFederationError(error, "REQUEST_INVALID")).to.equal(true);
        expect((error as Error).message)
          .to.include("--until: ")
          .and.include("2030-01-31")
          .and.not.include(text);
      }
    }
  });
});
