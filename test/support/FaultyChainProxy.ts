import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface RpcRequest {
  id: unknown;
  method: string;
  params: any[];
}

/** One way in which a chain node, or what stands before it, fails in passing. */
interface Fault {
  name: string;
  /** Absent: every method. */
  methods?: readonly string[];
  /** Whether the node gets the request all the same, and only its answer goes another way. */
  afterwards?: true;
  reply: { code: number; message: string } | { status: number } | "reset" | "page";
}

const SEND = ["eth_sendRawTransaction"];

/** Each of them once for each method, in this order. */
const FAULTS: readonly Fault[] = [
  { name: "-32603", reply: { code: -32_603, message: "Internal error" } },
  { name: "-32005", reply: { code: -32_005, message: "limit exceeded" } },
  { name: "502", reply: { status: 502 } },
  { name: "503", reply: { status: 503 } },
  { name: "429", reply: { status: 429 } },
  { name: "reset", reply: "reset" },
  { name: "answer lost", afterwards: true, reply: "reset" },
  { name: "page", reply: "page" },
  { name: "timed out", reply: { code: -32_002, message: "request timed out" } },
  {
    name: "header not found",
    methods: ["eth_call", "eth_getLogs", "eth_estimateGas", "eth_getTransactionCount"],
    reply: { code: -32_000, message: "header not found" },
  },
  {
    name: "indexing",
    methods: ["eth_getTransactionReceipt"],
    reply: { code: -32_000, message: "transaction indexing is in progress" },
  },
  { name: "already known", methods: SEND, afterwards: true, reply: { code: -32_000, message: "already known" } },
  { name: "nonce too low", methods: SEND, afterwards: true, reply: { code: -32_000, message: "nonce too low" } },
];

/** The methods that nobody can do without; every one of them meets every fault that it can have. */
export const MAIN_METHODS = [
  "eth_sendRawTransaction",
  "eth_getTransactionReceipt",
  "eth_getLogs",
  "eth_call",
  "eth_blockNumber",
] as const;

/** Of a method's requests, every how-manieth fails: two faults never meet one request's attempts unless many ask at once. */
const EVERY = 3;
/** Besu's default. */
const MAX_RANGE_BLOCKS = 5_000;

/**
 * Stands between a consortium and its chain node and fails as nodes do, each fault once for each method, in a fixed order; it
 * refuses ranges above Besu's default and counts all it does. What it forwards is the node's own.
 */
export class FaultyChainProxy {
  readonly url: string;
  /** How often each fault was injected, by method and fault. */
  readonly injected = new Map<string, number>();
  /** Requests by method. */
  readonly requests = new Map<string, number>();
  /** Ranges that were refused for their width. */
  refusedRanges = 0;
  readonly #server: Server;

  private constructor(url: string, server: Server) {
    this.url = url;
    this.#server = server;
  }

  static async before(upstream: string): Promise<FaultyChainProxy> {
    let proxy: FaultyChainProxy;
    const server = createServer((request, response) => {
      proxy.#serve(upstream, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = new FaultyChainProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    return proxy;
  }

  /** The faults that a method has not met. */
  missing(method: string): string[] {
    return faultsOf(method)
      .map(({ name }) => name)
      .filter((name) => !this.injected.has(`${method} ${name}`));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(upstream: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const message = JSON.parse(body) as RpcRequest | RpcRequest[];
    const requests = [message].flat();
    const faults = new Map(requests.map((request) => [request, this.#faultOf(request)]));
    const forwarded = requests.filter((request) => faults.get(request)?.afterwards !== false);
    const answers = forwarded.length === 0 ? [] : await forward(upstream, forwarded);
    // A fault of the whole answer is one of all that share it.
    const whole = [...faults.values()].map((fault) => fault?.reply).find(isWhole);
    if (whole === "reset") return void response.destroy();
    if (whole === "page") return answer(response, "<html><body>Maintenance</body></html>");
    if (whole !== undefined) {
      response.statusCode = whole.status;
      return answer(response, "<html><body>The gateway is not well.</body></html>");
    }
    const documents = requests.map((request) => {
      const error = faults.get(request)?.reply;
      return error === undefined
        ? answers.find(({ id }) => id === request.id)
        : { jsonrpc: "2.0", id: request.id, error };
    });
    answer(response, Array.isArray(message) ? documents : documents[0]);
  }

  /** Counts a request, and says how it fails, if it does. */
  #faultOf(request: RpcRequest): (Pick<Fault, "reply"> & { afterwards: boolean }) | undefined {
    const { method } = request;
    const count = (this.requests.get(method) ?? 0) + 1;
    this.requests.set(method, count);
    if (isTooWide(request)) {
      this.refusedRanges += 1;
      const reply = { code: -32_000, message: "Requested range exceeds maximum RPC range limit" };
      return { reply, afterwards: false };
    }
    const fault = count % EVERY === 0 ? faultsOf(method)[count / EVERY - 1] : undefined;
    if (fault === undefined) return undefined;
    const key = `${method} ${fault.name}`;
    this.injected.set(key, (this.injected.get(key) ?? 0) + 1);
    return { reply: fault.reply, afterwards: fault.afterwards === true };
  }
}

async function forward(upstream: string, requests: readonly RpcRequest[]): Promise<Record<string, unknown>[]> {
  const [first, ...others] = requests;
  const body = JSON.stringify(others.length === 0 ? first : requests);
  const headers = { "content-type": "application/json" };
  const document = await (await fetch(upstream, { method: "POST", headers, body })).json();
  return [document as Record<string, unknown> | Record<string, unknown>[]].flat();
}

function isWhole(reply: Fault["reply"] | undefined): reply is "reset" | "page" | { status: number } {
  return reply === "reset" || reply === "page" || (reply !== undefined && "status" in reply);
}

function faultsOf(method: string): Fault[] {
  return FAULTS.filter(({ methods }) => methods === undefined || methods.includes(method));
}

function isTooWide({ method, params }: RpcRequest): boolean {
  if (method !== "eth_getLogs" || params[0]?.blockHash !== undefined) return false;
  return Number(params[0].toBlock) - Number(params[0].fromBlock) + 1 > MAX_RANGE_BLOCKS;
}

function answer(response: ServerResponse, document: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(typeof document === "string" ? document : JSON.stringify(document));
}
