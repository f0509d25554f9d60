import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { sealValue, unsealValue } from "@consilium/service/storage/sealedValue.ts";
import { expect } from "chai";
import { Level } from "level";

const CHILD = fileURLToPath(new URL("storage.child.ts", import.meta.url));
const STORE_KEY = new Uint8Array(32).fill(7);

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error)) return error.code;
    throw error;
  }
  return "none";
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function spawnChild(dir: string, mode: string): Promise<{ child: ChildProcess; lines: AsyncIterator<string> }> {
  const child = spawn(process.execPath, [CHILD, dir, mode], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  expect((await lines.next()).value).to.equal("open");
  return { child, lines };
}

describe("store", () => {
  let folder: string;
  let dir: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-store-"));
    dir = join(folder, "store");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("keeps documents, bytes and secrets apart under the same key, over a reopening", async () => {
    const first = await openStore(dir, { storeKey: STORE_KEY });
    await first.put("a", { n: 1 });
    await first.putBytes("a", Uint8Array.of(1, 2));
    await first.putSealed("a", Uint8Array.of(3, 4));
    await first.close();
    const second = await openStore(dir, { storeKey: STORE_KEY });
    expect(await second.get("a")).to.deep.equal({ n: 1 });
    expect(Array.from((await second.getBytes("a"))!)).to.deep.equal([1, 2]);
    expect(Array.from((await second.getSealed("a"))!)).to.deep.equal([3, 4]);
    await second.delete("a");
    expect(await second.get("a")).to.equal(undefined);
    expect(await second.getBytes("b")).to.equal(undefined);
    expect(await second.getSealed("b")).to.equal(undefined);
    expect(await second.getBytes("a")).to.have.length(2);
    await second.close();
  });

  it("ranges over a prefix in key order, documents only", async () => {
    const store = await openStore(dir, { storeKey: STORE_KEY });
    await store.batch([
      { type: "put", key: "round/2/b", value: 2 },
      { type: "put", key: "round/2/a", value: 1 },
      { type: "put", key: "round/2/~", value: 3 },
      { type: "put", key: "round/20", value: 9 },
      { type: "put", key: "round/1/z", value: 9 },
      { type: "putBytes", key: "round/2/c", bytes: Uint8Array.of(1) },
    ]);
    expect(await collect(store.range("round/2/"))).to.deep.equal([
      ["round/2/a", 1],
      ["round/2/b", 2],
      ["round/2/~", 3],
    ]);
    await store.close();
  });

  it("writes all of a batch or none of it", async () => {
    const store = await openStore(dir, { storeKey: STORE_KEY });
    const bad = store.batch([
      { type: "put", key: "good", value: 1 },
      { type: "put", key: "bad key", value: 2 },
    ]);
    expect(await codeOf(bad)).to.equal("REQUEST_INVALID");
    expect(await store.get("good")).to.equal(undefined);
    await store.close();
  });

  it("refuses an undefined document and keys that are empty, long or not printable ASCII", async () => {
    const store = await openStore(dir);
    expect(await codeOf(store.put("k", undefined))).to.equal("REQUEST_INVALID");
    for (const key of ["", "a b", "é", "\u0000", "\x7f", "x".repeat(513)]) {
      expect(await codeOf(store.put(key, 1))).to.equal("REQUEST_INVALID");
      expect(await codeOf(store.get(key))).to.equal("REQUEST_INVALID");
    }
    await store.close();
  });

  it("opens a secret only under its own store key and its own name", async () => {
    const store = await openStore(dir, { storeKey: STORE_KEY });
    await store.putSealed("mask/1", Uint8Array.of(1, 2, 3));
    await store.close();

    expect(await codeOf(openStore(dir, { storeKey: new Uint8Array(32).fill(8) }))).to.equal("KEYSTORE_LOCKED");
    expect(await codeOf(openStore(dir))).to.equal("KEYSTORE_LOCKED");
    const keyless = await openStore(join(dir, "keyless"));
    expect(await codeOf(keyless.putSealed("mask/2", Uint8Array.of(1)))).to.equal("KEYSTORE_LOCKED");
    await keyless.close();
  });

  it("seals a value to its name and its store key", () => {
    const sealed = sealValue(STORE_KEY, "mask/1", Uint8Array.of(1, 2, 3));
    expect(Array.from(unsealValue(STORE_KEY, "mask/1", sealed))).to.deep.equal([1, 2, 3]);
    for (const [key, name] of [
      [STORE_KEY, "mask/2"],
      [new Uint8Array(32).fill(8), "mask/1"],
    ] as const) {
      expect(() => unsealValue(key, name, sealed))
        .to.throw()
        .with.property("code", "KEYSTORE_LOCKED");
    }
  });

  it("never writes a secret in the clear, and erases its ciphertext from the files", async () => {
    const secret = globalThis.crypto.getRandomValues(new Uint8Array(64));
    const first = await openStore(dir, { storeKey: STORE_KEY });
    await first.putSealed("round/1/seed", secret);
    await first.putSealed("round/2/seed", secret);
    await first.close();
    const raw = new Level<string, unknown>(dir);
    const sealed = await raw.sublevel<string, Uint8Array>("sealed", { valueEncoding: "view" }).get("round/1/seed");
    await raw.close();
    expect((await allFiles(dir)).includes(Buffer.from(secret))).to.equal(false);
    expect((await allFiles(dir)).includes(Buffer.from(sealed!))).to.equal(true);

    const second = await openStore(dir, { storeKey: STORE_KEY });
    await second.eraseSealed("round/1/");
    expect((await allFiles(dir)).includes(Buffer.from(sealed!))).to.equal(false);
    expect(await second.getSealed("round/1/seed")).to.equal(undefined);
    expect(Array.from((await second.getSealed("round/2/seed"))!)).to.deep.equal(Array.from(secret));
    await second.close();
  });

  it("tells that another process, or this one, holds the store", async () => {
    const { child } = await spawnChild(dir, "hold");
    try {
      expect(await codeOf(openStore(dir))).to.equal("STORE_IN_USE");
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const store = await openStore(dir, { storeKey: STORE_KEY });
    expect(await codeOf(openStore(dir))).to.equal("STORE_IN_USE");
    await store.close();
  });

  it("has every acknowledged durable write after kill -9", async () => {
    const { child, lines } = await spawnChild(dir, "write");
    let acknowledged = -1;
    while (acknowledged < 150) acknowledged = Number((await lines.next()).value);
    child.kill("SIGKILL");
    await once(child, "exit");
    for (let line = await lines.next(); !line.done; line = await lines.next()) acknowledged = Number(line.value);

    const store = await openStore(dir, { storeKey: STORE_KEY });
    for (let i = 0; i <= acknowledged; i++) {
      expect(await store.get(`doc/${i}`)).to.deep.equal({ i });
      expect(Array.from((await store.getSealed(`doc/${i}`))!)).to.deep.equal([i & 0xff]);
    }
    await store.close();
  }).timeout(30_000);
});

async function allFiles(dir: string): Promise<Buffer> {
  return Buffer.concat(await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name)))));
}
