import { cp, mkdtemp, open as openFile, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { liveTables } from "@consilium/service/storage/liveTables.ts";
import { compact } from "@consilium/service/storage/openLevel.ts";
import { openStore, type Store } from "@consilium/service/storage/Store.ts";
import { isTableSound } from "@consilium/service/storage/tableChecksums.ts";
import { expect } from "chai";
import { Level } from "level";

const STORE_KEY = new Uint8Array(32).fill(7);
const open = (dir: string) => openStore(dir, { storeKey: STORE_KEY });

/** Documents of several families, bytes and secrets; some in tables, some in the log. */
async function fill(dir: string): Promise<void> {
  const first = await open(dir);
  for (let i = 0; i < 20; i++) {
    await first.batch([
      { type: "put", key: `query/${i}`, value: { cohort: [`0x${i}`, "x".repeat(200)] } },
      { type: "putSealed", key: `round/${i}/secrets`, bytes: new Uint8Array(96).fill(i) },
    ]);
  }
  await first.eraseSealed("round/1");
  await first.close();
  const second = await open(dir);
  for (let i = 0; i < 10; i++) {
    await second.put(`query/${i}`, { cohort: [`again ${i}`] });
    await second.putBytes(`round/${i}/y`, new Uint8Array(300).fill(i));
    await second.put(`end/${i}`, { outcome: "verified" });
  }
  await second.delete("query/19");
  await second.close();
}

async function contentOf(store: Store): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const entry of store.range("query/")) found.push(entry);
  for await (const entry of store.range("end/")) found.push(entry);
  for (let i = 0; i < 20; i++) {
    found.push(
      [...((await store.getBytes(`round/${i}/y`)) ?? [])],
      [...((await store.getSealed(`round/${i}/secrets`)) ?? [])],
    );
    found.push((await store.get(`query/${i}`)) ?? null);
  }
  return found;
}

type Documents = ReturnType<typeof documentsOf>;
const documentsOf = (level: Level<string, Uint8Array>) =>
  level.sublevel<string, Uint8Array>("documents", { valueEncoding: "view" });

/** Changes documents behind the store's back. */
async function changeDocuments(dir: string, change: (documents: Documents) => Promise<void>): Promise<void> {
  const level = new Level<string, Uint8Array>(dir);
  await change(documentsOf(level));
  await level.close();
}

async function damageOf(action: Promise<unknown>): Promise<FederationError | undefined> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error, "STORE_DAMAGED")) return error;
    throw error;
  }
  return undefined;
}

describe("a store on a disk that fails", () => {
  let folder: string;
  let dir: string;
  let whole: unknown[];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-damage-"));
    dir = join(folder, "store");
    await fill(dir);
    const store = await open(dir);
    whole = await contentOf(store);
    await store.put("end/11", { outcome: "in the log alone" });
    whole = await contentOf(store);
    await store.close();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  let copies = 0;
  async function copy(): Promise<string> {
    const to = join(folder, `copy-${copies++}`);
    await cp(dir, to, { recursive: true });
    await cp(`${dir}.head`, `${to}.head`);
    return to;
  }

  /** Right content, or STORE_DAMAGED: anything else fails. Says which. */
  async function judged(at: string): Promise<FederationError | "right"> {
    let store: Store | undefined;
    const content = async () => {
      store = await open(at);
      return contentOf(store);
    };
    try {
      const reading = content();
      const damage = await damageOf(reading);
      if (damage !== undefined) return damage;
      expect(await reading).to.deep.equal(whole);
      return "right";
    } finally {
      await store?.close();
      await rm(at, { recursive: true, force: true });
      await rm(`${at}.head`, { force: true });
    }
  }

  const dataFiles = async () => (await readdir(dir)).filter((name) => !/^LO(G|CK)/.test(name));

  it("never answers a flipped byte, wherever it is, with other content or with nothing", async () => {
    const counts = { right: 0, damaged: 0 };
    for (const name of [...(await dataFiles()).map((file) => join("", "/", file)), ".head"]) {
      const bytes = await readFile(`${dir}${name}`);
      const step = Math.max(1, Math.floor(bytes.length / (name === ".head" ? 24 : 16)));
      for (let at = 0; at < bytes.length; at += step) {
        const to = await copy();
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        await writeFile(`${to}${name}`, changed);
        const verdict = await judged(to);
        counts[verdict === "right" ? "right" : "damaged"] += 1;
      }
    }
    expect(counts.damaged, JSON.stringify(counts)).to.be.greaterThan(20);
  }).timeout(120_000);

  it("sees a flip of any byte of a table before LevelDB reads it, which could end the process", async () => {
    const tables = (await readdir(dir)).filter((name) => name.endsWith(".ldb"));
    expect(tables).to.not.deep.equal([]);
    for (const name of tables) {
      const bytes = await readFile(join(dir, name));
      expect(isTableSound(bytes)).to.equal(true);
      expect(isTableSound(Buffer.concat([bytes, bytes.subarray(-48)]))).to.equal(false);
      for (let at = 0; at < bytes.length; at++) {
        bytes[at]! ^= 1 << (at % 8);
        expect(isTableSound(bytes), `${name} byte ${at}`).to.equal(false);
        bytes[at]! ^= 1 << (at % 8);
      }
    }
    const to = await copy();
    const changed = await readFile(join(to, tables[0]!));
    changed[10]! ^= 1;
    await writeFile(join(to, tables[0]!), changed);
    expect((await damageOf(open(to)))!.field).to.equal(join(to, tables[0]!));
  });

  it("opens over the tables of a process that died while it wrote them, and leaves none behind", async () => {
    const tables = (await readdir(dir)).filter((name) => name.endsWith(".ldb"));
    const bytes = await readFile(join(dir, tables[0]!));
    for (const part of [0, 1, 47, 48, Math.floor(bytes.length / 2), bytes.length - 1, bytes.length]) {
      const to = await copy();
      // LevelDB's next number, and one that is far off; the older name for a table too.
      const unfinished = ["000009.ldb", "123456.ldb", "123457.sst"].filter((name) => !tables.includes(name));
      for (const name of unfinished) await writeFile(join(to, name), bytes.subarray(0, part));
      const store = await open(to);
      expect(await contentOf(store)).to.deep.equal(whole);
      await store.close();
      expect((await readdir(to)).filter((name) => unfinished.includes(name) && name !== "000009.ldb")).to.deep.equal(
        [],
      );
      expect(await judged(to)).to.equal("right");
    }
  });

  it("reads in the manifest which tables LevelDB reads: from many edits, and from one that was cut off", async () => {
    const at = join(folder, "manifest");
    const level = new Level<string, Uint8Array>(at, {
      valueEncoding: "view",
      compression: false,
      writeBufferSize: 65_536,
    });
    const tablesAt = async () =>
      (await readdir(at)).flatMap((name) => (name.endsWith(".ldb") ? [Number.parseInt(name, 10)] : [])).sort();
    const manifest = async () => join(at, (await readFile(join(at, "CURRENT"), "utf8")).trim());
    expect(await liveTables(at)).to.deep.equal(new Set());
    await level.open();
    await level.put("first", new Uint8Array(9));
    await level.close();
    // The second start writes the log's record into a table, and the table into a manifest that it begins.
    await level.open();
    await level.close();
    expect([...(await liveTables(at))]).to.deep.equal(await tablesAt());
    const bytes = await readFile(await manifest());
    await truncate(await manifest(), bytes.length - 1);
    expect(await liveTables(at)).to.deep.equal(new Set());
    await writeFile(await manifest(), bytes);

    // Keys of a kilobyte make edits of two, so that their records cross the manifest's blocks of 32,768 bytes.
    await level.open();
    for (let i = 0; i < 400; i++) {
      await level.put(`${String(i % 40).padStart(3, "0")}${"k".repeat(1000)}`, new Uint8Array(8000).fill(i));
    }
    await compact(level, "", "~");
    await level.close();
    expect((await readFile(await manifest())).length).to.be.greaterThan(32_768);
    expect([...(await liveTables(at))].sort()).to.deep.equal(await tablesAt());
  });

  it("sees a zeroed, cut, emptied or deleted file", async () => {
    const outcomes: Record<string, string[]> = {};
    for (const name of await dataFiles()) {
      const { length } = await readFile(join(dir, name));
      for (const damage of [
        (path: string) => writeFile(path, Buffer.alloc(length)),
        (path: string) => truncate(path, Math.floor(length / 2)),
        (path: string) => writeFile(path, ""),
        (path: string) => rm(path),
      ]) {
        const to = await copy();
        await damage(join(to, name));
        const verdict = await judged(to);
        outcomes[name] = [...(outcomes[name] ?? []), verdict === "right" ? "right" : verdict.code];
      }
    }
    const log = Object.entries(outcomes).find(([name]) => name.endsWith(".log"))!;
    expect(log[1], "the log holds an acknowledged write").to.deep.equal(Array(4).fill("STORE_DAMAGED"));
  }).timeout(60_000);

  it("sees an older copy, another store's records, and a lost folder or head", async () => {
    const older = await copy();
    const newer = await copy();
    const store = await open(newer);
    await store.put("query/77", { cohort: ["new"] });
    await store.close();
    await rm(newer, { recursive: true });
    await rename(older, newer);
    const rolledBack = await damageOf(open(newer));
    expect(rolledBack!.message).to.match(/ends with write \d+, and write \d+ was acknowledged/);
    expect(rolledBack!.field).to.equal(newer);
    expect(rolledBack!.hint).to.include("store.head");

    const emptied = await copy();
    await rm(emptied, { recursive: true });
    expect((await damageOf(open(emptied)))!.message).to.include("ends with write 0");
    const headless = await copy();
    await rm(`${headless}.head`);
    expect((await damageOf(open(headless)))!.field).to.equal(`${headless}.head`);
    const other = join(folder, "other");
    await fill(other);
    const mixed = await copy();
    await cp(`${other}.head`, `${mixed}.head`);
    expect((await damageOf(open(mixed)))!.code).to.equal("STORE_DAMAGED");
  }).timeout(20_000);

  it("names the record that was changed or moved, and the family that lost or won one", async () => {
    const documents = async (change: (level: Documents) => Promise<void>) => {
      const to = await copy();
      await changeDocuments(to, change);
      return damageOf(open(to));
    };
    const moved = await documents(async (level) => level.put("query/3", (await level.get("query/4"))!));
    expect(moved!.field).to.equal("documents query/3");
    const forged = await documents(async (level) => {
      const value = Buffer.from((await level.get("end/2"))!);
      value[value.length - 3]! ^= 1;
      await level.put("end/2", value);
    });
    expect(forged!.field).to.equal("documents end/2");
    const lost = await documents((level) => level.del("query/5"));
    expect([lost!.field, lost!.message.includes("Of 19 records of this family, 18 are there")]).to.deep.equal([
      "documents query/…",
      true,
    ]);
    const returned = join(folder, "returned");
    const put = async (text: string) => {
      const store = await open(returned);
      await store.put("query/1", { cohort: [text] });
      await store.close();
    };
    await put("old");
    let before: Uint8Array | undefined;
    await changeDocuments(returned, async (level) => {
      before = await level.get("query/1");
    });
    await put("new");
    await changeDocuments(returned, (level) => level.put("query/1", before!));
    expect((await damageOf(open(returned)))!.message).to.include("not those that were written last");
  });

  it("sees what happens to its files while it is open", async () => {
    const at = await copy();
    const store = await open(at);
    for (const name of await readdir(at)) {
      if (!name.endsWith(".ldb")) continue;
      // Inside values, where LevelDB itself cannot notice.
      const bytes = await readFile(join(at, name));
      const file = await openFile(join(at, name), "r+");
      for (let place = bytes.indexOf("xxxx"); place >= 0; place = bytes.indexOf("xxxx", place + 4)) {
        await file.write("y", place);
      }
      await file.close();
    }
    const answers = { right: 0, damaged: 0 };
    for (let i = 0; i < 19; i++) {
      const reading = store.get(`query/${i}`);
      const damage = await damageOf(reading);
      if (damage === undefined) expect(await reading).to.not.equal(undefined);
      else expect(damage.field).to.equal(`documents query/${i}`);
      answers[damage === undefined ? "right" : "damaged"] += 1;
    }
    expect(answers.damaged, JSON.stringify(answers)).to.be.greaterThan(0);
    await store.close();
  });

  it("answers right while writes of the same keys are on their way, and takes many at once", async () => {
    const at = join(folder, "busy");
    const store = await open(at);
    const writes = Array.from({ length: 300 }, (_, i) => store.put(`k/${i % 7}`, { i }));
    const reads = Array.from({ length: 300 }, (_, i) => store.get<{ i: number }>(`k/${i % 7}`));
    for (const [i, value] of (await Promise.all(reads)).entries()) {
      if (value !== undefined) expect(value.i % 7).to.equal(i % 7);
    }
    await Promise.all(writes);
    await store.close();
    const reopened = await open(at);
    for (let k = 0; k < 7; k++) {
      const last = Array.from({ length: 300 }, (_, i) => i)
        .filter((i) => i % 7 === k)
        .at(-1);
      expect(await reopened.get(`k/${k}`)).to.deep.equal({ i: last });
    }
    await reopened.close();
  });
});
