import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { createRecordSource, recordPaths } from "@consilium/node/records/createRecordSource.ts";
import type { LoadedRecords } from "@consilium/node/records/RecordSource.ts";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";
import { inTemporaryFolder, rejection, studyWithSql } from "./records.fixture.ts";

type Rows = (string | null)[][];

/** Loads the files of a config and gives each table's rows as they stand, and the report. */
async function load(config: Record<string, unknown>, folder: string): Promise<LoadedRecords & { rows: Rows }> {
  const source = createRecordSource({ kind: "csv", patientId: "patient_id", onMalformed: "refuse", ...config }, folder);
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const report = await source.load(connection, studyWithSql("SELECT 1"));
    const rows: Rows = [];
    for (const table of Object.keys(report.tables)) {
      rows.push(...((await connection.runAndReadAll(`SELECT * FROM "${table}"`)).getRows() as Rows));
    }
    return { ...report, rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Writes one file and loads it as the table `records`. */
async function loadText(content: string | Buffer, config: Record<string, unknown> = {}, name = "records.csv") {
  let result: (LoadedRecords & { rows: Rows }) | undefined;
  await inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, name), content);
    result = await load({ tables: { records: name }, ...config }, folder);
  });
  return result!;
}

const lines = (...each: string[]): string => each.map((line) => `${line}\n`).join("");
const places = (report: LoadedRecords): number[] => report.malformedPlaces.map(({ line }) => line);

describe("CSV records", () => {
  describeWithShared("cases", (cases) => {
    it("csv-lone-quote-eof: names line 3, or counts it and loses nothing else", async () => {
      const tables = { records: join("csv-lone-quote-eof", "records.csv") };
      const error = await rejection(load({ tables }, cases));
      expect(error.code).to.equal("RECORDS_MALFORMED");
      expect(error.message).to.contain("records.csv line 3: a quote that never closes");
      const report = await load({ tables, onMalformed: "skip" }, cases);
      expect(report).to.include({ malformed: 1, lines: 4, records: 3 });
      expect(report.rows.map(([id]) => id)).to.deep.equal(["p1", "p3", "p4"]);
    });

    it("csv-where-case: takes a column as SQL does, and refuses one that no table has", async () => {
      const tables = { records: join("csv-where-case", "records.csv") };
      const filtered = await load({ tables, where: { column: "hospital", equals: "A" } }, cases);
      expect(filtered.rows).to.deep.equal([["p1", "A", "40"]]);
      const error = await rejection(load({ tables, where: { column: "clinic", equals: "A" } }, cases));
      expect(error).to.include({ code: "CONFIG_INVALID", field: "records.where.column" });
      expect(error.hint).to.contain("patient_id, Hospital, age");
    });

    it("csv-glob: reads this very file", async () => {
      const { rows } = await load({ tables: { records: join("csv-glob", "records[1].csv") } }, cases);
      expect(rows).to.deep.equal([["mine", "40"]]);
    });

    it("csv-mixed-eol: three rows", async () => {
      const { rows } = await load({ tables: { records: join("csv-mixed-eol", "records.csv") } }, cases);
      expect(rows).to.deep.equal([
        ["p1", "40"],
        ["p2", "50"],
        ["p3", "60"],
      ]);
    });

    it("csv-table-raw-lines: loads under that name", async () => {
      const report = await load({ tables: { raw_lines: join("csv-table-raw-lines", "records.csv") } }, cases);
      expect(report.tables).to.deep.equal({ raw_lines: 1 });
    });

    it("csv-header-real-world: has the columns as they are named", async () => {
      const { rows } = await load({ tables: { records: join("csv-header-real-world", "records.csv") } }, cases);
      expect(rows).to.deep.equal([["p1", "40", "5", "1"]]);
    });
  });

  describe("no row is lost in silence", () => {
    const GOOD = Array.from({ length: 6 }, (_, i) => `p${i + 1},fine,${40 + i}`);
    for (let at = 0; at < GOOD.length; at++) {
      for (const [what, broken] of [
        ["a quote that opens a value", `p${at + 1},"fine,${40 + at}`],
        ["a quote behind a value", `p${at + 1},"fine"x,${40 + at}`],
        ["a quote that opens the last value", `p${at + 1},fine,"${40 + at}`],
      ] as const) {
        it(`${what} in row ${at + 1} costs this row alone`, async () => {
          const text = lines("patient_id,note,age", ...GOOD.toSpliced(at, 1, broken));
          const report = await loadText(text, { onMalformed: "skip" });
          expect(places(report)).to.deep.equal([at + 2]);
          expect(report.rows.map(([id]) => id)).to.deep.equal(GOOD.toSpliced(at, 1).map((row) => row.slice(0, 2)));
          const error = await rejection(loadText(text));
          expect(error).to.include({ code: "RECORDS_MALFORMED" });
          expect(error.message).to.contain(`line ${at + 2}: `);
        });
      }
    }

    it("a stray quote before rows with quoted values", async () => {
      const text = lines("patient_id,note,age", 'p1,"open,40', 'p2,"a, b",41', "p3,c,42");
      const report = await loadText(text, { onMalformed: "skip" });
      expect(places(report)).to.deep.equal([2]);
      expect(report.rows.map(([id]) => id)).to.deep.equal(["p2", "p3"]);
    });

    it("two stray quotes that make one valid value of the rows between", async () => {
      const text = lines(
        "patient_id,note,age,sex",
        'p1,"open,40,m',
        "p2,b,41,f",
        "p3,c,42,m",
        'p4,d",43,f',
        "p5,e,44,m",
      );
      const report = await loadText(text, { onMalformed: "skip", maximumMalformed: 0.5 });
      expect(places(report)).to.deep.equal([2]);
      expect(report.rows.map(([id]) => id)).to.deep.equal(["p2", "p3", "p4", "p5"]);
    });

    it("a stray quote far from the end of a long file", async () => {
      const rows = Array.from({ length: 60_000 }, (_, i) => `p${i},note of some length,${i % 90}`);
      rows[20_000] = 'p20000,"note of some length,1';
      const report = await loadText(lines("patient_id,note,age", ...rows), { onMalformed: "skip" });
      expect(report).to.include({ malformed: 1, records: 59_999, lines: 60_000 });
      expect(places(report)).to.deep.equal([20_002]);
    });

    it("a quote that never closes in the header", async () => {
      const error = await rejection(loadText(lines('patient_id,"note,age', "p1,a,40")));
      expect(error).to.include({ code: "RECORDS_UNREADABLE", field: "records.csv" });
      expect(error.message).to.contain("a quote in it never closes");
    });
  });

  it("keeps real values of several lines, and counts them", async () => {
    const text = lines(
      "patient_id,note,age",
      'p1,"first line',
      '  second, line",40',
      'p2,"say ""hello""",41',
      "p3,c,bad,row",
    );
    const report = await loadText(text, { onMalformed: "skip" });
    expect(report.rows).to.deep.equal([
      ["p1", "first line\n  second, line", "40"],
      ["p2", 'say "hello"', "41"],
    ]);
    expect(places(report)).to.deep.equal([5]);
    expect(report.notes).to.include("records.csv: 1 line ends inside of quoted values");
    expect([0, 1, 2].map((row) => report.locate!("records", row)?.place)).to.deep.equal(["line 2", "line 4", "row 3"]);
  });

  describe("skip leaves out no more than its share", () => {
    const text = (bad: number, good: number): string =>
      lines("patient_id,age", ...Array<string>(bad).fill("p"), ...Array.from({ length: good }, (_, i) => `p${i},40`));

    it("of one in a hundred unless the config says otherwise; one line is always allowed", async () => {
      expect((await loadText(text(1, 3), { onMalformed: "skip" })).malformed).to.equal(1);
      expect((await loadText(text(2, 198), { onMalformed: "skip" })).malformed).to.equal(2);
      const error = await rejection(loadText(text(3, 197), { onMalformed: "skip" }));
      expect(error).to.include({ code: "RECORDS_MALFORMED", field: "records.csv" });
      expect(error.message).to.contain("3 of 200 records are malformed");
      expect(error.hint).to.contain("records.maximumMalformed");
      expect((await loadText(text(3, 197), { onMalformed: "skip", maximumMalformed: 0.02 })).malformed).to.equal(3);
    });

    it("of each file, not of all together", async () => {
      await inTemporaryFolder(async (folder) => {
        await writeFile(join(folder, "bad.csv"), text(3, 7));
        await writeFile(join(folder, "good.csv"), text(0, 2_000));
        const error = await rejection(load({ tables: { a: "good.csv", b: "bad.csv" }, onMalformed: "skip" }, folder));
        expect(error.message).to.contain("bad.csv: 3 of 10 records");
      });
    });

    it("and stops early in a file that is nothing of the kind", async () => {
      const error = await rejection(loadText(text(60_000, 0), { onMalformed: "skip" }));
      expect(error.code).to.equal("RECORDS_MALFORMED");
    });
  });

  describe("takes paths literally", () => {
    for (const name of ["records[1].csv", "records?.csv", "records*.csv", "{a,b}.csv", "a'b.csv", "**.csv"]) {
      for (const kind of ["csv", "parquet"]) {
        it(`${name} as ${kind}`, () =>
          inTemporaryFolder(async (folder) => {
            const write = kind === "csv" ? writeFile : writeParquet;
            for (const other of ["records1.csv", "recordsX.csv", "a.csv"]) {
              await write(join(folder, other), lines("patient_id,age", "other-site,99"));
            }
            await write(join(folder, name), lines("patient_id,age", "mine,40"));
            expect((await load({ tables: { records: name } }, folder)).rows).to.deep.equal([["mine", "40"]]);
          }));
      }
    }

    it("a folder with a pattern in its name", () =>
      inTemporaryFolder(async (folder) => {
        for (const each of ["site[12]", "site1"]) await mkdir(join(folder, each));
        await writeParquet(join(folder, "site1", "r.parquet"), lines("patient_id,age", "other,99"));
        await writeParquet(join(folder, "site[12]", "r.parquet"), lines("patient_id,age", "mine,40"));
        const { rows } = await load({ tables: { records: join("site[12]", "r.parquet") } }, folder);
        expect(rows).to.deep.equal([["mine", "40"]]);
      }));
  });

  describe("reads files as machines write them", () => {
    const EXPECTED: Rows = [
      ["p1", "Müller", "40"],
      ["p2", null, "50"],
    ];
    const ROWS = ["patient_id,name,age", "p1,Müller,40", "p2,,50"];
    const cases: [string, string | Buffer, Record<string, unknown>?][] = [
      ["LF", ROWS.join("\n")],
      ["CRLF", ROWS.join("\r\n")],
      ["CR alone", `${ROWS.join("\r")}\r`],
      ["LF, CRLF and CR mixed", `${ROWS[0]}\r\n${ROWS[1]}\r${ROWS[2]}\n`],
      ["a byte-order mark", `\uFEFF${ROWS.join("\n")}`],
      [
        "quoted headers and values",
        ROWS.map((row) =>
          row
            .split(",")
            .map((cell) => `"${cell}"`)
            .join(","),
        ).join("\n"),
      ],
      ["blank lines and lines of delimiters", `\n${ROWS.join("\n\n")}\n,,\n\n`],
      ["semicolons, told by the header", ROWS.join("\n").replaceAll(",", ";")],
      ["tabs, told by the header", ROWS.join("\n").replaceAll(",", "\t")],
      ["bars, told by the config", ROWS.join("\n").replaceAll(",", "|"), { delimiter: "|" }],
      ["Excel's line sep=;", `sep=;\r\n${ROWS.join("\r\n").replaceAll(",", ";")}`],
      ["gzip", gzipSync(ROWS.join("\n"))],
      ["gzip in two members", Buffer.concat([gzipSync(`${ROWS[0]}\n`), gzipSync(`${ROWS[1]}\n${ROWS[2]}`)])],
      ["Zstandard", zstdCompressSync(ROWS.join("\n"))],
      ["UTF-16 with a mark, by itself", Buffer.from(`\uFEFF${ROWS.join("\n")}`, "utf16le")],
      ["UTF-16, big end first", Buffer.from(`\uFEFF${ROWS.join("\n")}`, "utf16le").swap16()],
      ["UTF-16 by the config", Buffer.from(ROWS.join("\n"), "utf16le"), { encoding: "utf-16le" }],
      ["Latin-1 by the config", Buffer.from(ROWS.join("\n"), "latin1"), { encoding: "latin-1" }],
      ["columns without a name", ROWS.map((row) => `${row},,`).join("\n")],
    ];
    for (const [what, content, config] of cases) {
      it(what, async () => {
        expect((await loadText(content, config)).rows).to.deep.equal(EXPECTED);
      });
    }

    it("and notes what the header, the mark or the file's shape decided", async () => {
      const notes = async (content: string | Buffer) => (await loadText(content)).notes!.join("; ");
      expect(await notes(ROWS.join("\n").replaceAll(",", ";"))).to.contain('delimiter ";"');
      expect(await notes(Buffer.from(`\uFEFF${ROWS.join("\n")}`, "utf16le"))).to.contain(
        "utf-16le (by its byte-order mark)",
      );
      expect(
        await notes(
          `${ROWS.map((row) => `${row},x`)
            .join("\n")
            .replace(",x", ",")}`,
        ),
      ).to.contain("1 columns without a name left out (2 values)");
      expect(await notes(`${ROWS.join("\n\n")}\n`)).to.contain("2 empty lines");
      expect(await notes(ROWS.join("\n"))).to.equal("");
    });

    it("windows-1252 where Latin-1 has no character", async () => {
      const content = Buffer.concat([
        Buffer.from("patient_id,name\np1,"),
        Buffer.from([0x80, 0x8a]),
        Buffer.from("\n"),
      ]);
      expect((await loadText(content, { encoding: "windows-1252" })).rows).to.deep.equal([["p1", "€Š"]]);
    });
  });

  describe("names what it cannot read", () => {
    const cases: [string, string | Buffer, Record<string, unknown>, string, RegExp][] = [
      ["an empty file", "", {}, "RECORDS_UNREADABLE", /records\.csv: It is empty/],
      ["blank lines only", "\n\r\n \n", {}, "RECORDS_UNREADABLE", /It is empty/],
      [
        "a cut gzip",
        gzipSync("patient_id,age\np1,4\n".repeat(99)).subarray(0, 40),
        {},
        "RECORDS_UNREADABLE",
        /to its end/,
      ],
      ["an Excel workbook", Buffer.from("PK\x03\x04rest"), {}, "RECORDS_UNREADABLE", /Excel workbook/],
      ["UTF-16 without a mark", Buffer.from("patient_id,age\np1,4\n", "utf16le"), {}, "RECORDS_UNREADABLE", /UTF-16/],
      ["two marks", "\uFEFFpatient_id,age\n", { encoding: "latin-1" }, "CONFIG_INVALID", /byte-order mark of utf-8/],
      ["equal names", "patient_id,Age, age \n", {}, "RECORDS_UNREADABLE", /Columns 2 and 3 are both named 'age'/],
      ["no header", "p1,40,male\np2,50,female\n", {}, "RECORDS_UNREADABLE", /looks like a record/],
      ["another header", "person,age\n", {}, "CONFIG_INVALID", /Name one of: person, age/],
      ["another delimiter", "patient_id;age\n", { delimiter: "," }, "CONFIG_INVALID", /Name one of: patient_id;age/],
      ["a NUL byte", "patient_id,age\np1,4\0\n", {}, "RECORDS_MALFORMED", /line 2: a NUL byte/],
      [
        "bytes of Latin-1",
        Buffer.from("patient_id,n\np1,Müller\n", "latin1"),
        {},
        "RECORDS_MALFORMED",
        /set records\.encoding/,
      ],
      [
        "a line without end",
        `patient_id,n\np1,${"x".repeat(3_000_000)}\n`,
        {},
        "RECORDS_MALFORMED",
        /line 2: longer than/,
      ],
      ["a folder that says Parquet", "PAR1 and then nothing", {}, "RECORDS_UNREADABLE", /as Parquet/],
    ];
    for (const [what, content, config, code, message] of cases) {
      it(what, async () => {
        const error = await rejection(loadText(content, config));
        expect(error.code).to.equal(code);
        expect(error.message).to.match(message);
      });
    }

    it("no value of a first record that stands where the header should", async () => {
      const error = await rejection(loadText("p-77,Jane,1950-01-31\n"));
      expect(error.message).to.not.match(/p-77|Jane|1950/);
    });

    it("but not a file with a header only", async () => {
      expect(await loadText("patient_id,age\n")).to.deep.include({ records: 0, malformed: 0 });
      expect(await loadText("patient_id,age")).to.deep.include({ records: 0, malformed: 0 });
    });

    it("the line behind one without end", async () => {
      const text = lines("patient_id,n", `p1,${"x".repeat(3_000_000)}`, "p2,a", "p3");
      const report = await loadText(text, { onMalformed: "skip", maximumMalformed: 1 });
      expect(report.rows).to.deep.equal([["p2", "a"]]);
      expect(places(report)).to.deep.equal([2, 4]);
    });
  });

  it("finds the patient's column and the filter's regardless of letter case and of spaces around", async () => {
    const text = lines(" Patient_ID ,HOSPITAL", "p1,north", "p2,south");
    const { rows } = await loadText(text, { where: { column: "hospital", equals: "south" } });
    expect(rows).to.deep.equal([["p2", "south"]]);
  });

  it("refuses a filter on a column that no table has", async () => {
    const text = lines("patient_id,hospital", "p1,north");
    const error = await rejection(loadText(text, { where: { column: "clinic", equals: "north" } }));
    expect(error).to.include({ code: "CONFIG_INVALID", field: "records.where.column" });
    expect(error.hint).to.contain("records: patient_id, hospital");
  });

  it("notes the tables that a filter leaves whole", async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, "a.csv"), "patient_id,hospital\np1,north\np2,south\n");
      await writeFile(join(folder, "b.csv"), "patient_id,lab\np1,1\np2,2\n");
      const tables = { a: "a.csv", b: "b.csv" };
      const report = await load({ tables, where: { column: "hospital", equals: "north" } }, folder);
      expect(report.tables).to.deep.equal({ a: 1, b: 2 });
      expect(report.notes).to.include("b: has no column 'hospital', so all its rows are read");
    });
  });

  describe("values", () => {
    const ROWS = lines(
      "patient_id;lab;day",
      "p1;12,5;31.12.1950",
      "p2;1.234,5;1.2.1960 ",
      "p3; NA ;?",
      "p4;7;31.02.1950",
    );

    it("become what SQL reads, where the config says how the site writes them", async () => {
      const { rows } = await loadText(ROWS, { decimal: ",", nulls: ["NA", "?"], dateFormat: "DD.MM.YYYY" });
      expect(rows).to.deep.equal([
        ["p1", "12.5", "1950-12-31"],
        ["p2", "1234.5", "1960-02-01"],
        ["p3", null, null],
        ["p4", "7", "31.02.1950"],
      ]);
    });

    it("stay as they are where it does not, and the report says what to set", async () => {
      const { rows, notes } = await loadText(ROWS);
      expect(rows[0]).to.deep.equal(["p1", "12,5", "31.12.1950"]);
      const text = notes!.join("\n");
      expect(text).to.match(/column 'lab' has 2 numbers with a decimal comma.*records\.decimal/);
      expect(text).to.match(/column 'day' has 3 dates.*DD\.MM\.YYYY/);
      expect(text).to.match(/column 'lab' has words for a missing value.*records\.nulls to \[NA\]/);
      expect(text).to.not.match(/12,5|1950/);
    });

    it("with a time, and with the month first", async () => {
      const text = lines("patient_id,t", "p1,2/1/1960 07:05", "p2,12/31/1999 7:05");
      const { rows } = await loadText(text, { dateFormat: "MM/DD/YYYY HH:mm" });
      expect(rows.map(([, t]) => t)).to.deep.equal(["1960-02-01 07:05:00", "1999-12-31 07:05:00"]);
    });

    for (const dateFormat of ["YYYYMMDD", "DD.MM.YY", "DD.MM.YYYY DD", "MM.YYYY!!"]) {
      it(`refuse the date format ${dateFormat}`, async () => {
        const error = await rejection(loadText(ROWS, { dateFormat }));
        expect(error).to.include({ code: "CONFIG_INVALID", field: "records.dateFormat" });
      });
    }
  });

  describe("options of one table", () => {
    const PATIENTS = lines("patient_id,weight,note", "p1,12.5,?");
    const LABS = lines("patient_id;value;note", "p1;12,5;Größe", "p2;NA;x");
    const labs = { path: "labs.csv", delimiter: ";", encoding: "windows-1252", decimal: ",", nulls: ["NA"] };

    /** Loads both files, with what is given for either. */
    async function both(config: { patients?: object; labs?: object; site?: object; text?: string }) {
      let result: (LoadedRecords & { rows: Rows }) | undefined;
      await inTemporaryFolder(async (folder) => {
        await writeFile(join(folder, "patients.csv"), config.text ?? PATIENTS);
        await writeFile(join(folder, "labs.csv"), Buffer.from(LABS, "latin1"));
        const patients = config.patients === undefined ? "patients.csv" : { path: "patients.csv", ...config.patients };
        result = await load({ tables: { patients, labs: { ...labs, ...config.labs } }, ...config.site }, folder);
      });
      return result!;
    }

    it("hold for it alone, and the report shows them", async () => {
      const { rows, notes } = await both({});
      expect(rows).to.deep.equal([
        ["p1", "12.5", "?"],
        ["p1", "12.5", "Größe"],
        ["p2", null, "x"],
      ]);
      expect(notes).to.include(
        'labs.csv: options of this table: delimiter ";", encoding "windows-1252", decimal ",", nulls ["NA"]',
      );
      expect(notes!.filter((note) => /patients.*options of/.test(note))).to.deep.equal([]);
    });

    it("win over the site's, which hold for the rest", async () => {
      const { rows, notes } = await both({
        site: { delimiter: "|", decimal: ".", nulls: ["?", "x"] },
        patients: { delimiter: "," },
      });
      expect(rows).to.deep.equal([
        ["p1", "12.5", null],
        ["p1", "12.5", "Größe"],
        ["p2", null, "x"],
      ]);
      expect(notes).to.include('patients.csv: options of this table: delimiter ","');
      expect(notes).to.include('patients.csv: options of all tables: decimal ".", nulls ["?","x"]');
    });

    it("skip in one table, and refuse in another", async () => {
      const text = lines("patient_id,weight,note", "p1,1,a", "p2,2");
      const report = await both({ text, patients: { onMalformed: "skip" } });
      expect(report).to.deep.include({ malformed: 1, tables: { patients: 1, labs: 2 } });
      expect(places(report)).to.deep.equal([3]);
      const error = await rejection(both({ text, labs: { onMalformed: "skip" } }));
      expect(error).to.include({ code: "RECORDS_MALFORMED" });
      expect(error.message).to.contain("patients.csv line 3: missing columns");
      const two = { text: text + lines("p3"), patients: { onMalformed: "skip" } };
      expect((await rejection(both(two))).hint).to.contain("(records.maximumMalformed)");
      const share = { ...two, patients: { onMalformed: "skip", maximumMalformed: 0.4 } };
      expect((await rejection(both(share))).hint).to.contain("(records.tables.patients.maximumMalformed)");
      expect((await both({ ...share, patients: { ...share.patients, maximumMalformed: 1 } })).malformed).to.equal(2);
    });

    for (const [what, own, field, text] of [
      ["option", { skip: true }, "skip", /the fields are path, onMalformed, .*delimiter, encoding, decimal, nulls/],
      ["encoding", { encoding: "ansi" }, "encoding", /must be one of utf-8, .*windows-1252/],
      ["decimal", { decimal: ";" }, "decimal", /must be one of \., ,\./],
      ["onMalformed", { onMalformed: "ignore" }, "onMalformed", /must be one of skip, refuse/],
      ["delimiter", { delimiter: ";;" }, "delimiter", /delimiter \(one character\)/],
      ["nulls", { nulls: "NA" }, "nulls", /nulls \(a list of words\)/],
      ["dateFormat", { dateFormat: "YYYYMMDD" }, "dateFormat", /DD\.MM\.YYYY/],
      ["byte-order mark", { encoding: "utf-16be" }, "encoding", /utf-16le/],
    ] as const) {
      it(`answer a wrong ${what} with the right ones, naming the table`, async () => {
        const text16 = Buffer.from(`\uFEFF${PATIENTS}`, "utf16le");
        const error = await rejection(both({ patients: own, text: text16 as unknown as string }));
        expect(error.code).to.equal("CONFIG_INVALID");
        expect(error.field).to.match(new RegExp(`(^|: )records\\.tables\\.patients\\.${field}$`));
        expect(`${error.message} ${error.hint}`).to.match(text);
      });
    }

    it("answer a wrong kind of table with the two there are", async () => {
      for (const table of [7, null, ["a.csv"], {}, { path: 7 }]) {
        const error = await rejection(load({ tables: { patients: table } }, "/"));
        expect(error.code).to.equal("CONFIG_INVALID");
        expect(error.field).to.match(/records\.tables\.patients/);
        expect(error.hint).to.contain("A table is a path, or takes path and");
      }
    });

    it("refuse what Parquet has not, and take nulls", () =>
      inTemporaryFolder(async (folder) => {
        await writeParquet(join(folder, "r.parquet"), lines("patient_id,age", "p1,?"));
        const table = (own: object) => load({ tables: { r: { path: "r.parquet", ...own } }, delimiter: ";" }, folder);
        expect((await table({ nulls: ["?"] })).rows).to.deep.equal([["p1", null]]);
        const error = await rejection(table({ decimal: "," }));
        expect(error).to.include({ code: "CONFIG_INVALID", field: "records.tables.r.decimal" });
        expect(error.hint).to.contain("nulls");
      }));

    it("are what the advice names where the table has its own", async () => {
      const { notes } = await both({ labs: { decimal: ".", nulls: [] } });
      const text = notes!.join("\n");
      expect(text)
        .to.contain("set records.tables.labs.decimal to ','")
        .and.contain("set records.tables.labs.nulls to [NA]");
      expect(text).to.contain(
        "patients.csv: column 'note' has words for a missing value; if they are, set records.nulls to [?]",
      );
    });

    it("leave the path what tells of changed records", () => {
      const config = { kind: "csv", tables: { a: "a.csv", b: { path: "sub/b.csv" } } };
      expect(recordPaths(config, "/site")).to.deep.equal(["/site/a.csv", "/site/sub/b.csv"]);
    });
  });

  it("reads Parquet with the same rows: text, empty as NULL, filtered", () =>
    inTemporaryFolder(async (folder) => {
      await writeParquet(
        join(folder, "r.parquet"),
        lines(
          "patient_id,hospital,age,day,flag",
          "p1,north,40,1950-12-31,true",
          "p2,north,,,",
          "p3,south,60,,",
          "p4,north,NA,,",
        ),
      );
      const config = {
        tables: { records: "r.parquet" },
        where: { column: "Hospital", equals: "north" },
        nulls: ["NA"],
      };
      const report = await load(config, folder);
      expect(report.rows).to.deep.equal([
        ["p1", "north", "40", "1950-12-31", "true"],
        ["p2", "north", null, null, null],
        ["p4", "north", null, null, null],
      ]);
      expect(report).to.include({ lines: 4, records: 3 });
      const error = await rejection(load({ ...config, patientId: "id" }, folder));
      expect(error).to.include({ code: "CONFIG_INVALID", field: "records.patientId" });
    }));
});

/** A Parquet file with the rows of a CSV text, types as DuckDB tells them. */
async function writeParquet(path: string, text: string): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, "in.csv"), text);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `COPY (FROM read_csv('${join(folder, "in.csv")}')) TO '${join(folder, "out.parquet")}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    const { readFile } = await import("node:fs/promises");
    await writeFile(path, await readFile(join(folder, "out.parquet")));
  });
}
