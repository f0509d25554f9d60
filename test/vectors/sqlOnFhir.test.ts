import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CaseResult, runSuite, suiteTable, TABLE } from "@consilium/scripts/sqlOnFhir.ts";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";

describe("SQL-on-FHIR v2, the official cases", () => {
  describeWithShared("sql-on-fhir-v2", (directory) => {
    let results: readonly CaseResult[];
    before(async () => {
      results = await runSuite(join(directory, "tests"));
    });

    it("passes every case tagged shareable", () => {
      const shareable = results.filter((result) => result.shareable);
      expect(shareable.length).to.be.at.least(123);
      expect(shareable.filter(({ fault }) => fault !== undefined)).to.deep.equal([]);
    });

    it("refuses what it does not support as the study's fault, naming the place", () => {
      for (const { fault } of results.filter((result) => result.fault !== undefined)) {
        expect(fault).to.match(/^fails: views\/suite\.json: select\[0\]\.column\[1\]\.path: The function '\w+\(\)'/);
      }
    });

    it("has its table committed as the last run gives it", async () => {
      expect(await readFile(TABLE, "utf8"), "run node scripts/sqlOnFhir.ts <suite>/tests").to.equal(
        suiteTable(results),
      );
    });
  });
});
