import { globSync, readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { broadcastRaw } from "@consilium/sdk/chain/broadcastRaw.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { readEvents } from "@consilium/sdk/chain/events.ts";
import { readNotUnmaskedBy } from "@consilium/sdk/chain/rounds.ts";
import { ChainProvider } from "@consilium/sdk/chain/rpc/ChainProvider.ts";
import type { ChainOutage } from "@consilium/sdk/chain/rpc/OutageWatch.ts";
import { OutageWatch } from "@consilium/sdk/chain/rpc/OutageWatch.ts";
import { RetryPolicy } from "@consilium/sdk/chain/rpc/RetryPolicy.ts";
import { type FailureKind, kindOfFailure, type RpcFailure } from "@consilium/sdk/chain/rpc/rpcFailure.ts";
import { httpTransport } from "@consilium/sdk/chain/rpc/transport.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { keccak256, Wallet } from "ethers";
import { SCRIPTED_DEPLOYMENT } from "../support/ScriptedChain.ts";

const error = (code: number, message: string, data?: unknown) => ({ error: { code, message, data } });
const REVERT = error(3, "execution reverted", interfaceOf("RoundLedger").encodeErrorResult("RoundUnknown", [9]));

/** What the common clients and gateways say, and what each means for whoever asked for logs of several blocks. */
const LOG_REFUSALS: [FailureKind, number, string][] = [
  ["tooWide", -32_000, "Requested range exceeds maximum RPC range limit"],
  ["tooWide", -32_005, "Requested range exceeds maximum RPC range limit"],
  ["tooWide", -32_602, "exceed maximum block range: 5000"],
  ["tooWide", -32_602, "query exceeds max block range 100000"],
  ["tooWide", -32_602, "range 1000000 exceeds limit of 10000"],
  ["tooWide", -32_000, "query block range exceeds server limit, narrow your filter: 1000"],
  ["tooWide", -32_005, "block range too large, max range: 1000"],
  ["tooWide", -32_000, "block range is bigger than maxBlockRange"],
  ["tooWide", -32_000, "requested too many blocks from 0 to 5000, maximum is set to 2048"],
  ["tooWide", -32_614, "eth_getLogs is limited to a 10,000 range"],
  ["tooWide", -32_600, "You can make eth_getLogs requests with up to a 500 block range. Try [0x0, 0x1f3]"],
  ["tooMuch", -32_005, "query returned more than 10000 results. Try with this block range [0x0, 0x1f3]."],
  ["tooMuch", -32_602, "query exceeds max results 20000, retry with the range 1-2"],
  ["tooMuch", -32_602, "Log response size exceeded. You can make requests with up to a 2K block range"],
  ["tooMuch", -32_603, "Too many logs requested. Max logs per response is 20000."],
  ["tooMuch", -32_000, "query returns too many logs, narrow your filter: 20000"],
  ["tooMuch", -32_000, "logs matched by query exceeds limit of 10000"],
  ["tooMuch", -32_008, "Response is too big"],
  ["tooMuch", -32_000, "query timeout exceeded. Consider reducing your block range"],
  ["tooMuch", -32_002, "request timed out"],
  ["tooMuch", -32_005, "limit exceeded"],
  ["transient", -32_005, "daily request count exceeded, request rate limited"],
  ["transient", -32_005, "project ID request rate exceeded"],
  ["transient", 429, "Your app has exceeded its compute units per second capacity"],
  ["transient", -32_000, "block range extends beyond current head block"],
  ["transient", -32_603, "Internal error"],
  ["final", -32_000, "invalid block range params"],
  ["final", -32_601, "the method eth_getLogs does not exist/is not available"],
];

const FAILURES: [FailureKind, string, RpcFailure][] = [
  ["transient", "eth_call", { code: -32_603, message: "Internal error" }],
  ["transient", "eth_call", { code: -32_005, message: "limit exceeded" }],
  ["transient", "eth_call", { code: -32_000, message: "header not found" }],
  ["transient", "eth_call", { code: -32_000, message: "World state unavailable" }],
  ["transient", "eth_call", { code: -32_002, message: "request timed out" }],
  ["transient", "eth_getTransactionReceipt", { code: -32_000, message: "transaction indexing is in progress" }],
  ["transient", "eth_getTransactionReceipt", { message: "Bad Gateway", httpStatus: 502 }],
  ["transient", "eth_blockNumber", { message: "", httpStatus: 429 }],
  ["transient", "eth_sendRawTransaction", { message: "ECONNRESET socket hang up", lost: true }],
  ["transient", "eth_sendRawTransaction", { code: -32_000, message: "txpool is full" }],
  ["known", "eth_sendRawTransaction", { code: -32_000, message: "already known" }],
  ["known", "eth_sendRawTransaction", { code: -32_000, message: "Known transaction" }],
  ["known", "eth_sendRawTransaction", { code: -32_010, message: "AlreadyKnown" }],
  [
    "known",
    "eth_sendRawTransaction",
    { code: -32_010, message: "Transaction with the same hash was already imported." },
  ],
  ["final", "eth_sendRawTransaction", { code: -32_000, message: "unknown transaction type" }],
  ["nonceTaken", "eth_sendRawTransaction", { code: -32_000, message: "nonce too low: next nonce 6, tx nonce 5" }],
  ["nonceTaken", "eth_sendRawTransaction", { code: -32_001, message: "Nonce too low" }],
  ["nonceTaken", "eth_sendRawTransaction", { code: -32_010, message: "OldNonce, Current nonce: 6" }],
  ["nonceTaken", "eth_sendRawTransaction", { code: -32_010, message: "Transaction nonce is too low." }],
  ["final", "eth_sendRawTransaction", { code: -32_000, message: "insufficient funds for gas * price + value" }],
  ["final", "eth_sendRawTransaction", { code: -32_603, message: "insufficient funds" }],
  ["final", "eth_sendRawTransaction", { code: -32_000, message: "replacement transaction underpriced" }],
  ["final", "eth_estimateGas", { code: 3, message: "execution reverted" }],
  ["final", "eth_call", { code: -32_603, message: "VM Exception while processing transaction: revert" }],
  ["final", "eth_call", { code: -32_603, message: "Internal error", data: `0x${"ab".repeat(36)}` }],
  ["final", "eth_call", { code: -32_015, message: "error", data: `Reverted 0x${"ab".repeat(36)}` }],
  ["final", "eth_call", { code: -32_602, message: "Invalid params" }],
  ["final", "eth_call", { message: "Forbidden", httpStatus: 403 }],
];

describe("what a node's failure means", () => {
  for (const [kind, code, message] of LOG_REFUSALS) {
    it(`of eth_getLogs, ${kind}: ${code} ${message}`, () => {
      expect(kindOfFailure("eth_getLogs", { code, message }, { divisible: true })).to.equal(kind);
    });
  }
  for (const [kind, method, failure] of FAILURES) {
    it(`of ${method}, ${kind}: ${failure.code ?? failure.httpStatus ?? "lost"} ${failure.message}`, () => {
      expect(kindOfFailure(method, failure)).to.equal(kind);
    });
  }
  it("takes a bare limit or a time that ran out on a single block for passing, since nothing is left to halve", () => {
    for (const message of ["limit exceeded", "request timed out"]) {
      expect(kindOfFailure("eth_getLogs", { code: -32_005, message })).to.equal("transient");
    }
  });
});

/** A node whose answers a test writes: what real ones say in passing cannot be had from them at will. */
describe("the way to a chain node", () => {
  type Reply = Record<string, unknown> | ((response: ServerResponse) => void);
  let server: Server;
  let provider: ChainProvider;
  let rpcUrl: string;
  let asked: string[];
  let outages: ChainOutage[];
  let reply: (method: string, params: any[]) => Reply;

  before(async () => {
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const { id, method, params } = JSON.parse(text);
      asked.push(method);
      const said = reply(method, params);
      if (typeof said === "function") return said(response);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...said }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    outages = [];
    const policy = new RetryPolicy({ firstPauseMs: 1, longestPauseMs: 2 });
    const onOutage = (outage: ChainOutage) => void outages.push(outage);
    provider = new ChainProvider({ transport: httpTransport(rpcUrl, 500), chainId: 31_337, policy, onOutage });
  });
  afterEach(() => provider.destroy());

  const inTurn = (...replies: Reply[]) => {
    let next = 0;
    return () => replies[Math.min(next++, replies.length - 1)]!;
  };
  const http =
    (status: number, body = "") =>
    (response: ServerResponse) => {
      response.statusCode = status;
      response.end(body);
    };
  const reset = (response: ServerResponse) => void response.destroy();
  const failing = async (work: Promise<unknown>) =>
    work.then(
      () => expect.fail("it did not fail"),
      (reason: unknown) => reason,
    );

  const PASSING: [string, Reply][] = [
    ["-32603", error(-32_603, "Internal error")],
    ["-32005", error(-32_005, "limit exceeded")],
    ["header not found", error(-32_000, "header not found")],
    ["transaction indexing is in progress", error(-32_000, "transaction indexing is in progress")],
    ["a 502", http(502, "<html>Bad Gateway</html>")],
    ["a 503", http(503)],
    ["a 429", http(429)],
    ["a page in place of an answer", http(200, "<html>Maintenance</html>")],
    ["an answer without result", { id: 0 }],
    ["a reset connection", reset],
    ["no answer in time", () => {}],
  ];
  for (const [name, failure] of PASSING) {
    it(`asks again after ${name}`, async () => {
      reply = inTurn(failure, { result: "0x7" });
      expect(await provider.send("eth_blockNumber", [])).to.equal("0x7");
      expect(asked).to.have.length(2);
      expect(provider.retries).to.equal(1);
      expect(outages).to.deep.equal([]);
    });
  }
  it("does so for every method that ethers calls by itself", async () => {
    const answers: Record<string, unknown> = {
      eth_getTransactionCount: "0x5",
      eth_estimateGas: "0x5208",
      eth_getCode: "0x60",
      eth_getBlockByNumber: null,
      eth_getTransactionReceipt: null,
      eth_getLogs: [],
      eth_blockNumber: "0x9",
      eth_gasPrice: "0x1",
      eth_getBalance: "0x1",
    };
    const seen = new Set<string>();
    reply = (method) => {
      if (seen.has(method)) return { result: answers[method] };
      seen.add(method);
      return error(-32_603, "Internal error");
    };
    const account = `0x${"11".repeat(20)}`;
    await provider.getTransactionCount(account);
    await provider.estimateGas({ to: account });
    await provider.getCode(account);
    await provider.getBlock("latest");
    await provider.getTransactionReceipt(`0x${"ab".repeat(32)}`);
    await provider.getLogs({ fromBlock: 1, toBlock: 2 });
    await provider.getBalance(account);
    await provider.send("eth_gasPrice", []);
    expect(provider.retries).to.equal(seen.size);
    expect(seen).to.include("eth_getLogs").and.include("eth_getTransactionReceipt");
  });
  it("never asks again after a revert, wrong parameters or a closed door", async () => {
    for (const failure of [REVERT, error(-32_603, "execution reverted"), error(-32_602, "Invalid params"), http(403)]) {
      asked = [];
      reply = inTurn(failure);
      await failing(provider.call({ to: `0x${"11".repeat(20)}` }));
      expect(asked).to.have.length(1);
    }
  });
  it("ends after six attempts as CHAIN_UNREACHABLE, whatever the node said, and does not name its own address", async () => {
    reply = inTurn(error(-32_603, `Internal error at ${rpcUrl}/v3/secret`));
    const reason = await failing(provider.send("eth_call", [{}]));
    expect(isFederationError(reason, "CHAIN_UNREACHABLE"), String(reason)).to.equal(true);
    expect(asked).to.have.length(6);
    expect(String(reason)).to.include("eth_call: -32603 Internal error").and.not.include("secret");
  });
  it("keeps a contract's refusal under its own code, and a wrong chain id unasked again", async () => {
    reply = inTurn(REVERT);
    const chain = { provider, deployment: SCRIPTED_DEPLOYMENT } as unknown as Chain;
    expect(isFederationError(await failing(readNotUnmaskedBy(chain, 9)), "ROUND_UNKNOWN")).to.equal(true);
    asked = [];
    reply = inTurn({ result: "0x1" });
    const reason = await failing(connectChain({ rpcUrl, deployment: SCRIPTED_DEPLOYMENT }));
    expect(isFederationError(reason, "CHAIN_ID_MISMATCH")).to.equal(true);
    expect(asked).to.deep.equal(["eth_chainId"]);
  });

  describe("sending a transaction", () => {
    const wallet = new Wallet(`0x${"22".repeat(32)}`);
    let raw: string;
    let receipt: unknown;
    before(async () => {
      raw = await wallet.signTransaction({
        to: wallet.address,
        chainId: 31_337,
        nonce: 5,
        gasLimit: 21_000,
        gasPrice: 1,
      });
    });
    beforeEach(() => {
      receipt = null;
    });
    const sending = (...replies: Reply[]) => {
      const next = inTurn(...replies);
      reply = (method) => (method === "eth_getTransactionReceipt" ? { result: receipt } : next());
      return provider.send("eth_sendRawTransaction", [raw]);
    };

    it("takes it for sent where the node knows it already", async () => {
      expect(await sending(error(-32_000, "already known"))).to.equal(keccak256(raw));
      expect(await sending(reset, error(-32_000, "Known transaction"))).to.equal(keccak256(raw));
    });
    it("is not fooled by a node that says another transaction's hash", async () => {
      reply = () => ({ result: keccak256(raw) });
      expect(await broadcastRaw(provider, raw as Hex)).to.equal(keccak256(raw));
      reply = () => ({ result: keccak256("0x") });
      expect(await failing(broadcastRaw(provider, raw as Hex))).to.have.property("code", "CHAIN_UNREACHABLE");
    });
    it("takes it for sent where its nonce is taken by itself", async () => {
      receipt = { transactionHash: keccak256(raw) };
      expect(await sending(reset, error(-32_000, "nonce too low"))).to.equal(keccak256(raw));
    });
    it("says at once that another transaction has the nonce", async () => {
      const reason = (await failing(sending(error(-32_000, "nonce too low")))) as { code: string };
      expect(reason.code).to.equal("NONCE_EXPIRED");
      expect(asked).to.deep.equal(["eth_sendRawTransaction", "eth_getTransactionReceipt"]);
    });
    it("looks again for its receipt where a lost request may have arrived", async () => {
      const next = inTurn(reset, error(-32_000, "nonce too low"));
      let looks = 0;
      reply = (method) => {
        if (method !== "eth_getTransactionReceipt") return next();
        return { result: ++looks < 3 ? null : { transactionHash: keccak256(raw) } };
      };
      expect(await provider.send("eth_sendRawTransaction", [raw])).to.equal(keccak256(raw));
    });
    it("asks a wallet that signs itself only once", async () => {
      reply = inTurn(error(-32_603, "Internal error"));
      await failing(provider.send("eth_sendTransaction", [{}]));
      expect(asked).to.have.length(1);
    });
  });

  describe("reading logs", () => {
    let spans: [number, number][];
    /** A node with one log in each block, and these limits. */
    const withLimits = (maxBlocks: number, maxLogs = Number.POSITIVE_INFINITY, head = 12_345) => {
      spans = [];
      reply = (method, params) => {
        if (method === "eth_blockNumber") return { result: `0x${head.toString(16)}` };
        const [from, to] = [Number(params[0].fromBlock), Number(params[0].toBlock)];
        if (to - from + 1 > maxBlocks) return error(-32_000, "Requested range exceeds maximum RPC range limit");
        if (to - from + 1 > maxLogs) return error(-32_005, `query returned more than ${maxLogs} results`);
        spans.push([from, to]);
        return { result: Array.from({ length: to - from + 1 }, (_, i) => from + i) };
      };
    };
    const logs = (filter: object) => provider.send("eth_getLogs", [filter]) as Promise<number[]>;
    const whole = Array.from({ length: 12_345 }, (_, i) => i + 1);

    it("cuts a range in spans of 5,000 blocks, every one of which Besu's default takes", async () => {
      withLimits(5_000);
      expect(await logs({ fromBlock: "0x1", toBlock: "latest" })).to.deep.equal(whole);
      expect(spans).to.deep.equal([
        [1, 5_000],
        [5_001, 10_000],
        [10_001, 12_345],
      ]);
      expect(asked.filter((method) => method === "eth_getLogs")).to.have.length(3);
    });
    it("halves on a range error, and keeps to what it learnt", async () => {
      withLimits(1_300);
      expect(await logs({ fromBlock: "0x1", toBlock: "0x3039" })).to.deep.equal(whole);
      asked = [];
      await logs({ fromBlock: "0x1", toBlock: "0x1000" });
      expect(asked).to.have.length(4);
    });
    it("halves a span that has too many logs, and grows back behind it", async () => {
      withLimits(5_000, 400);
      expect(await logs({ fromBlock: "0x1", toBlock: "0x1000" })).to.deep.equal(whole.slice(0, 4_096));
      withLimits(5_000);
      await logs({ fromBlock: "0x1", toBlock: "0x1388" });
      expect(spans).to.deep.equal([[1, 5_000]]);
    });
    it("names the block whose logs alone are too many", async () => {
      withLimits(5_000, 0);
      const reason = await failing(logs({ fromBlock: "0x7", toBlock: "0x9" }));
      expect(isFederationError(reason, "TOO_LARGE"), String(reason)).to.equal(true);
      expect(String(reason)).to.include("Block 7 ");
    });
    it("asks as it is told for one block by its hash", async () => {
      reply = (_, params) => ({ result: params });
      expect(await logs({ blockHash: "0xab" })).to.deep.equal([{ blockHash: "0xab" }]);
    });
    it("is what every reader of events uses", async () => {
      reply = (method, params) => {
        if (method === "eth_blockNumber") return { result: "0x4e20" };
        const { fromBlock, toBlock } = params[0];
        return Number(toBlock) - Number(fromBlock) >= 5_000 ? error(-32_000, "range exceeds maximum") : { result: [] };
      };
      const chain = { provider, deployment: SCRIPTED_DEPLOYMENT } as unknown as Chain;
      expect(await readEvents(chain, "ModelRegistry", "ModelVoted")).to.deep.equal([]);
      expect(asked.filter((method) => method === "eth_getLogs")).to.have.length(4);
    });
  });

  it("tells of an outage once, however many requests fail in it", async () => {
    reply = inTurn(http(503));
    await Promise.all(Array.from({ length: 20 }, () => failing(provider.send("eth_blockNumber", []))));
    expect(outages.map(({ state }) => state)).to.deep.equal(["began"]);
    expect(outages[0]).to.include({ failure: "eth_blockNumber: HTTP 503 Service Unavailable" });
  });
});

describe("an outage", () => {
  it("begins with the first failure and ends once the node has answered for a while, with its length and its failures", () => {
    let nowMs = 0;
    const told: ChainOutage[] = [];
    const watch = new OutageWatch(
      (outage) => told.push(outage),
      () => nowMs,
    );
    watch.answered();
    for (nowMs = 1_000; nowMs < 61_000; nowMs += 400) watch.failed("eth_call: no answer");
    nowMs = 61_000;
    watch.answered();
    nowMs = 62_000;
    // An answer in between is no recovery.
    watch.failed("eth_call: no answer");
    nowMs = 63_000;
    watch.answered();
    nowMs = 70_000;
    watch.answered();
    watch.answered();
    expect(told).to.deep.equal([
      { state: "began", failure: "eth_call: no answer" },
      { state: "ended", durationMs: 62_000, failedRequests: 151 },
    ]);
  });
});

describe("a chain node", () => {
  it("is reached through this one provider only: no file of a product makes another", async () => {
    const root = join(import.meta.dirname, "../..");
    const files = globSync(["sdk/*/src/**/*.ts", "node/src/**/*.ts", "coordinator/src/**/*.ts", "scripts/**/*.ts"], {
      cwd: root,
    });
    const others = files.filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return /\b(JsonRpcProvider|WebSocketProvider|getDefaultProvider|FetchRequest|FallbackProvider)\b/.test(text);
    });
    expect(files.length).to.be.above(100);
    expect(others).to.deep.equal(["sdk/protocol/src/chain/rpc/transport.ts"]);
  });
});

describe("the pauses between attempts", () => {
  it("double up to a bound and are drawn at random below it", () => {
    const policy = new RetryPolicy({ firstPauseMs: 100, longestPauseMs: 800 });
    for (const [attempt, bound] of [
      [1, 100],
      [2, 200],
      [4, 800],
      [9, 800],
    ] as const) {
      const drawn = Array.from({ length: 200 }, () => policy.pauseMs(attempt));
      expect(Math.max(...drawn))
        .to.be.below(bound)
        .and.above(bound / 2);
      expect(Math.min(...drawn)).to.be.below(bound / 4);
    }
  });
});
