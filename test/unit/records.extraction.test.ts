import { execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { extractFeatures } from "@consilium/node/records/extractFeatures.ts";
import type { ExtractionRequest } from "@consilium/node/records/extraction.child.ts";
import { FeatureCache } from "@consilium/node/records/FeatureCache.ts";
import { RowCounts } from "@consilium/node/records/RowCounts.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import { describeWithShared } from "../clinicalData.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { inTemporaryFolder, rejection, rowsOf, studyWithSql } from "./records.fixture.ts";

const CHILD = resolve(import.meta.dirname, "../../node/src/records/extraction.child.ts");
const HEADER = "patient_id,age,lab,y,split";
const SQL =
  "SELECT patient_id, CAST(age AS DOUBLE) AS age, CAST(lab AS DOUBLE) AS lab, CAST(y AS INTEGER) AS y, split FROM records";

function sourceIn(folder: string, more: object = {}) {
  const config = { kind: "csv", tables: { records: "r.csv" }, patientId: "patient_id", onMalformed: "refuse", ...more };
  return createRecordSource(config, folder);
}

/** Extracts from rows of text under the header. */
async function extract(rows: readonly string[], sql = SQL, more: object = {}, limits = {}) {
  let result: Awaited<ReturnType<typeof extractFeatures>> | undefined;
  await inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, "r.csv"), `${[HEADER, ...rows].join("\n")}\n`);
    result = await extractFeatures({
      policy: TEST_POLICY,
      source: sourceIn(folder, more),
      study: studyWithSql(sql),
      limits,
    });
  });
  return result!;
}

/** Processes that this one started and that run an extraction. */
async function children(of: number | "self" = "self"): Promise<number[]> {
  const path = of === "self" ? `/proc/self/task/${process.pid}/children` : `/proc/${of}/task/${of}/children`;
  return (await readFile(path, "utf8").catch(() => "")).trim().split(" ").filter(Boolean).map(Number);
}

/** Reads /proc, which other systems do not have. */
const itOnLinux = (title: string, test: () => Promise<void>) =>
  process.platform === "linux" ? it(title, test) : it.skip(`${title} (skipped: no /proc on ${process.platform})`, test);

describe("extraction in a process of its own", function () {
  this.timeout(30_000);

  it("gives the table, with NaN and all, and leaves no process behind", async () => {
    const { table, report } = await extract(["p2,40,,1,train", "p1,200,1.5,0,test"]);
    expect(table.patientIds).to.deep.equal(["p1", "p2"]);
    expect(rowsOf(table)).to.deep.equal([
      [110, 1.5, 0],
      [40, Number.NaN, 1],
    ]);
    expect(table.heldOut).to.deep.equal([true, false]);
    expect(report).to.deep.include({ rows: 2, records: 2, clamped: { age: 1, lab: 0, y: 0 } });
    if (process.platform === "linux") await expectNone();
  });

  describeWithShared("cases", (cases) => {
    itOnLinux("sql-memory: refused within 1 GiB", async () => {
      const sql = await readFile(join(cases, "sql-memory", "features.sql"), "utf8");
      let peakKiB = 0;
      let isOver = false;
      const watch = (async () => {
        while (!isOver) {
          for (const pid of await children()) {
            const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
            peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
          }
          await sleep(5);
        }
      })();
      const error = await rejection(extract(["p1,40,1,1,train"], sql));
      isOver = true;
      await watch;
      expect(error).to.include({ code: "QUERY_REFUSED", field: "features.sql" });
      expect(peakKiB).to.be.within(1, 1_024 * 1_024);
    });
  });

  for (const [what, value] of [
    ["repeat", "strlen(repeat('x', 1500000000))"],
    ["two strings", "strlen(concat(repeat('x', 700000000), repeat('y', 700000000)))"],
    ["a list", "len(range(400000000))"],
    ["an aggregate", "(SELECT length(string_agg(repeat('x', 1000000), '')) FROM range(3000))"],
  ] as const) {
    it(`refuses ${what} that wants more memory`, async () => {
      const error = await rejection(
        extract(["p1,40,1,1,train"], `SELECT patient_id, ${value} AS age, 1.0 AS lab, 1 AS y, split FROM records`),
      );
      expect(error.code).to.equal("QUERY_REFUSED");
    });
  }

  it("lets a query have what it may have", async () => {
    const sql =
      "SELECT patient_id, strlen(repeat(repeat('x', 1000000), 500)) / 1e7 AS age, 1.0 AS lab, 1 AS y, split FROM records";
    const { table } = await extract(["p1,40,1,1,train"], sql);
    expect(rowsOf(table)).to.deep.equal([[50, 1, 1]]);
  });

  itOnLinux("has the system's limit on its data, and no core file", async () => {
    const sql =
      "SELECT count(*)::VARCHAR AS patient_id, 1 AS age, 1 AS lab, 1 AS y, 'train' AS split FROM range(500000000000)";
    const refused = rejection(extract(["p1,40,1,1,train"], sql, { memoryMiB: 600 }, { queryTimeoutMs: 500 }));
    let limits = "";
    while (!limits.includes(String(1_112 * 2 ** 20))) {
      const [pid] = await children();
      // Undefined once the process has gone: it never had the limit.
      if (pid === undefined && limits !== "") break;
      if (pid !== undefined) limits = await readFile(`/proc/${pid}/limits`, "utf8").catch(() => limits);
      await sleep(5);
    }
    expect((await refused).code).to.equal("QUERY_REFUSED");
    // 600 MiB, and the 512 that V8 sets aside for machine code.
    expect(limits).to.match(/^Max data size +1166016512 /m);
    expect(limits).to.match(/^Max core file size +0 /m);
  });

  it("ends a query that heeds no interrupt", async () => {
    // One value that takes hours: DuckDB looks for an interrupt between vectors only.
    const sql = `SELECT patient_id, levenshtein(repeat(patient_id, 1000000), repeat(split, 500000)) AS age,
      1.0 AS lab, 1 AS y, split FROM records`;
    const error = await rejection(extract(["p1,40,1,1,train"], sql, {}, { queryTimeoutMs: 300 }));
    expect(error.code).to.equal("QUERY_REFUSED");
    expect(error.message).to.contain("It runs longer than 300 ms");
    await expectNone();
  });

  it("ends itself above its memory where the system has no such limit", async () => {
    const child = fork(CHILD, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const study = studyWithSql(
      "SELECT count(*)::VARCHAR AS patient_id, 1 AS age, 1 AS lab, 1 AS y, 'train' AS split FROM range(500000000000)",
    );
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, "r.csv"), `${HEADER}\np1,40,1,1,train\n`);
      const { config, directory } = sourceIn(folder).origin;
      const limits = { queryTimeoutMs: 600_000, memoryMiB: 64 };
      child.send({ config, directory, study, policy: TEST_POLICY, limits, processMiB: 1 } satisfies ExtractionRequest);
      const [, signal] = await once(child, "exit");
      expect(signal).to.equal("SIGKILL");
    });
  });

  itOnLinux("ends with its parent, also where that one is killed", async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, "r.csv"), `${HEADER}\np1,40,1,1,train\n`);
      const script = join(folder, "parent.ts");
      const root = resolve(import.meta.dirname, "..", "..");
      await writeFile(
        script,
        `import { createRecordSource } from "${root}/node/src/records/createRecordSource.ts";
         import type { ExtractionRequest } from "@consilium/node/records/extraction.child.ts";
import { extractFeatures } from "${root}/node/src/records/extractFeatures.ts";
import { TEST_POLICY } from "${root}/test/support/testPolicy.ts";
         import { studyWithSql } from "${root}/test/unit/records.fixture.ts";
         const study = studyWithSql("SELECT count(*)::VARCHAR AS patient_id, 1 AS age, 1 AS lab, 1 AS y, 'train' AS split FROM range(500000000000)");
         const config = { kind: "csv", tables: { records: "r.csv" }, patientId: "patient_id", onMalformed: "refuse" };
         await extractFeatures({ policy: TEST_POLICY, source: createRecordSource(config, ${JSON.stringify(folder)}), study });`,
      );
      const parent = spawn(process.execPath, [script], { stdio: "ignore" });
      let pids: number[] = [];
      while (pids.length === 0) {
        pids = await children(parent.pid!);
        await sleep(50);
      }
      // More of a processor than a start takes: the query runs.
      while ((await cpuTicks(pids[0]!)) < 300) await sleep(50);
      parent.kill("SIGKILL");
      await once(parent, "exit");
      while (await isAlive(pids[0]!)) await sleep(50);
    });
  });

  it("means the same day in every time zone", async () => {
    const script = resolve(import.meta.dirname, "support", "timeZone.child.ts");
    const outputs = await Promise.all(
      ["America/New_York", "Asia/Shanghai", "UTC"].map(async (TZ) => {
        const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TZ } });
        return stdout.trim();
      }),
    );
    expect(outputs).to.deep.equal(["[[15,1,1]]", "[[15,1,1]]", "[[15,1,1]]"]);
  });
});

describe("bad values", function () {
  this.timeout(60_000);
  const GOOD = ["p1,40,1.5,1,train", "p2,50,2.5,0,train"];

  for (const [value, quoted] of [
    ["?", "?"],
    ["n.a.", "n.a."],
    ["12,5", '"12,5"'],
    ["31.12.1950", "31.12.1950"],
  ] as const) {
    it(`${value} names file, line and column, and what the site can do`, async () => {
      const error = await rejection(extract([...GOOD, `p3,60,${quoted},1,train`]));
      expect(error).to.include({ code: "RECORDS_MALFORMED" });
      expect(error.message).to.contain("r.csv line 4, column 'lab': not a DOUBLE");
      expect(error.hint).to.match(/records\.nulls.*records\.decimal.*records\.dateFormat/);
      expect(JSON.stringify([error.message, error.stack, String(error.cause)])).to.not.contain(
        value === "?" ? "'?'" : value,
      );
    });
  }

  it("of a date, cast behind other functions", async () => {
    const sql = SQL.replace(
      "CAST(age AS DOUBLE)",
      "date_diff('day', CAST(trim(r.age) AS DATE), DATE '2020-01-01') / 365.25",
    ).replace("FROM records", "FROM records r");
    const error = await rejection(extract(["p1,1950-01-01,1,1,train", "p2,01.02.1950,1,1,train"], sql));
    expect(error.message).to.contain("r.csv line 3, column 'age': not a DATE");
  });

  it("blames no row that the query leaves out before the cast", async () => {
    const sql = `${SQL} WHERE split <> 'none'`;
    const error = await rejection(extract(["p1,old,1,1,none", "p2,new,1,1,train"], sql));
    expect(error.message).to.contain("line 3").and.not.contain("line 2");
  });

  it("pass where the config says how the site writes them", async () => {
    const rows = ['p1,"40,5",?,1,train'];
    const { table } = await extract(rows, SQL, { decimal: ",", nulls: ["?"] });
    expect(rowsOf(table)).to.deep.equal([[40.5, Number.NaN, 1]]);
  });

  it("an unknown column: the error lists the table's", async () => {
    const error = await rejection(extract(GOOD, SQL.replace("CAST(lab", "CAST(labs")));
    expect(error.code).to.equal("QUERY_REFUSED");
    expect(error.hint).to.contain("records (patient_id, age, lab, y, split)");
  });
});

describe("feature cache", function () {
  this.timeout(60_000);

  it("feature-cache: takes a corrected value of equal size and time", () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, "r.csv");
      const day = new Date("2026-01-01T00:00:00Z");
      const cache = new FeatureCache(sourceIn(folder), [path], TEST_POLICY, silentLogger);
      const study = studyWithSql(SQL);
      for (const age of [50, 60]) {
        await writeFile(path, `${HEADER}\np1,${age},1,0,train\n`);
        await utimes(path, day, day);
        expect(rowsOf((await cache.extraction(study)).table)).to.deep.equal([[age, 1, 0]]);
      }
      expect(await cache.extraction(study)).to.equal(await cache.extraction(study));
    }));

  it("refuses a fall in rows until the operator accepts it", () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, "r.csv");
      const study = studyWithSql(SQL);
      const source = sourceIn(folder);
      const write = (count: number) =>
        writeFile(path, `${HEADER}\n${Array.from({ length: count }, (_, i) => `p${i},40,1,0,train\n`).join("")}`);
      const extraction = async () => {
        // Another process each time: what it knows is on disk.
        const cache = new FeatureCache(
          source,
          [path],
          TEST_POLICY,
          silentLogger,
          new RowCounts(join(folder, "state"), source),
        );
        return (await cache.extraction(study)).report.rows;
      };
      await write(40);
      expect(await extraction()).to.equal(40);
      await write(36);
      expect(await extraction()).to.equal(36);
      await write(20);
      for (let again = 0; again < 2; again++) {
        const error = await rejection(extraction());
        expect(error).to.include({ code: "RECORDS_FEWER" });
        expect(error.message).to.contain("the table 'records' had 36 rows and now has 20");
        expect(error.hint).to.contain("--accept-fewer-rows");
      }
      const { report } = await extractFeatures({ policy: TEST_POLICY, source, study });
      await new RowCounts(join(folder, "state"), source).accept(study, report);
      expect(await extraction()).to.equal(20);
    }));
});

async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return status !== "" && !/\) Z /.test(status);
}

/** Time that a process has had of a processor, in hundredths of a second (user and system). */
async function cpuTicks(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]!.split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

async function expectNone(): Promise<void> {
  for (let waited = 0; (await children()).length > 0 && waited < 200; waited++) await sleep(50);
  expect(await children()).to.deep.equal([]);
}
