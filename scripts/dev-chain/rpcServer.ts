import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RPC_CODES, RpcError } from "./RpcError.ts";
import { answerMethod, type RpcBackend } from "./rpcMethods.ts";

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const MAX_BATCH = 256;
const REQUEST_TIMEOUT_MS = 60_000;

export interface RpcServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Lets pages of any origin read the chain. Off unless asked for. */
  cors: boolean;
}

interface RpcRequest {
  id: string | number | null;
  method: string;
  params: readonly unknown[];
}

/** JSON-RPC 2.0 over HTTP POST, batches included. Resolves once it listens. */
export async function listenRpc(
  backend: RpcBackend,
  options: RpcServerOptions,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    serve(backend, request, response, options.cors).catch(() => response.destroy());
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, server };
}

function listenError(error: NodeJS.ErrnoException, { host, port }: RpcServerOptions): Error {
  return new FederationError("CONFIG_INVALID", `cannot listen on ${host}:${port} (${error.code}).`, {
    field: "port",
    hint: "Give another --port, or 0 for a free one.",
    cause: error,
  });
}

async function serve(
  backend: RpcBackend,
  request: IncomingMessage,
  response: ServerResponse,
  cors: boolean,
): Promise<void> {
  if (cors) {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type");
  }
  if (cors && request.method === "OPTIONS") return end(response, 204);
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    return end(response, 405, failure(null, new RpcError(RPC_CODES.invalidRequest, "use POST with a JSON-RPC body")));
  }
  // A page of another origin cannot set this type without asking first (CORS), so it cannot post here unseen.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    return end(
      response,
      415,
      failure(null, new RpcError(RPC_CODES.invalidRequest, "content-type must be application/json")),
    );
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader("connection", "close");
    const error = new RpcError(RPC_CODES.limitExceeded, `the request is larger than ${MAX_BODY_BYTES} bytes`);
    return end(response, 413, failure(null, error));
  }
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return end(response, 400, failure(null, new RpcError(RPC_CODES.parse, "parse error")));
  }
  end(response, 200, await answerMessage(backend, message));
}

async function answerMessage(backend: RpcBackend, message: unknown): Promise<unknown> {
  if (!Array.isArray(message)) return await answerOne(backend, message);
  if (message.length === 0) return failure(null, new RpcError(RPC_CODES.invalidRequest, "empty batch"));
  if (message.length > MAX_BATCH) {
    return failure(null, new RpcError(RPC_CODES.limitExceeded, `a batch holds at most ${MAX_BATCH} requests`));
  }
  return await Promise.all(message.map((one) => answerOne(backend, one)));
}

async function answerOne(backend: RpcBackend, message: unknown): Promise<unknown> {
  const request = parseRequest(message);
  if (request === undefined) return failure(null, new RpcError(RPC_CODES.invalidRequest, "invalid request"));
  try {
    const result = await answerMethod(backend, request.method, request.params);
    return { jsonrpc: "2.0", id: request.id, result };
  } catch (error) {
    return failure(request.id, error instanceof RpcError ? error : new RpcError(RPC_CODES.internal, "internal error"));
  }
}

function parseRequest(message: unknown): RpcRequest | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { jsonrpc, id, method, params = [] } = message as Record<string, unknown>;
  if (jsonrpc !== "2.0" || typeof method !== "string" || !Array.isArray(params)) return undefined;
  return { id: typeof id === "string" || typeof id === "number" ? id : null, method, params };
}

function failure(id: RpcRequest["id"], { code, message, data }: RpcError): unknown {
  return { jsonrpc: "2.0", id, error: { code, message, ...(data === undefined ? {} : { data }) } };
}

/** The body's text, or undefined when it passes the limit: reading stops there. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function end(response: ServerResponse, status: number, body?: unknown): void {
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}
