import {
  FetchRequest,
  type JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
} from "ethers";
import type { RpcFailure } from "./rpcFailure.ts";

/** Sends one JSON-RPC request and tells what came back. It never throws: what failed is a failure to judge. */
export type RpcTransport = (payload: JsonRpcPayload) => Promise<{ result: unknown } | { failure: RpcFailure }>;

/** JSON-RPC over HTTP POST, one request at a time. */
export function httpTransport(rpcUrl: string, timeoutMs: number): RpcTransport {
  return async (payload) => {
    const reply = await postJson(rpcUrl, timeoutMs, payload);
    return "failure" in reply ? reply : readReply(payload, reply);
  };
}

/** A node's reply to one POST; `document` is undefined where it is no JSON. */
export interface HttpReply {
  status: number;
  statusText: string;
  document: unknown;
}

/** Posts a request, or several as a JSON-RPC batch. */
export async function postJson(
  rpcUrl: string,
  timeoutMs: number,
  body: JsonRpcPayload | readonly JsonRpcPayload[],
): Promise<HttpReply | { failure: RpcFailure }> {
  const request = new FetchRequest(rpcUrl);
  request.timeout = timeoutMs;
  // A 429 is judged as every other failure, by one policy.
  request.retryFunc = async () => false;
  // Bytes both ways: the platform makes text of them ten times faster than ethers does.
  request.body = new TextEncoder().encode(JSON.stringify(body));
  request.setHeader("content-type", "application/json");
  try {
    const response = await request.send();
    return { status: response.statusCode, statusText: response.statusMessage, document: parsed(response.body) };
  } catch (error) {
    return { failure: lostRequest(error) };
  }
}

/** What of a node's reply answers a request. */
export function readReply(payload: JsonRpcPayload, { status, statusText, document }: HttpReply) {
  const answer = answerOf(payload, Array.isArray(document) ? document : [document]);
  if (status >= 200 && status < 300) return answer ?? malformed(payload.method);
  const said = answer !== undefined && "failure" in answer ? answer.failure : { message: statusText };
  return { failure: { ...said, httpStatus: status } };
}

function parsed(bytes: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes ?? undefined));
  } catch {
    // A gateway's page. With 200 it is as passing as one with 502.
    return undefined;
  }
}

/** A provider that is already there: a wallet's, or an in-process chain's. */
export function providerTransport(provider: JsonRpcApiProvider): RpcTransport {
  return async (payload) => {
    try {
      return answerOf(payload, await provider._send(payload)) ?? malformed(payload.method);
    } catch (error) {
      return { failure: lostRequest(error) };
    }
  };
}

function answerOf(payload: JsonRpcPayload, answers: readonly unknown[]) {
  const answer = answers.find(
    (one): one is JsonRpcResult | JsonRpcError => typeof one === "object" && one !== null && isFor(payload, one),
  );
  if (answer === undefined) return undefined;
  if ("error" in answer && answer.error !== null && typeof answer.error === "object") {
    const { code, message, data } = answer.error;
    return {
      failure: { code: Number(code ?? -32_000), message: String(message ?? ""), ...(data == null ? {} : { data }) },
    };
  }
  return "result" in answer ? { result: answer.result } : undefined;
}

/** A node that cannot read a request answers it with the id null. */
function isFor(payload: JsonRpcPayload, answer: object): boolean {
  const { id } = answer as { id?: unknown };
  return id === payload.id || (id == null && "error" in answer);
}

function malformed(method: string): { failure: RpcFailure } {
  return { failure: { message: `the answer to ${method} is not a JSON-RPC answer`, lost: true } };
}

function lostRequest(error: unknown): RpcFailure {
  const { code, message, shortMessage } = error as { code?: unknown; message?: unknown; shortMessage?: unknown };
  const words = [code, shortMessage ?? message].filter((part) => typeof part === "string" && part !== "");
  return { message: words.length === 0 ? "no answer" : words.join(" "), lost: true };
}
