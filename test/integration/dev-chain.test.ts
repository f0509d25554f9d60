import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type DevChain, type DevChainOptions, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import {
  ContractFactory,
  encodeRlp,
  JsonRpcProvider,
  keccak256,
  type Log,
  parseEther,
  toBeArray,
  Wallet,
} from "ethers";
import { randomWallet } from "../support/randomWallet.ts";

const CHAIN_ID = 7357;
const MAIN = new URL("../../scripts/dev-chain/main.ts", import.meta.url).pathname;
const SENDERS = Array.from({ length: 4 }, (_, i) => new Wallet(`0x${String(i + 1).padStart(64, "0")}`));
const ACCOUNTS = SENDERS.map(({ address }) => ({ address, balanceWei: parseEther("10000") }));
const STRANGER = "0x00000000000000000000000000000000000000aa";
/**
 * A hand-written counter. Runtime: with calldata, SSTORE(0, SLOAD(0) + 1) and LOG0 of the new value;
 * without, return SLOAD(0); calldata of exactly 2 bytes reverts with 0xdeadbeef.
 */
const COUNTER_RUNTIME =
  "3615601f5736600214602b576001600054018060005560005260206000a000" + // write
  "5b60005460005260206000f3" + // read
  "5b63deadbeef6000526004601cfd"; // revert
const COUNTER_INITCODE = `0x60${(COUNTER_RUNTIME.length / 2).toString(16)}80600b6000396000f3${COUNTER_RUNTIME}`;

interface RpcAnswer {
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

async function rpc(url: string, method: string, ...params: unknown[]): Promise<RpcAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  return (await response.json()) as RpcAnswer;
}

async function transfer(sender: Wallet, nonce: number, fields: Record<string, unknown> = {}): Promise<string> {
  return await sender.signTransaction({
    type: 2,
    chainId: CHAIN_ID,
    nonce,
    to: STRANGER,
    value: 1n,
    gasLimit: 21_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 1n,
    ...fields,
  });
}

/** An EIP-1559 transaction that ethers itself would not sign. */
function tipAboveCap(sender: Wallet, nonce: number): string {
  const numbers = [CHAIN_ID, nonce, 2n * 10n ** 9n, 10n ** 9n, 21_000].map((number) => toBeArray(number));
  const fields = [...numbers, STRANGER, toBeArray(1), "0x", []];
  const typed = (body: string) => `0x02${body.slice(2)}`;
  const { yParity, r, s } = sender.signingKey.sign(keccak256(typed(encodeRlp(fields))));
  const signature = [toBeArray(yParity), ...[r, s].map((word) => toBeArray(BigInt(word)))];
  return typed(encodeRlp([...fields, ...signature]));
}

async function deployCounter(signer: Wallet): Promise<string> {
  const deployed = await new ContractFactory([], COUNTER_INITCODE, signer).deploy();
  await deployed.waitForDeployment();
  return await deployed.getAddress();
}

async function refusal(run: Promise<unknown>): Promise<FederationError> {
  try {
    await run;
  } catch (error) {
    expect(error).to.be.instanceOf(FederationError);
    return error as FederationError;
  }
  throw new Error("expected a refusal");
}

/** Every block's hash and state root, by number. */
async function allBlocks(url: string): Promise<string[]> {
  const height = Number((await rpc(url, "eth_blockNumber")).result);
  const blocks: string[] = [];
  for (let number = 0; number <= height; number++) {
    const { result } = await rpc(url, "eth_getBlockByNumber", `0x${number.toString(16)}`, false);
    const { hash, stateRoot, timestamp } = result as Record<string, string>;
    blocks.push(`${hash} ${stateRoot} ${timestamp}`);
  }
  return blocks;
}

describe("development chain", () => {
  let dir: string;
  let running: DevChain[];
  const children = new Set<ChildProcess>();

  const start = async (options: Partial<DevChainOptions> = {}) => {
    const chain = await startDevChain({
      dir,
      chainId: CHAIN_ID,
      accounts: ACCOUNTS,
      followUpBlockMs: 0,
      notice: () => {},
      ...options,
    });
    running.push(chain);
    return chain;
  };

  const spawnChain = async () => {
    const child = spawn(
      process.execPath,
      [MAIN, "--dir", dir, "--port", "0", "--json", "--fund", ...SENDERS.map(({ address }) => address)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    children.add(child);
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const { url } = JSON.parse(line) as { url: string };
    const kill = async (signal: NodeJS.Signals) => {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
      children.delete(child);
      return child.exitCode;
    };
    return { url, kill };
  };

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-dev-chain-"));
    running = [];
  });

  afterEach(async () => {
    for (const chain of running) await chain.stop();
    for (const child of children) child.kill("SIGKILL");
    await rm(dir, { recursive: true, force: true });
  });

  it("keeps every acknowledged transaction through kill -9 at any moment, with the same blocks", async function () {
    this.timeout(120_000);
    const acknowledged = new Map<string, string>();
    const nextNonce = SENDERS.map(() => 0);
    for (let life = 0; life < 4; life++) {
      const { url, kill } = await spawnChain();
      for (const [hash, blockHash] of acknowledged) {
        const receipt = (await rpc(url, "eth_getTransactionReceipt", hash)).result as { blockHash: string } | null;
        expect(receipt?.blockHash, `life ${life}: ${hash}`).to.equal(blockHash);
      }
      for (const [index, { address }] of SENDERS.entries()) {
        const nonce = Number((await rpc(url, "eth_getTransactionCount", address, "latest")).result);
        // At most the one transaction in flight when the process died may have got in unacknowledged.
        expect(nonce - (nextNonce[index] ?? 0)).to.be.oneOf([0, 1]);
        nextNonce[index] = nonce;
      }
      const balance = BigInt((await rpc(url, "eth_getBalance", STRANGER, "latest")).result as string);
      expect(balance, "each transfer of 1 wei counted once").to.equal(BigInt(nextNonce.reduce((a, b) => a + b)));

      let killed = false;
      const stopAfter = acknowledged.size + 20 + Math.floor(Math.random() * 40);
      let died: Promise<unknown> | undefined;
      const sendUntilKilled = async (index: number) => {
        const sender = SENDERS[index];
        if (sender === undefined) throw new Error("no sender");
        while (!killed) {
          const raw = await transfer(sender, nextNonce[index] ?? 0);
          try {
            const answer = await rpc(url, "eth_sendRawTransaction", raw);
            expect(answer.error).to.equal(undefined);
            const receipt = (await rpc(url, "eth_getTransactionReceipt", answer.result)).result;
            acknowledged.set(keccak256(raw), (receipt as { blockHash: string }).blockHash);
            nextNonce[index] = (nextNonce[index] ?? 0) + 1;
          } catch (error) {
            if (!killed || !(error instanceof TypeError || error instanceof SyntaxError)) throw error;
          }
          if (acknowledged.size >= stopAfter && !killed) {
            killed = true;
            died = kill("SIGKILL");
          }
        }
      };
      await Promise.all(SENDERS.map((_, index) => sendUntilKilled(index)));
      await died;
      // A transaction whose receipt was lost with the process is acknowledged all the same: the next life tells.
    }
    expect(acknowledged.size).to.be.greaterThan(60);
  });

  it("replays to the same hash and state root for all blocks and answers calls at old blocks", async () => {
    const first = await start();
    const provider = new JsonRpcProvider(first.url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 });
    const signer = SENDERS[0]!.connect(provider);
    const to = await deployCounter(signer);
    for (let i = 0; i < 5; i++) await (await signer.sendTransaction({ to, data: "0x01" })).wait();
    const before = await allBlocks(first.url);
    expect(before).to.have.length(7);
    const reverted = await rpc(first.url, "eth_call", { to, data: "0x0102" }, "latest");
    expect(reverted.error).to.deep.equal({ code: 3, message: "execution reverted", data: "0xdeadbeef" });
    provider.destroy();
    await first.stop();

    const second = await start();
    expect(await allBlocks(second.url)).to.deep.equal(before);
    for (let number = 1; number <= 6; number++) {
      const { result } = await rpc(second.url, "eth_call", { to }, `0x${number.toString(16)}`);
      expect(BigInt(result as string)).to.equal(BigInt(number - 1));
    }
    const logs = (await rpc(second.url, "eth_getLogs", { fromBlock: "0x0", toBlock: "latest", address: to })).result;
    expect(logs).to.have.length(5);
    const pending = (await rpc(second.url, "eth_getBlockByNumber", "pending", false)).result as { timestamp: string };
    expect(Math.abs(Number(pending.timestamp) - Date.now() / 1000)).to.be.lessThan(30);
  });

  it("groups concurrent transactions into blocks whose clock does not run ahead", async () => {
    const chain = await start();
    const raws: string[] = [];
    for (let nonce = 0; nonce < 25; nonce++) {
      for (const sender of SENDERS) raws.push(await transfer(sender, nonce));
    }
    const body = JSON.stringify(
      raws.reverse().map((raw, id) => ({ jsonrpc: "2.0", id, method: "eth_sendRawTransaction", params: [raw] })),
    );
    const response = await fetch(chain.url, { method: "POST", headers: { "content-type": "application/json" }, body });
    const answers = (await response.json()) as { id: number; result: string }[];
    expect(answers.map(({ result }) => result)).to.deep.equal(raws.map((raw) => keccak256(raw)));
    const height = Number((await rpc(chain.url, "eth_blockNumber")).result);
    expect(height).to.be.lessThan(100);
    const latest = (await rpc(chain.url, "eth_getBlockByNumber", "latest", false)).result as { timestamp: string };
    expect(Number(latest.timestamp)).to.be.at.most(Date.now() / 1000);
  });

  it("follows a block with an empty one, so that its state is final", async () => {
    const chain = await start({ followUpBlockMs: 20 });
    await rpc(chain.url, "eth_sendRawTransaction", await transfer(SENDERS[0]!, 0));
    while ((await rpc(chain.url, "eth_blockNumber")).result !== "0x2") await new Promise((r) => setTimeout(r, 10));
    const before = await allBlocks(chain.url);
    await chain.stop();
    expect(await allBlocks((await start()).url)).to.deep.equal(before);
  });

  describe("refuses before logging", () => {
    let chain: DevChain;
    let logged: string;
    const refused = async (raw: string) => (await rpc(chain.url, "eth_sendRawTransaction", raw)).error;

    beforeEach(async () => {
      chain = await start();
      await rpc(chain.url, "eth_sendRawTransaction", await transfer(SENDERS[0]!, 0));
      logged = await readFile(join(dir, "chain.log"), "utf8");
    });

    afterEach(async () => {
      expect(await readFile(join(dir, "chain.log"), "utf8"), "the log is untouched").to.equal(logged);
    });

    const cases: [string, Record<string, unknown>, RegExp, number?][] = [
      ["a nonce too low", {}, /^nonce too low/, 0],
      ["a nonce too high", {}, /^nonce too high/, 2],
      ["another chain id", { chainId: 1 }, /invalid chain id/],
      ["more than the balance", { value: parseEther("10001") }, /^insufficient funds/],
      ["more gas than a block holds", { gasLimit: 60_000_001n }, /^exceeds block gas limit/],
      ["too little gas", { gasLimit: 20_999n }, /^intrinsic gas too low/],
      [
        "too little gas for its calldata (EIP-7623)",
        { data: `0x${"01".repeat(100)}`, gasLimit: 24_999n },
        /^intrinsic gas/,
      ],
      ["a fee below the base fee", { maxFeePerGas: 1n }, /^max fee per gas less than block base fee/],
      [
        "initcode above the limit",
        { to: null, data: `0x${"00".repeat(49_153)}`, gasLimit: 5_000_000n },
        /^max initcode/,
      ],
    ];
    for (const [name, fields, message, nonce = 1] of cases) {
      it(name, async () => {
        const error = await refused(await transfer(SENDERS[0]!, nonce, fields));
        expect(error?.code).to.equal(-32000);
        expect(error?.message).to.match(message);
      });
    }

    it("the second of two with one nonce", async () => {
      const [a, b] = await Promise.all([
        transfer(SENDERS[1]!, 0, { value: 1n }),
        transfer(SENDERS[1]!, 0, { value: 2n }),
      ]);
      const answers = await Promise.all([a, b].map((raw) => rpc(chain.url, "eth_sendRawTransaction", raw)));
      expect(answers.filter(({ result }) => result !== undefined)).to.have.length(1);
      expect(answers.find(({ error }) => error)?.error?.message).to.match(/^nonce too low/);
      logged = await readFile(join(dir, "chain.log"), "utf8");
    });

    it("a tip above the fee cap, a tampered signature, unsigned and undecodable bytes", async () => {
      const raw = await transfer(SENDERS[0]!, 1);
      for (const bad of [tipAboveCap(SENDERS[0]!, 1), "0x", "0x02c0", `${raw}00`, raw.slice(0, -2), "nonsense"]) {
        expect((await refused(bad))?.code, bad).to.be.oneOf([-32000, -32602]);
      }
    });

    it("keys, cheats and filters, in words ethers understands", async () => {
      const methods = ["eth_sendTransaction", "eth_sign", "eth_accounts", "personal_unlockAccount", "evm_mine"];
      methods.push("evm_revert", "hardhat_setBalance", "debug_traceTransaction", "eth_newFilter", "no_such");
      for (const method of methods) {
        const { error } = await rpc(chain.url, method, {});
        expect(error?.code, method).to.equal(-32601);
        expect(error?.message).to.match(/^the method \w+ does not exist\/is not available/);
      }
      expect((await rpc(chain.url, "web3_clientVersion")).result).to.match(/^ConsiliumDevelopmentChain\//);
    });
  });

  it("serves batches and refuses what is not a JSON-RPC post", async () => {
    const { url } = await start();
    const headers = { "content-type": "application/json" };
    const one = { jsonrpc: "2.0", id: "a", method: "eth_chainId" };
    const batch = await fetch(url, { method: "POST", headers, body: JSON.stringify([one, { id: 2 }]) });
    expect(await batch.json()).to.deep.equal([
      { jsonrpc: "2.0", id: "a", result: "0x1cbd" },
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: "invalid request" } },
    ]);
    expect((await fetch(url)).status).to.equal(405);
    expect((await fetch(url, { method: "POST", body: JSON.stringify(one) })).status).to.equal(415);
    expect((await fetch(url, { method: "POST", headers, body: "{" })).status).to.equal(400);
    const huge = JSON.stringify({ ...one, params: ["0".repeat(2 * 1024 * 1024)] });
    expect((await fetch(url, { method: "POST", headers, body: huge })).status).to.equal(413);
    expect(
      (await fetch(url, { method: "POST", headers, body: "[]" })).headers.get("access-control-allow-origin"),
    ).to.equal(null);
  });

  it("lets ethers hear a contract's events, by polling", async () => {
    const chain = await start();
    const provider = new JsonRpcProvider(chain.url, CHAIN_ID, {
      staticNetwork: true,
      pollingInterval: 50,
      cacheTimeout: -1,
    });
    const signer = SENDERS[0]!.connect(provider);
    const address = await deployCounter(signer);
    const heard = new Promise<Log>((resolve) => void provider.on({ address }, resolve));
    await (await signer.sendTransaction({ to: address, data: "0x01" })).wait();
    expect(BigInt((await heard).data)).to.equal(1n);
    provider.destroy();
  });

  it("is used by one process at a time", async () => {
    const first = await start();
    const error = await refusal(start());
    expect(error.code).to.equal("STORE_IN_USE");
    expect(error.message).to.include(String(process.pid));
    const other = spawn(process.execPath, [MAIN, "--dir", dir, "--port", "0", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    other.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [exitCode] = (await once(other, "exit")) as [number];
    expect(exitCode).to.equal(1);
    expect(stderr).to.include("STORE_IN_USE");
    await first.stop();
    await (await start()).stop();
    // A reused pid: alive, but not the process that took the lock.
    await writeFile(join(dir, "lock"), JSON.stringify({ pid: process.pid, startedAt: "long ago" }));
    await (await start()).stop();
  });

  it("stops cleanly on SIGTERM and gives the folder free", async () => {
    const { url, kill } = await spawnChain();
    await rpc(url, "eth_sendRawTransaction", await transfer(SENDERS[0]!, 0));
    expect(await kill("SIGTERM")).to.equal(0);
    const again = await spawnChain();
    expect((await rpc(again.url, "eth_getTransactionCount", SENDERS[0]!.address, "latest")).result).to.equal("0x1");
  });

  it("funds accounts later from its own faucet, also after a restart", async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), "consilium-faucet-"));
    const account = randomWallet().address;
    try {
      for (const flags of [["--fund", STRANGER], []]) {
        const child = spawn(process.execPath, [MAIN, "--dir", folder, "--port", "0", "--json", ...flags], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        try {
          const [ready] = await once(createInterface({ input: child.stdout }), "line");
          const { port } = new URL(JSON.parse(ready).url);
          const fund = (...to: string[]) =>
            spawnSync(process.execPath, [MAIN, "fund", ...to, "--dir", folder, "--port", port], { encoding: "utf8" });
          expect(fund("0x12").stderr).to.match(/^CONFIG_INVALID: 0x12: Not an account\./);
          expect(fund(account)).to.include({ status: 0, stdout: `Funded ${account}.\n` });
          const { result } = await rpc(`http://127.0.0.1:${port}`, "eth_getBalance", account, "latest");
          expect(BigInt(result as string)).to.equal(parseEther("1000"));
        } finally {
          child.kill("SIGTERM");
          await once(child, "exit");
        }
      }
      expect((await stat(join(folder, "faucet.key"))).mode & 0o777).to.equal(0o600);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("refuses to open a chain as another one", async () => {
    await (await start()).stop();
    expect((await refusal(start({ chainId: 1 }))).code).to.equal("CHAIN_ID_MISMATCH");
    expect((await refusal(start({ hardfork: "osaka" }))).code).to.equal("CONFIG_INVALID");
    expect((await refusal(start({ accounts: [] }))).code).to.equal("CONFIG_INVALID");
    const taken = await start();
    const busy = startDevChain({ dir: `${dir}/second`, port: Number(new URL(taken.url).port), notice: () => {} });
    expect((await refusal(busy)).code).to.equal("CONFIG_INVALID");
  });
});
