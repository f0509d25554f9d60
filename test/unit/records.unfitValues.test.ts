import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withDefaults } from "@consilium/node/policy/Policy.ts";
import { refuseUnfitValue } from "@consilium/node/records/badValues/refuseUnfitValue.ts";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { runExtraction } from "@consilium/node/records/runExtraction.ts";
import { UnfitValue, valueRule } from "@consilium/node/records/valueRules.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { withDatabase } from "@consilium/service/sql/ReadOnlyQuery.ts";
import { expect } from "chai";
import { TEST_POLICY_DOCUMENT } from "../support/testPolicy.ts";
import { inTemporaryFolder, rejection, studyFields, studyFiles } from "./records.fixture.ts";

const tables = Object.fromEntries(["t", "a", "other", "unread"].map((table) => [table, { categories: [] }]));
const POLICY = withDefaults({ ...TEST_POLICY_DOCUMENT, tables });
/** No message may have it. */
const SECRET = "SECRET-7";
const LEVELS = { type: "category", levels: ["low", "it's high"] };
const OTHER = { name: "other", type: "binary", mayBeMissing: true };
const VIEWS = [
  {
    name: "observations",
    resource: "Observation",
    select: [
      {
        column: [
          { name: "patient_id", path: "subject.getReferenceKey(Patient)" },
          { name: "word", path: "value.ofType(string)" },
          { name: "amount", path: "value.ofType(Quantity).value", type: "decimal" },
        ],
      },
    ],
  },
];

interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** One column `v` of this type beside `other`. */
  readonly column?: object;
  readonly sql: string;
  readonly split?: string;
  /** Of node.yaml; by default all files as tables. */
  readonly records?: object;
}

/** The error with which an extraction ends; it never has the secret in it. */
async function failure({ files, column = LEVELS, sql, split, records }: Case) {
  const views = Object.fromEntries(VIEWS.map((view) => [`views/${view.name}.json`, JSON.stringify(view)]));
  const fields = studyFields({
    columns: [{ name: "v", mayBeMissing: true, ...column }, OTHER],
    stages: [{ id: "table_one", workload: "summary", columns: ["other"] }],
    split,
  });
  const study = parseStudy(studyFiles(fields, { ...views, "features.sql": sql }));
  let error: any;
  await inTemporaryFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const paths = Object.fromEntries(Object.keys(files).map((name) => [name.replace(".csv", ""), name]));
    const config = records ?? { kind: "csv", tables: paths, patientId: "patient_id", onMalformed: "refuse" };
    error = await rejection(runExtraction({ policy: POLICY, source: createRecordSource(config, folder), study }));
  });
  expect(JSON.stringify([error.message, error.hint, error.field, error.stack, String(error.cause)])).to.not.include(
    SECRET,
  );
  return error;
}

const csv = (...rows: string[]): string => ["patient_id,w,n", ...rows].map((row) => `${row}\n`).join("");
const select = (v: string, from = "t"): string => `SELECT patient_id, ${v} AS v, NULL AS other FROM ${from}`;
const WORDS = csv("p1,low,1", `p2,${SECRET},1`, "p3,,1", "p4,it's high,1");
const TWO_BAD = "t.csv line 3, column 'n'; t.csv line 5, column 'n'";

describe("a value that its column does not have", () => {
  const kinds: [what: string, column: object, sql: string, rows: readonly string[], text: string, hint: string][] = [
    [
      "a category outside its levels",
      LEVELS,
      select("w"),
      ["p1,low,", `p2,${SECRET},`, "p3,,", "p4,it's high,"],
      "gets a value that is not one of its levels, from t.csv line 3, column 'w'.",
      "Its levels are low, it's high.",
    ],
    [
      "a binary other than 0 and 1",
      { type: "binary" },
      select("CAST(n AS INTEGER)"),
      ["p1,,1", "p2,,2", "p3,,", "p4,,-1"],
      `gets a value other than 0, 1 and NULL, from ${TWO_BAD}.`,
      "It must be 0, 1 or missing.",
    ],
    [
      "an event other than 0 and 1, beside what is not finite",
      { type: "event" },
      select("n::DOUBLE"),
      ["p1,,inf", "p2,,0.5", "p3,,nan", "p4,,7"],
      `gets a value other than 0, 1 and NULL, from ${TWO_BAD}.`,
      "It must be 0, 1 or missing.",
    ],
    [
      "a count below 0 or with a fraction",
      { type: "count", maximum: 3 },
      select("TRY_CAST(n AS DOUBLE)"),
      ["p1,,9", "p2,,-1", "p3,,x", "p4,,2.5", "p5,,0"],
      `gets a value that is not a whole number from 0, from ${TWO_BAD}.`,
      "It must be a whole number from 0, or missing.",
    ],
    [
      "a time below 0",
      { type: "time", unit: "d", maximum: 9 },
      select("n::DOUBLE"),
      ["p1,,0", "p2,,-0.5", "p3,,99", "p4,,-3"],
      `gets a value below 0, from ${TWO_BAD}.`,
      "It must be 0 or more, or missing.",
    ],
  ];
  for (const [what, column, sql, rows, text, hint] of kinds) {
    it(`is named by file, line and column: ${what}`, async () => {
      const error = await failure({ files: { "t.csv": csv(...rows) }, column, sql });
      expect(error).to.include({ code: "RECORDS_MALFORMED", field: "records" });
      expect(error.message).to.include(`The column 'v' of the study's query ${text} `);
      expect(error.hint)
        .to.match(new RegExp(`^${hint} Correct the file`))
        .and.include("records.nulls")
        .and.include("ask the study's author");
    });
  }

  it("is named in the split too", async () => {
    const sql = "SELECT patient_id, 'low' AS v, NULL AS other, w AS part FROM t";
    const files = { "t.csv": csv("p1,train,", `p2,${SECRET},`, "p3,test,") };
    const error = await failure({ files, sql, split: "part" });
    expect(error.message).to.include(
      "The column 'part' of the study's query gets a value other than 'train' and 'test', from t.csv line 3, column 'w'. ",
    );
    expect(error.hint).to.match(/^It must be 'train' or 'test' in every row\./);
  });

  const queries: [what: string, sql: string, place: string][] = [
    ["a star", "SELECT patient_id, * EXCLUDE (patient_id, w, n), w AS V, NULL AS other FROM t", "column 'w'"],
    ["a table's alias", select("x.w", "t AS x"), "column 'w'"],
    ["another name in between", `WITH r AS (SELECT patient_id, w AS x FROM t) ${select("x", "r")}`, "column 'w'"],
    [
      "a name of the output's in between",
      `WITH r AS (SELECT patient_id, w AS v FROM t) ${select("v", "r")}`,
      "column 'w'",
    ],
    ["a union", `${select("'low'", "t WHERE w = 'low'")} UNION ALL ${select("w", "t WHERE w <> 'low'")}`, "column 'w'"],
    ["the greatest of a patient", `${select("max(w)")} GROUP BY patient_id`, "column 'w'"],
    ["a computation over several columns", select("CASE WHEN n = '1' THEN w END"), "column 'n' or 'w'"],
    ["a semicolon and a comment", `${select("w")}; -- the end`, "column 'w'"],
  ];
  for (const [what, sql, place] of queries) {
    it(`is found through ${what}`, async () => {
      const error = await failure({ files: { "t.csv": WORDS }, sql: sql.replace(" AS V,", " AS v,") });
      expect(error.message).to.include(`from t.csv line 3, ${place}.`);
    });
  }

  it("is the one that the query reads, not one of another table or of a row that it leaves out", async () => {
    const files = { "t.csv": WORDS, "a.csv": csv(...["p1", "p2", "p3", "p4"].map((id) => `${id},x,1`)) };
    const joined = "SELECT t.patient_id, t.w AS v, NULL AS other FROM a JOIN t USING (patient_id)";
    expect((await failure({ files, sql: joined })).message).to.match(/levels, from t\.csv line 3, column 'w'\. /);
    const few = csv(...Array.from({ length: 12 }, (_, i) => `p${10 + i},x,0`), "p2,x,1");
    const filtered = await failure({ files: { "t.csv": few }, sql: select("w", "t WHERE n = '1'") });
    expect(filtered.message).to.match(/levels, from t\.csv line 14, column 'w' or 'n'\. /);
  });

  it("is named for the first five, and that there are more", async () => {
    const files = { "t.csv": csv(...Array.from({ length: 6 }, (_, i) => `p${i},x,`)) };
    const { message } = await failure({ files, sql: select("w") });
    expect(message.match(/line \d/g)).to.deep.equal([2, 3, 4, 5, 6].map((line) => `line ${line}`));
    expect(message).to.match(/; and more values\. /);
  });

  it("is named by the view's column in a FHIR export", async () => {
    const observation = (id: string, value: object) =>
      `${JSON.stringify({ resourceType: "Observation", id, subject: { reference: `Patient/${id}` }, ...value })}\n`;
    const records = { kind: "fhir", directory: ".", onMalformed: "refuse" };
    const words = observation("p1", { valueString: "low" }) + observation("p2", { valueString: SECRET });
    const word = await failure({ files: { "o.ndjson": words }, sql: select("word", "observations"), records });
    expect(word).to.include({ code: "RECORDS_MALFORMED", field: "records" });
    expect(word.message).to.include("levels, from o.ndjson line 2, column 'word' of the view 'observations'.");
    expect(word.hint)
      .to.match(/^Its levels are .*export again.*study's author/)
      .and.not.include("node.yaml");
    const numbers = [1, 1, 3].map((value, i) => observation(`p${i}`, { valueQuantity: { value } })).join("");
    const number = await failure({
      files: { "o.ndjson": numbers },
      column: { type: "binary" },
      sql: select("amount", "observations"),
      records,
    });
    expect(number.message).to.include("NULL, from o.ndjson line 3, column 'amount' of the view 'observations'.");
  });

  it("is told by its column and tables where the query computes it and no row is at fault", async () => {
    const files = { "t.csv": WORDS, "other.csv": WORDS, "unread.csv": WORDS };
    const sql = select("'wrong'", "T JOIN other USING (patient_id)");
    const error = await failure({ files, sql });
    expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
    expect(error.message).to.include(
      "The column 'v' has a value that is not one of its levels. The query computes it from t, other. ",
    );
    expect(error.hint).to.match(/^Its levels are low, it's high\. No single value .* ask the study's author/);
  });

  /** The refusal of a query over the table t(patient_id, n) with these values. */
  const refusal = (values: readonly string[], isOver = false) =>
    withDatabase(256, async (connection) => {
      const rows = values.map((value, i) => `('p${i}', '${value}')`).join(", ");
      await connection.run(`CREATE TABLE t AS SELECT * FROM (VALUES ${rows}) AS v(patient_id, n)`);
      const locate = (_: string, row: number) => ({ file: "t.csv", place: `line ${row + 2}` });
      const loaded = { files: 1, lines: 1, records: 1, malformed: 0, malformedPlaces: [], tables: { t: 1 }, locate };
      const unfit = new UnfitValue(valueRule({ name: "v", type: "binary" })!);
      return refuseUnfitValue(connection, select("n::INTEGER"), unfit, loaded, () => isOver);
    });

  it("is told from what another row has that the query cannot even convert", async () => {
    expect((await refusal(["1", "x", "7"])).message).to.include("NULL, from t.csv line 4, column 'n'. ");
    expect(await refusal(["1", "x", "0"])).to.include({ code: "QUERY_REFUSED" });
  });

  it("is no longer looked for when the time is over", async () => {
    expect((await refusal(["7"])).message).to.include("from t.csv line 2, column 'n'. ");
    expect(await refusal(["7"], true)).to.include({ code: "QUERY_REFUSED" });
  });
});
