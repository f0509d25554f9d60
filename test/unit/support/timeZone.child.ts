import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { TEST_POLICY } from "../../support/testPolicy.ts";
import { rowsOf, sqlSource, studyWithSql } from "../records.fixture.ts";

/** Prints what days and hours a query sees in this process's time zone. */
const sql = `SELECT 'p' AS patient_id, day(CAST(t AS TIMESTAMPTZ)) AS age, hour(CAST(t AS TIMESTAMPTZ)) AS lab, 1 AS y, 'train' AS split
  FROM records`;
const source = sqlSource("CREATE TABLE records AS SELECT '2020-03-15T01:30:00Z' AS t");
const { table } = await runExtraction({ policy: TEST_POLICY, source, study: studyWithSql(sql) });
console.log(JSON.stringify(rowsOf(table)));
