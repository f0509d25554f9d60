import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { waitForReceipt } from "@consilium/sdk/chain/waitForReceipt.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { JsonRpcProvider, Network } from "ethers";

const HASH = `0x${"ab".repeat(32)}`;
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
  let provider: JsonRpcProvider;
  let answers: object[];

  before(async () => {
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const { id } = JSON.parse(text);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const network = Network.from(31_337);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    provider = new JsonRpcProvider(url, network, { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1 });
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
  it("gives up when the time is over, naming the work and the transaction", async () => {
    answers = [{ result: null }];
    const error = await wait(20).catch((reason: unknown) => reason);
    expect(isFederationError(error, "CHAIN_UNREACHABLE")).to.equal(true);
    expect(String(error)).to.include("The work").and.include(HASH);
  });
});
