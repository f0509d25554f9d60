import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { DirectoryLock } from "@consilium/service/files/DirectoryLock.ts";
import { makeDirectory, replaceFile, writeNewFile } from "@consilium/service/files/durableFile.ts";
import { replaceFolder, writeNewFolder } from "@consilium/service/files/durableFolder.ts";
import { expect } from "chai";

const CHILD = fileURLToPath(new URL("files.child.ts", import.meta.url));

async function caught(action: Promise<unknown>): Promise<FederationError> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error("It did not throw.");
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe("durable files and locks", () => {
  let dir: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-files-"));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
    await rm(dir, { recursive: true, force: true });
  });

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async function start(mode: string): Promise<{ child: ChildProcess; lines: AsyncIterator<string> }> {
    const child = spawn(process.execPath, [CHILD, mode, dir], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    expect((await lines.next()).value).to.equal("ready");
    return { child, lines };
  }

  it("writes a new file for its owner alone, and never over another", async () => {
    const path = join(dir, "key");
    await writeNewFile(path, "first");
    expect(await modeOf(path)).to.equal(0o600);
    const error = await caught(writeNewFile(path, "second"));
    expect([error.code, error.field]).to.deep.equal(["CONFIG_INVALID", path]);
    expect(error.message).to.include("never overwritten");
    expect(await readFile(path, "utf8")).to.equal("first");
    const nowhere = join(dir, "absent", "key");
    expect((await caught(writeNewFile(nowhere, "x"))).field).to.equal(nowhere);
    expect(await readdir(dir)).to.deep.equal(["key"]);
  });

  it("replaces a file, with the mode that is asked for, and leaves nothing beside it when it fails", async () => {
    const path = join(dir, "file");
    await writeFile(path, "old", { mode: 0o666 });
    await replaceFile(path, Uint8Array.of(1, 2));
    expect(Array.from(await readFile(path))).to.deep.equal([1, 2]);
    expect(await modeOf(path)).to.equal(0o600);
    await replaceFile(path, "public", { mode: 0o644 });
    expect(await modeOf(path)).to.equal(0o644);
    await mkdir(join(dir, "taken", "inside"), { recursive: true });
    expect((await caught(replaceFile(join(dir, "taken"), "x"))).code).to.equal("CONFIG_INVALID");
    expect((await readdir(dir)).sort()).to.deep.equal(["file", "taken"]);
  });

  it("makes folders that only their owner can list", async () => {
    await makeDirectory(join(dir, "a", "b", "c"));
    for (const path of ["a", "a/b", "a/b/c"]) expect(await modeOf(join(dir, path)), path).to.equal(0o700);
    await makeDirectory(join(dir, "a", "b", "c"));
  });

  it("gives a folder its name only where none is, and replaces one whole", async () => {
    const path = join(dir, "folder");
    await writeNewFolder(path, [
      { path: "a", content: "1" },
      { path: "sub/run", content: () => "2", mode: 0o700 },
    ]);
    expect([await modeOf(join(path, "a")), await modeOf(join(path, "sub/run"))]).to.deep.equal([0o600, 0o700]);
    const refused = await writeNewFolder(path, [{ path: "a", content: "3" }]).catch((error) => error.code);
    expect(refused).to.be.oneOf(["ENOTEMPTY", "EEXIST"]);
    expect(await readFile(join(path, "a"), "utf8")).to.equal("1");
    await replaceFolder(path, [{ path: "b", content: "4" }]);
    expect(await readdir(path)).to.deep.equal(["b"]);
    expect(await readdir(dir)).to.deep.equal(["folder"]);
  });

  it("leaves the old or the new, whole, after kill -9 at any moment", async () => {
    for (let round = 0; round < 12; round++) {
      const { child } = await start("write");
      await delay(20 + 13 * round);
      await kill(child);
      const names = (await readdir(dir)).filter((name) => !name.startsWith("."));
      for (const name of names) {
        const paths = name === "file" ? [name] : [join(name, "a"), join(name, "sub/b")];
        const texts = await Promise.all(paths.map((path) => readFile(join(dir, path), "utf8")));
        expect(new Set(texts.join("")).size, `${name}: of one writing`).to.equal(1);
        for (const text of texts) expect(text.length, name).to.equal(400_000);
      }
    }
  }).timeout(60_000);

  it("refuses a lock that a living process holds, and names the holder", async () => {
    const { child } = await start("hold");
    const error = await caught(DirectoryLock.acquire(dir, "this test"));
    expect(error.code).to.equal("STORE_IN_USE");
    expect(error.field).to.equal(dir);
    expect(error.message).to.include(`pid ${child.pid}`).and.include("uses this test");
    await kill(child);
    const mine = await DirectoryLock.acquire(dir);
    expect((await caught(DirectoryLock.acquire(dir))).message, "this process's other parts too").to.include(
      `pid ${process.pid}`,
    );
    await mine.release();
    await (await DirectoryLock.acquire(dir)).release();
  });

  it("takes over a lock that a dead process left, though its pid lives on as another process", async () => {
    for (const left of [
      String(process.pid),
      `${JSON.stringify({ pid: process.pid, startedAt: "long ago" })}\n`,
      `${JSON.stringify({ pid: 1, host: "elsewhere", since: "2020-01-01T00:00:00.000Z" })}\n`,
      "\0\0\0\0",
      "",
    ]) {
      await writeFile(join(dir, "lock"), left);
      await (await DirectoryLock.acquire(dir)).release();
    }
  });

  it("gives a lock to exactly one of several processes that want it at once", async () => {
    for (let round = 0; round < 3; round++) {
      await writeFile(join(dir, "lock"), String(process.pid));
      const racers = await Promise.all([1, 2, 3, 4].map(() => start("race")));
      for (const { child } of racers) child.stdin!.write("go\n");
      const said = await Promise.all(racers.map(async ({ lines }) => (await lines.next()).value));
      expect(said.sort()).to.deep.equal(["STORE_IN_USE", "STORE_IN_USE", "STORE_IN_USE", "won"]);
      await Promise.all(racers.map(({ child }) => kill(child)));
    }
  }).timeout(60_000);
});
