import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlockProducer, type ProducerDeps } from "@consilium/scripts/dev-chain/BlockProducer.ts";
import { ChainLog } from "@consilium/scripts/dev-chain/ChainLog.ts";
import { startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import type { GenesisRecord, LogRecord } from "@consilium/scripts/dev-chain/logRecord.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { parseEther, Wallet } from "ethers";

const GENESIS: GenesisRecord = {
  kind: "genesis",
  format: 1,
  chainId: 7357,
  hardfork: "prague",
  timestamp: 1_700_000_000,
  blockGasLimit: "60000000",
  accounts: [],
};
const SENDER = new Wallet(`0x${"11".repeat(32)}`);

async function signed(nonce: number): Promise<string> {
  const fees = { gasLimit: 21_000n, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n };
  return await SENDER.signTransaction({ type: 2, chainId: 7357, nonce, to: SENDER.address, ...fees });
}

describe("development chain log", () => {
  let dir: string;
  let path: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-chain-log-"));
    path = join(dir, "chain.log");
  });
  afterEach(async () => await rm(dir, { recursive: true, force: true }));

  const readAll = async () => {
    const records: LogRecord[] = [];
    const { log, torn } = await ChainLog.open(path, async (record) => void records.push(record));
    await log.close();
    return { records, torn };
  };

  const writeThreeBlocks = async () => {
    await ChainLog.create(path, GENESIS);
    const { log } = await ChainLog.open(path, async () => {});
    for (let number = 1; number <= 3; number++) {
      await log.appendDurably({ kind: "block", number, timestamp: 1_700_000_000, transactions: [`0x0${number}`] });
      await log.appendLazily({ kind: "mined", number, hash: `0x${number}` });
    }
    await log.close();
    return await readFile(path);
  };

  const damage = async (): Promise<FederationError> => {
    try {
      await readAll();
    } catch (error) {
      if (error instanceof FederationError) return error;
    }
    throw new Error("the damage went unseen");
  };

  it("cuts off a record torn at any byte, and only that", async () => {
    const whole = await writeThreeBlocks();
    const lastLine = whole.lastIndexOf("\n", whole.length - 2) + 1;
    for (let size = lastLine + 1; size < whole.length; size++) {
      await writeFile(path, whole.subarray(0, size));
      const { records, torn } = await readAll();
      expect(records).to.have.length(6);
      expect(torn).to.deep.equal({ atByte: lastLine, sizeBytes: size - lastLine });
      expect((await readFile(path)).length).to.equal(lastLine);
    }
    await writeFile(path, whole.subarray(0, lastLine));
    expect((await readAll()).torn).to.equal(undefined);
  });

  it("cuts off a page of zeros that a power cut left", async () => {
    const whole = await writeThreeBlocks();
    await appendFile(path, Buffer.alloc(4096));
    expect((await readAll()).torn?.sizeBytes).to.equal(4096);
    expect(await readFile(path)).to.deep.equal(whole);
  });

  it("goes on writing after a cut", async () => {
    const whole = await writeThreeBlocks();
    await writeFile(path, whole.subarray(0, whole.length - 3));
    const { log } = await ChainLog.open(path, async () => {});
    await log.appendLazily({ kind: "mined", number: 3, hash: "0x3" });
    await log.close();
    expect(await readFile(path)).to.deep.equal(whole);
  });

  it("names file, record and hint for a change of any byte", async () => {
    const whole = await writeThreeBlocks();
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      const error = await damage();
      expect(error.code, `byte ${at}`).to.equal("CHAIN_LOG_CORRUPT");
      expect(error.field).to.equal(path);
      expect(error.message).to.match(/record \d/);
      expect(error.hint).to.be.a("string");
      expect(await readFile(path), "left as found").to.deep.equal(changed);
    }
  });

  it("sees a removed and a reordered record", async () => {
    const lines = (await writeThreeBlocks()).toString().split(/(?<=\n)/);
    await writeFile(path, lines.toSpliced(3, 1).join(""));
    expect((await damage()).message).to.include("record 4");
    await writeFile(path, [lines[0], lines[3], lines[2], lines[1]].join(""));
    expect((await damage()).message).to.include("record 2");
    await writeFile(path, "");
    expect((await damage()).code).to.equal("CHAIN_LOG_CORRUPT");
  });

  it("resolves an append only after the disk has it, and writes nothing after a failed fsync", async () => {
    await ChainLog.create(path, GENESIS);
    const events: string[] = [];
    let broken = false;
    const sync = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      if (broken) throw new Error("EIO");
      events.push("synced");
    };
    const { log } = await ChainLog.open(path, async () => {}, { sync });
    const record: LogRecord = { kind: "block", number: 1, timestamp: 1, transactions: [] };
    await log.appendDurably(record);
    events.push("resolved");
    expect(events).to.deep.equal(["synced", "resolved"]);
    broken = true;
    expect(await log.appendDurably(record).catch((error: unknown) => error)).to.be.instanceOf(FederationError);
    broken = false;
    expect(await log.appendDurably(record).catch((error: unknown) => error)).to.be.instanceOf(FederationError);
    await log.close();
  });

  describe("block production", () => {
    const producerWith = (events: string[], appendDurably: () => Promise<void>) => {
      const latest = { number: 0, hash: "0x0", timestamp: 0 };
      const failures: unknown[] = [];
      const deps: ProducerDeps = {
        chain: {
          latest,
          request: async (method) => (method === "eth_getBalance" ? "0xffffffffffffffff" : `0x${latest.number}`),
          nextBaseFeePerGas: async () => 1n,
          execute: async (block) => {
            events.push(`execute ${block.number}`);
            latest.number = block.number;
            return { ...latest, refused: new Map() };
          },
        },
        log: { appendDurably, appendLazily: async () => {} },
        rules: { chainId: 7357, blockGasLimit: 60_000_000n, hardfork: "prague" },
        latestHasTransactions: false,
        nowSeconds: () => 1,
        followUpBlockMs: 0,
        idleBlockMs: 0,
        maxWaitingTransactions: 1,
        onFailure: (error) => failures.push(error),
      };
      return { producer: new BlockProducer(deps), failures };
    };

    it("executes and acknowledges only after the record is durable", async () => {
      const events: string[] = [];
      const { producer } = producerWith(events, async () => {
        events.push("append");
        await new Promise((resolve) => setImmediate(resolve));
        events.push("durable");
      });
      await producer.submit(await signed(0));
      events.push("acknowledged");
      expect(events).to.deep.equal(["append", "durable", "execute 1", "acknowledged"]);
      await producer.stop();
    });

    it("executes nothing when the record cannot be made durable, and stops taking transactions", async () => {
      const events: string[] = [];
      const { producer, failures } = producerWith(events, () => Promise.reject(new Error("disk full")));
      expect(await producer.submit(await signed(0)).catch(String)).to.include("disk full");
      expect(await producer.submit(await signed(0)).catch(String)).to.include("stopped taking transactions");
      expect(events).to.deep.equal([]);
      expect(failures).to.have.length(1);
      await producer.stop();
    });

    it("bounds what waits, and lets a resent transaction share its first sending's answer", async () => {
      const durable = Promise.withResolvers<void>();
      const { producer } = producerWith([], () => durable.promise);
      const raw = await signed(0);
      const twice = [producer.submit(raw), producer.submit(raw)];
      const third = await producer.submit(await signed(1)).catch(String);
      expect(third).to.include("too many transactions");
      durable.resolve();
      const [first, second] = await Promise.all(twice);
      expect(first).to.equal(second);
      await producer.stop();
    });
  });

  it("takes up the present time after replaying an old log", async () => {
    await ChainLog.create(path, GENESIS);
    const chain = await startDevChain({ dir });
    const body = { jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: ["pending", false] };
    const headers = { "content-type": "application/json" };
    const response = await fetch(chain.url, { method: "POST", headers, body: JSON.stringify(body) });
    const { result } = (await response.json()) as { result: { timestamp: string } };
    expect(Number(result.timestamp)).to.be.greaterThan(Date.now() / 1000 - 60);
    await chain.stop();
  });

  it("refuses a log whose blocks replay to other hashes, and reports a torn tail once", async () => {
    const notices: string[] = [];
    const accounts = [{ address: SENDER.address, balanceWei: parseEther("1") }];
    const options = { dir, chainId: 7357, accounts, followUpBlockMs: 0, notice: (line: string) => notices.push(line) };
    const chain = await startDevChain(options);
    const body = { jsonrpc: "2.0", id: 1, method: "eth_sendRawTransaction", params: [await signed(0)] };
    const headers = { "content-type": "application/json" };
    await fetch(chain.url, { method: "POST", headers, body: JSON.stringify(body) });
    await chain.stop();
    await appendFile(path, "0000");
    await (await startDevChain(options)).stop();
    await (await startDevChain(options)).stop();
    expect(notices).to.have.length(1);
    expect(notices[0]).to.include("unfinished");

    // A log whose checksums hold, written anew with another hash for block 1.
    const { records } = await readAll();
    await rm(path);
    await ChainLog.create(path, records[0]!);
    const { log } = await ChainLog.open(path, async () => {});
    await log.appendDurably(records[1]!);
    await log.appendDurably({ kind: "mined", number: 1, hash: `0x${"00".repeat(32)}` });
    await log.close();
    const error = await startDevChain(options).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(FederationError);
    expect((error as FederationError).code).to.equal("CHAIN_LOG_CORRUPT");
    expect((error as FederationError).message).to.match(/record 3 .*replays to/);
  });
});
