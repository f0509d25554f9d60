import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { batchedTransport } from "@consilium/sdk/chain/rpc/batchedTransport.ts";
import type { RpcTransport } from "@consilium/sdk/chain/rpc/transport.ts";
import { expect } from "chai";
import type { JsonRpcPayload } from "ethers";

/** A node whose answers a test writes: real ones do not fail at will. */
describe("requests that a chain node gets together", () => {
  type Message = JsonRpcPayload | JsonRpcPayload[];
  let server: Server;
  let transport: RpcTransport;
  /** Each POST's methods. */
  let posts: string[][];
  let answer: (message: Message, response: ServerResponse) => unknown;

  const result = ({ id, method }: JsonRpcPayload) => ({ jsonrpc: "2.0", id, result: `of ${method}` });
  const usual = (message: Message) => (Array.isArray(message) ? message.map(result).reverse() : result(message));
  const refusing = (message: Message) =>
    Array.isArray(message) ? { id: null, error: { code: -32_600, message: "no batches" } } : result(message);
  const ask = (method: string, id = 0, ...params: unknown[]) => transport({ jsonrpc: "2.0", id, method, params });

  before(async () => {
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const message = JSON.parse(text) as Message;
      posts.push([message].flat().map(({ method }) => method));
      const said = answer(message, response);
      if (said === undefined) return;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(said));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    posts = [];
    answer = usual;
    transport = batchedTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2_000);
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("share a POST, and each gets its own answer, whatever their ids and the answers' order", async () => {
    const answers = await Promise.all([ask("eth_call", 7), ask("eth_blockNumber", 7), ask("eth_getCode")]);
    expect(answers).to.deep.equal([
      { result: "of eth_call" },
      { result: "of eth_blockNumber" },
      { result: "of eth_getCode" },
    ]);
    expect(posts).to.deep.equal([["eth_call", "eth_blockNumber", "eth_getCode"]]);
  });

  it("are at most 50, and what sends something or has a long answer goes alone", async () => {
    await Promise.all(Array.from({ length: 60 }, () => ask("eth_call")));
    expect(posts.map(({ length }) => length)).to.have.members([50, 10]);
    posts = [];
    const alone = ["eth_sendRawTransaction", "eth_sendTransaction", "eth_getLogs"];
    await Promise.all([...alone, "eth_call"].map((method) => ask(method)));
    expect(posts).to.have.deep.members([...alone, "eth_call"].map((method) => [method]));
    posts = [];
    // The logs of one block are no long answer.
    await Promise.all([ask("eth_getLogs", 0, { blockHash: "0x" }), ask("eth_call")]);
    expect(posts).to.deep.equal([["eth_getLogs", "eth_call"]]);
  });

  it("are asked one by one where the node takes no batch, then and later", async () => {
    answer = refusing;
    const both = () => Promise.all([ask("eth_call"), ask("eth_getCode")]);
    for (let time = 0; time < 2; time++) {
      expect(await both()).to.deep.equal([{ result: "of eth_call" }, { result: "of eth_getCode" }]);
    }
    expect(posts.map(({ length }) => length)).to.deep.equal([2, 1, 1, 1, 1]);
  });

  it("are asked again alone where the batch's answer lacks theirs, or tells an error of nobody's", async () => {
    answer = (message) =>
      Array.isArray(message)
        ? [{ id: null, error: { code: -32_603, message: "?" } }, result(message[1]!)]
        : result(message);
    expect(await Promise.all([ask("eth_call"), ask("eth_getCode")])).to.deep.equal([
      { result: "of eth_call" },
      { result: "of eth_getCode" },
    ]);
    expect(posts).to.deep.equal([["eth_call", "eth_getCode"], ["eth_call"]]);
  });

  it("keep their own errors", async () => {
    answer = (message) =>
      [message]
        .flat()
        .map((one) => (one.method === "eth_call" ? { id: one.id, error: { code: 3, message: "no" } } : result(one)));
    expect(await Promise.all([ask("eth_call"), ask("eth_getCode")])).to.deep.equal([
      { failure: { code: 3, message: "no" } },
      { result: "of eth_getCode" },
    ]);
  });

  it("fail together where the batch is lost, throttled or answered with a page, and go together again", async () => {
    const failures: [typeof answer, object][] = [
      [(_, response) => void response.destroy(), { lost: true }],
      [(_, response) => void response.writeHead(429).end("{}"), { httpStatus: 429 }],
      [(_, response) => void response.writeHead(502).end("<html>"), { httpStatus: 502 }],
      [(_, response) => void response.end("<html>"), { lost: true }],
    ];
    for (const [failing, what] of failures) {
      answer = failing;
      for (const one of await Promise.all([ask("eth_call"), ask("eth_getCode")])) {
        expect(one).to.have.property("failure").that.includes(what);
      }
    }
    answer = usual;
    posts = [];
    await Promise.all([ask("eth_call"), ask("eth_getCode")]);
    expect(posts).to.have.length(1);
  });
});
