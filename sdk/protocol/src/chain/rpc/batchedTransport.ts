import type { JsonRpcPayload } from "ethers";
import { httpTransport, postJson, type RpcTransport, readReply } from "./transport.ts";

/** Fewer than any node takes (go-ethereum 1,000, Besu 1,024, gateways 100 and more). */
const MOST_TOGETHER = 50;
/** Small questions with small answers. What sends something, or has a long answer, goes alone. */
const TOGETHER =
  /^eth_(call|estimateGas|getTransactionCount|getTransactionReceipt|getBlockByNumber|getBlockByHash|blockNumber|gasPrice|maxPriorityFeePerGas|getCode|getBalance)$/;

interface Waiting {
  payload: JsonRpcPayload;
  answer: (answer: ReturnType<RpcTransport>) => void;
}

/**
 * JSON-RPC over HTTP POST that sends what is asked at the same moment as one batch (JSON-RPC 2.0, section 6): a round's reads come in
 * groups, and one POST costs as much of a processor as ten answers. A node that takes no batch is asked one by one from then on, and
 * what a batch's answer lacks is asked again alone. Failures of the whole batch are failures of each request in it.
 */
export function batchedTransport(rpcUrl: string, timeoutMs: number): RpcTransport {
  const alone = httpTransport(rpcUrl, timeoutMs);
  let takesBatches = true;
  let waiting: Waiting[] = [];

  const flush = async () => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    if (group.length === 1) return group[0]!.answer(alone(group[0]!.payload));
    // Requests of one connection may bear the same id.
    const numbered = group.map(({ payload }, i) => ({ ...payload, id: i + 1 }));
    const reply = await postJson(rpcUrl, timeoutMs, numbered);
    if (isRefused(reply)) takesBatches = false;
    for (const [i, { payload, answer }] of group.entries()) {
      if ("failure" in reply) answer(Promise.resolve(reply));
      else if (Array.isArray(reply.document)) {
        const own: unknown = reply.document.find((one) => one?.id === i + 1);
        answer(
          own === undefined ? alone(payload) : Promise.resolve(readReply(numbered[i]!, { ...reply, document: own })),
        );
      } else answer(takesBatches ? Promise.resolve(readReply(numbered[i]!, reply)) : alone(payload));
    }
  };

  return (payload) => {
    if (!takesBatches || !isSmall(payload)) return alone(payload);
    return new Promise((resolve) => {
      waiting.push({ payload, answer: resolve });
      if (waiting.length === 1) queueMicrotask(flush);
      else if (waiting.length === MOST_TOGETHER) flush();
    });
  };
}

function isSmall({ method, params }: JsonRpcPayload): boolean {
  if (method !== "eth_getLogs") return TOGETHER.test(method);
  const [filter] = params as [{ blockHash?: unknown } | undefined];
  return filter?.blockHash !== undefined;
}

/** One answer to many requests, and no page of a gateway: the node's word that it takes no batch. */
function isRefused(reply: Awaited<ReturnType<typeof postJson>>): boolean {
  if ("failure" in reply || reply.status >= 500 || reply.status === 429) return false;
  return typeof reply.document === "object" && reply.document !== null && !Array.isArray(reply.document);
}
