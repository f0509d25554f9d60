import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { deliverTransaction } from "@consilium/sdk/chain/preparedTransaction.ts";
import type { ChainProvider } from "@consilium/sdk/chain/rpc/ChainProvider.ts";
import { openChainProvider } from "@consilium/sdk/chain/rpc/openChainProvider.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { waitForReceipt } from "@consilium/sdk/chain/waitForReceipt.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";

const HASH: Hex = `0x${"ab".repeat(32)}`;
const RECEIPT = {
  transactionHash: HASH,
  transactionIndex: "0x0",
  blockHash: `0x${"cd".repeat(32)}`,
  blockNumber: "0x7",
  from: `0x${"11".repeat(20)}`,
  to: `0x${"22".repeat(20)}`,
  contractAddress: null,
  cumulativeGasUsed: "0x5208",
  gasUsed: "0x5208",
  effectiveGasPrice: "0x1",
  logs: [],
  logsBloom: `0x${"00".repeat(256)}`,
  status: "0x1",
  type: "0x2",
};
const INDEXING = { error: { code: -32_000, message: "transaction indexing is in progress" } };

/** A node that gives these answers in turn: what go-ethereum says right after its start cannot be had at will from a real one. */
describe("waiting for a receipt", () => {
  let server: Server;
  let provider: ChainProvider;
  let answers: object[];

  before(async () => {
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const { id, method } = JSON.parse(text);
      const next = () => (answers.length > 1 ? answers.shift() : answers[0]);
      const answer = method === "eth_getTransactionCount" ? { result: "0x5" } : next();
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    provider = openChainProvider({
      rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      chainId: 31_337,
    });
  });
  after(async () => {
    provider.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const wait = (timeoutMs: number) => waitForReceipt(provider, HASH, "The work", { pollMs: 1, timeoutMs });

  it("asks again while there is none, and while the node indexes its blocks", async () => {
    answers = [{ result: null }, INDEXING, INDEXING, { result: RECEIPT }];
    expect((await wait(10_000)).blockNumber).to.equal(7);
    expect(answers).to.have.length(1);
  });
  it("ends with the node's other errors at once", async () => {
    answers = [{ error: { code: -32_000, message: "the disk is full" } }, { result: RECEIPT }];
    const error = await wait(10_000).catch((reason: unknown) => reason);
    expect(String(error)).to.include("the disk is full");
  });
  it("goes on where the node is away for longer than one request is tried again", async () => {
    answers = [...Array(7).fill(INDEXING), { result: RECEIPT }];
    expect((await wait(20_000)).blockNumber).to.equal(7);
  });
  it("calls a signed transaction void only once the node has indexed its blocks", async () => {
    const chain = { provider, account: RECEIPT.from, pollMs: 1, receiptTimeoutMs: 10_000 } as unknown as Chain;
    // The account's next nonce is 5, so that of this transaction is taken: by itself, as the node cannot say at first.
    const prepared = { raw: "0x00", hash: HASH, nonce: 4 } as const;
    // Longer than the provider tries one request again for.
    answers = [...Array(7).fill(INDEXING), { result: RECEIPT }];
    expect((await deliverTransaction(chain, prepared))?.blockNumber).to.equal(7);
    answers = [...Array(7).fill(INDEXING), { result: null }];
    expect(await deliverTransaction(chain, prepared)).to.equal(undefined);
  });
  it("gives up when the time is over, naming the work and the transaction", async () => {
    answers = [{ result: null }];
    const error = await wait(20).catch((reason: unknown) => reason);
    expect(isFederationError(error, "CHAIN_UNREACHABLE")).to.equal(true);
    expect(String(error)).to.include("The work").and.include(HASH);
  });
});
