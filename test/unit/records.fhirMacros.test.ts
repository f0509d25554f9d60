import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { createFhirMacros } from "@consilium/service/sql/fhirMacros.ts";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { FOUR_ROWS, studyWithSql } from "./records.fixture.ts";

/** What each macro makes of a text, as text. */
async function read(text: string | null, timeZone = "UTC"): Promise<Record<string, unknown>> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = '${timeZone}'`);
    await createFhirMacros(connection);
    const result = await connection.run(
      `SELECT fhir_date(t)::VARCHAR AS date, fhir_datetime(t)::VARCHAR AS datetime, fhir_year(t) AS year,
        fhir_earliest(t)::VARCHAR AS earliest, fhir_latest(t)::VARCHAR AS latest,
        round(fhir_age_at(t, TIMESTAMP '2020-01-01 08:00:00'), 2) AS age FROM (SELECT $1::VARCHAR AS t)`,
      [text],
    );
    return (await result.getRowObjectsJson())[0] as Record<string, unknown>;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const NOTHING = { date: null, datetime: null, year: null, earliest: null, latest: null, age: null };

describe("FHIR macros of features.sql", () => {
  const cases: [string, Record<string, unknown>][] = [
    [
      "1960",
      { ...NOTHING, year: 1960, earliest: "1960-01-01 00:00:00", latest: "1960-12-31 23:59:59.999999", age: 59.5 },
    ],
    [
      "1960-02",
      { ...NOTHING, year: 1960, earliest: "1960-02-01 00:00:00", latest: "1960-02-29 23:59:59.999999", age: 59.87 },
    ],
    [
      "1960-05-06",
      {
        date: "1960-05-06",
        datetime: "1960-05-06 00:00:00",
        year: 1960,
        earliest: "1960-05-06 00:00:00",
        latest: "1960-05-06 23:59:59.999999",
        age: 59.66,
      },
    ],
    ["2015-12-31T23:28:17.239-02:30", moment("2015-12-31", 2015, "2016-01-01 01:58:17.239", 4)],
    ["2016-12-31T23:59:60Z", moment("2016-12-31", 2016, "2017-01-01 00:00:00", 3)],
    ["2016-12-31T23:59:60.5+01:00", moment("2016-12-31", 2016, "2016-12-31 23:00:00.5", 3)],
    ["2015-02-07T13:28", moment("2015-02-07", 2015, "2015-02-07 13:28:00", 4.9)],
    ["1960-02-30", NOTHING],
    ["1960-13", NOTHING],
    ["0000", NOTHING],
    ["2015-02-07T24:00:00Z", NOTHING],
    ["2015-02-07T13:28:61Z", NOTHING],
    ["31.12.1950", NOTHING],
    ["", NOTHING],
  ];
  for (const [text, expected] of cases) {
    it(`read '${text}'`, async () => {
      expect(await read(text)).to.deep.equal(expected);
    });
  }

  it("read NULL as NULL, and the same in every time zone", async () => {
    expect(await read(null)).to.deep.equal(NOTHING);
    expect(await read("2015-12-31T23:28:17Z", "America/New_York")).to.deep.equal(await read("2015-12-31T23:28:17Z"));
  });

  it("are there for every study, whatever its source", async () => {
    const sql = "SELECT patient_id, fhir_year('1960') AS age, lab, y, split FROM records";
    const { table } = await runExtraction({
      policy: TEST_POLICY,
      source: FOUR_ROWS,
      study: studyWithSql(sql, {
        columns: [
          { name: "age", type: "number", range: [0, 3000] },
          { name: "lab", type: "number", range: [-5, 5] },
          { name: "y", type: "binary" },
        ],
      }),
    });
    expect(table.columns.get("age")![0]).to.equal(1960);
  });
});

function moment(date: string, year: number, datetime: string, age: number): Record<string, unknown> {
  return { date, year, datetime, earliest: datetime, latest: datetime, age };
}
