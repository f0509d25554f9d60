import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createKeystore, openKeystore } from "@consilium/service/keystore/keystore.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import {
  generateServiceKeys,
  identityOf,
  KEYSTORE_FILE,
  loadOrCreateServiceKeys,
  wipeServiceKeys,
} from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { Wallet } from "ethers";

const PASSPHRASE = "correct horse battery";
const FAST = { scryptN: 2 ** 14 };

async function caught(action: Promise<unknown>): Promise<FederationError> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("keystore", () => {
  let dir: string;
  let path: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-keystore-"));
    path = join(dir, "k.json");
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("gives back what was put in, and leaves one file of mode 0600", async () => {
    await createKeystore(path, PASSPHRASE, { a: "text", b: Uint8Array.of(0, 1, 255) }, FAST);
    const keys = await openKeystore(path, PASSPHRASE);
    expect(keys.a).to.equal("text");
    expect(Array.from(keys.b as Uint8Array)).to.deep.equal([0, 1, 255]);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readdir(dir)).to.deep.equal(["k.json"]);
  });

  it("holds no key in the clear, and no two files share salt or nonce", async () => {
    const secret = "5".repeat(64);
    await createKeystore(path, PASSPHRASE, { secret }, FAST);
    await createKeystore(join(dir, "l.json"), PASSPHRASE, { secret }, FAST);
    const [left, right] = await Promise.all([path, join(dir, "l.json")].map(async (p) => readFile(p, "utf8")));
    expect(left).to.not.include(secret);
    expect(JSON.parse(left!).kdf.salt).to.not.equal(JSON.parse(right!).kdf.salt);
    expect(JSON.parse(left!).cipher.nonce).to.not.equal(JSON.parse(right!).cipher.nonce);
  });

  it("stays locked under another passphrase, and says neither passphrase nor key", async () => {
    await createKeystore(path, PASSPHRASE, { a: "text" }, FAST);
    const error = await caught(openKeystore(path, "wrong passphrase"));
    expect(error.code).to.equal("KEYSTORE_LOCKED");
    expect(error.message).to.include("backup").and.not.include("wrong passphrase");
  });

  it("takes a passphrase typed in another Unicode form", async () => {
    await createKeystore(path, "zürich-höngg".normalize("NFC"), { a: "text" }, FAST);
    expect((await openKeystore(path, "zürich-höngg".normalize("NFD"))).a).to.equal("text");
  });

  it("refuses a change of any part of the file", async () => {
    await createKeystore(path, PASSPHRASE, { a: "text" }, FAST);
    const whole = JSON.parse(await readFile(path, "utf8"));
    const flip = (hex: string) => (hex[0] === "0" ? "1" : "0") + hex.slice(1);
    const damaged = [
      { ...whole, ciphertext: flip(whole.ciphertext) },
      { ...whole, tag: flip(whole.tag) },
      { ...whole, tag: whole.tag.slice(0, 8) },
      { ...whole, cipher: { ...whole.cipher, nonce: flip(whole.cipher.nonce) } },
      { ...whole, kdf: { ...whole.kdf, salt: flip(whole.kdf.salt) } },
      { ...whole, kdf: { ...whole.kdf, N: 2 ** 15 } },
      { ...whole, kdf: { ...whole.kdf, N: 2 ** 40 } },
      { ...whole, kdf: { ...whole.kdf, note: "added" } },
      { ...whole, version: 2 },
      { ...whole, note: "added" },
      [],
      null,
    ];
    for (const file of damaged) {
      await writeFile(path, JSON.stringify(file));
      expect((await caught(openKeystore(path, PASSPHRASE))).code, JSON.stringify(file)).to.equal("KEYSTORE_LOCKED");
    }
    await writeFile(path, JSON.stringify(whole).slice(0, 100));
    expect((await caught(openKeystore(path, PASSPHRASE))).code).to.equal("KEYSTORE_LOCKED");
    await writeFile(path, JSON.stringify(whole));
    expect((await openKeystore(path, PASSPHRASE)).a).to.equal("text");
  });

  it("never overwrites a file", async () => {
    await writeFile(path, "precious");
    const error = await caught(createKeystore(path, PASSPHRASE, { a: "text" }, FAST));
    expect(error.code).to.equal("CONFIG_INVALID");
    expect(await readFile(path, "utf8")).to.equal("precious");
    expect(await readdir(dir)).to.deep.equal(["k.json"]);
  });

  it("refuses a short passphrase, a weak cost, and an absent file", async () => {
    expect((await caught(createKeystore(path, "short", {}, FAST))).code).to.equal("CONFIG_INVALID");
    expect((await caught(createKeystore(path, PASSPHRASE, {}, { scryptN: 1024 }))).code).to.equal("CONFIG_INVALID");
    expect((await caught(openKeystore(path, PASSPHRASE))).code).to.equal("CONFIG_INVALID");
    expect(await readdir(dir)).to.deep.equal([]);
  });
});

describe("service keys", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-keys-"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("are made once and found again", async () => {
    const made = await loadOrCreateServiceKeys(join(dir, "new"), PASSPHRASE, FAST);
    const found = await loadOrCreateServiceKeys(join(dir, "new"), PASSPHRASE, FAST);
    expect(found).to.deep.equal(made);
    expect((await caught(loadOrCreateServiceKeys(join(dir, "new"), "wrong passphrase", FAST))).code).to.equal(
      "KEYSTORE_LOCKED",
    );
  });

  it("are one set when two processes start at once", async () => {
    const both = await Promise.all([
      loadOrCreateServiceKeys(dir, PASSPHRASE, FAST),
      loadOrCreateServiceKeys(dir, PASSPHRASE, FAST),
    ]);
    expect(both[0]).to.deep.equal(both[1]);
  });

  it("have a public side without a secret in it", () => {
    const keys = generateServiceKeys();
    const identity = identityOf(keys);
    expect(identity.account).to.equal(new Wallet(keys.chainKey).address);
    expect(identity.peerId).to.match(/^12D3Koo/);
    expect(identity.boxKey).to.match(/^0x[0-9a-f]{64}$/);
    expect(Object.keys(identity).sort()).to.deep.equal(["account", "boxKey", "peerId"]);
    expect(generateServiceKeys()).to.not.deep.equal(keys);
  });

  it("refuse a keystore that holds something else", async () => {
    await createKeystore(join(dir, KEYSTORE_FILE), PASSPHRASE, { other: "text" }, FAST);
    expect((await caught(loadOrCreateServiceKeys(dir, PASSPHRASE, FAST))).code).to.equal("KEYSTORE_LOCKED");
  });

  it("are wiped", () => {
    const keys = generateServiceKeys();
    const { peerSeed, boxSeed, storeKey } = keys;
    wipeServiceKeys(keys);
    for (const bytes of [peerSeed, boxSeed, storeKey]) expect(bytes.every((byte) => byte === 0)).to.equal(true);
    expect(keys.chainKey).to.equal("");
  });
});

describe("readPassphrase", () => {
  const env = "CONSILIUM_TEST_PASSPHRASE";

  it("reads the variable once and unsets it", async () => {
    process.env[env] = PASSPHRASE;
    expect(await readPassphrase({ env })).to.equal(PASSPHRASE);
    expect(process.env[env]).to.equal(undefined);
    const error = await caught(readPassphrase({ env }));
    expect(error.code).to.equal("CONFIG_INVALID");
    expect(error.message).to.include(env);
  });

  it("reads a file without its last line break", async () => {
    const dir = await mkdtemp(join(tmpdir(), "consilium-passphrase-"));
    try {
      await writeFile(join(dir, "p"), `${PASSPHRASE} \n`, { mode: 0o600 });
      expect(await readPassphrase({ env, file: join(dir, "p") })).to.equal(`${PASSPHRASE} `);
      await writeFile(join(dir, "empty"), "\n", { mode: 0o600 });
      expect((await caught(readPassphrase({ env, file: join(dir, "empty") }))).code).to.equal("CONFIG_INVALID");
      expect((await caught(readPassphrase({ env, file: join(dir, "absent") }))).code).to.equal("CONFIG_INVALID");
      for (const mode of [0o640, 0o604, 0o620]) {
        await chmod(join(dir, "p"), mode);
        const error = await caught(readPassphrase({ env, file: join(dir, "p") }));
        expect([error.code, error.message.includes("chmod 600")], mode.toString(8)).to.deep.equal([
          "CONFIG_INVALID",
          true,
        ]);
        expect(error.message).to.not.include(PASSPHRASE);
      }
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
